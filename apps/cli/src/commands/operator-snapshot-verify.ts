import type { Call } from "../command-line/command.js";
import { verifiedFile } from "../snapshots/snapshot-files.js";

export async function run(call: Call): Promise<number> {
  const { header, jobs, allocations, nodes } = await verifiedFile(call.args[0]!);
  call.terminal.out(`The file is whole: ${jobs} jobs, ${allocations} allocations and ${nodes} nodes at entry ${header.index}, state hash ${header.stateHash}.`);
  return 0;
}
