import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { configurationLines } from "../output/scheduler-configuration.js";
import { jsonText } from "../output/words.js";

export async function run(call: Call): Promise<number> {
  const configuration = await openClient(call).operator.schedulerConfiguration();
  if (call.flags.isOn("json")) call.terminal.out(jsonText(configuration));
  else configurationLines(configuration).forEach((line) => call.terminal.out(line));
  return 0;
}
