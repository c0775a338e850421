import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { fileBytes, verifiedFile } from "../snapshots/snapshot-files.js";

export async function run(call: Call): Promise<number> {
  const path = call.args[0]!;
  const { header, jobs, allocations, nodes } = await verifiedFile(path);
  call.terminal.err(`${path} is whole: entry ${header.index}, ${jobs} jobs, ${allocations} allocations, ${nodes} nodes`);
  const { parts } = await fileBytes(path);
  const restored = await openClient(call).region.restoreSnapshot(parts, call.flags.isOn("force"));
  call.terminal.out(`Restored the state ${restored.StateHash} of entry ${restored.Index}.`);
  call.terminal.out(`The log goes on after ${restored.ResumeAfter} as incarnation ${restored.Incarnation}. Every server starts again now; agents keep their tasks.`);
  return 0;
}
