import { expect, it } from "vitest";
import type { FlagSpec } from "./command.js";
import { parseFlags } from "./flags.js";

const specs: readonly FlagSpec[] = [
  { name: "detach", help: "" },
  { name: "check-index", value: "N", help: "" },
  { name: "var", value: "NAME=VALUE", repeated: true, help: "" },
];

function parsed(...words: string[]) {
  const { flags, args } = parseFlags(words, specs);
  return { detach: flags.isOn("detach"), index: flags.count("check-index"), vars: flags.all("var"), args };
}

it.each([
  [["-detach", "job.hcl"], { detach: true, args: ["job.hcl"] }],
  [["job.hcl", "--detach"], { detach: true, args: ["job.hcl"] }],
  [["-detach=false", "-"], { detach: false, args: ["-"] }],
  [["-check-index", "7", "x"], { index: 7, args: ["x"] }],
  [["--check-index=0"], { index: 0 }],
  [["-var", "a=1", "-var=b=2=3"], { vars: ["a=1", "b=2=3"] }],
  [["--", "-detach"], { detach: false, args: ["-detach"] }],
])("%j", (words, expected) => {
  expect(parsed(...words)).toMatchObject(expected);
});

it.each([
  [["-detahc"], 'unknown flag -detahc; did you mean "-detach"?'],
  [["-check-index"], "-check-index needs a value: -check-index N"],
  [["-check-index", "x"], '-check-index must be a whole number, not "x"'],
  [["-check-index", "-1"], '-check-index must be a whole number, not "-1"'],
  [["-detach=perhaps"], '-detach is a switch: it is true or false, not "perhaps"'],
])("%j is refused", (words, message) => {
  expect(() => parsed(...words)).toThrow(message);
});
