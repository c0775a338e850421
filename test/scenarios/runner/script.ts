// A scenario is a text file:
//
//   # What it shows.                 a remark, kept as it is
//
//   $ job run                        a command
//   | job "web" {                    its input
//   | }
//     web  service  running          what is printed, indented by two
//
// Reading and writing: with UPDATE=1 the printed lines are written anew, everything else stays.

export interface Step {
  readonly command: string;
  readonly input: string;
  readonly expected: readonly string[];
  /** Lines of the file that are kept, up to the command's output. */
  readonly kept: readonly string[];
}

export interface Script {
  /** The remarks at the top. */
  readonly title: string;
  readonly steps: readonly Step[];
  readonly tail: readonly string[];
}

const outputIndent = "  ";

interface StepInMaking {
  command: string;
  input: string[];
  expected: string[];
  kept: string[];
}

export function readScript(text: string): Script {
  const steps: StepInMaking[] = [];
  let kept: string[] = [];
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const step = steps.at(-1);
    if (line.startsWith("$ ")) {
      steps.push({ command: line.slice(2).trim(), input: [], expected: [], kept: [...kept, line] });
      kept = [];
    } else if (line.startsWith("|") && step !== undefined && kept.length === 0) {
      step.input.push(line.slice(2));
      step.kept.push(line);
    } else if (line.startsWith(outputIndent) && step !== undefined && kept.length === 0) step.expected.push(line.slice(outputIndent.length));
    else if (line === "" || line.startsWith("#")) kept.push(line);
    else throw new SyntaxError(`"${line}" is no remark (#), command ($), input (|) or output (two spaces)`);
  }
  const title = /^# (.*)/.exec(text)?.[1] ?? "";
  return { title, steps: steps.map((step) => ({ ...step, input: step.input.join("\n") })), tail: kept };
}

/** The file with these outputs, one a step. */
export function writeScript({ steps, tail }: Script, outputs: readonly (readonly string[])[]): string {
  const lines = steps.flatMap((step, i) => [...step.kept, ...(outputs[i] ?? []).map((line) => `${outputIndent}${line}`.trimEnd())]);
  return `${[...lines, ...tail].join("\n")}\n`;
}
