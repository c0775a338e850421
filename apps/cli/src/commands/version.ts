import type { Call } from "../command-line/command.js";
import { version } from "../version.js";

export async function run(call: Call): Promise<number> {
  call.terminal.out(`Berth v${version}`);
  return 0;
}
