import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { keyValues } from "../output/columns.js";
import { headerPairs, verifiedFile, writeSnapshotFile } from "../snapshots/snapshot-files.js";

export async function run(call: Call): Promise<number> {
  const path = call.args[0]!;
  await writeSnapshotFile(path, await openClient(call).region.saveSnapshot(call.flags.text("id")));
  const { header } = await verifiedFile(path);
  call.terminal.out(`Saved and verified ${path}`);
  keyValues(headerPairs(header)).forEach((line) => call.terminal.out(line));
  return 0;
}
