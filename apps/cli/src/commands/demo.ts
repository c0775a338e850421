import type { Call } from "../command-line/command.js";
import { runDemo } from "../demo/run-demo.js";

export function run(call: Call): Promise<number> {
  return runDemo(call);
}
