import type { Call } from "../command-line/command.js";
import { keyValues } from "../output/columns.js";
import { jsonText } from "../output/words.js";
import { headerPairs, openSnapshotFile } from "../snapshots/snapshot-files.js";

export async function run(call: Call): Promise<number> {
  const { header } = await openSnapshotFile(call.args[0]!);
  if (call.flags.isOn("json")) call.terminal.out(jsonText(header));
  else keyValues(headerPairs(header)).forEach((line) => call.terminal.out(line));
  return 0;
}
