import type { FlagSpec } from "../command-line/command.js";

export const jobFileFlags: readonly FlagSpec[] = [
  { name: "var", value: "NAME=VALUE", repeated: true, help: "Value of a variable of the job file; may be repeated" },
  { name: "var-file", value: "FILE", repeated: true, help: "File of NAME = VALUE lines; may be repeated" },
  { name: "json", help: "The file is JSON (also seen by its name or first character)" },
];
