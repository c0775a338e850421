// Plays a scenario and says what was printed after each step.
import { commands } from "./commands.ts";
import type { Script, Step } from "./script.ts";
import { clockText, Show } from "./show.ts";
import { Stage } from "./stage.ts";

export async function play(script: Script): Promise<readonly (readonly string[])[]> {
  const stage = new Stage();
  const show = new Show(stage);
  const showsClock = script.steps.some(({ command }) => command.includes(" at="));
  const outputs: (readonly string[])[] = [];
  for (const step of script.steps) {
    const said = await carryOut(step, stage, show);
    const time = showsClock ? clockText(Math.round(stage.nowMs / 1_000) * 1_000) : `${Math.round(stage.elapsedMs / 1_000)} s`;
    outputs.push([...said, `-- ${time}`, ...show.lines()].map(withoutNumbers));
  }
  return outputs;
}

async function carryOut({ command, input }: Step, stage: Stage, show: Show): Promise<readonly string[]> {
  const words = command.split(/\s+/);
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const run = commands[words.slice(0, length).join(" ")];
    if (run !== undefined) return run({ stage, show, args: words.slice(length), input });
  }
  throw new Error(`"${command}" is no command; there are: ${Object.keys(commands).join(", ")}`);
}

/** The random part of a dispatched job's id. */
function withoutNumbers(line: string): string {
  return line.replace(/(\/dispatch-)\d+-[0-9a-f]{8}/, "$1<time>-<number>");
}
