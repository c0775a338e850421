// The `config` block of a raw_exec task: parsed once, with an error that names the field.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { DriverStartError } from "@berth/ports/driver";

export interface RawExecConfig {
  readonly command: string;
  readonly args: readonly string[];
  readonly workDir: string;
  readonly deniedVariables: readonly string[];
}

const KNOWN = ["command", "args", "work_dir", "denied_envvars", "oom_score_adj", "cgroup_v1_override", "cgroup_v2_override"];

function refuse(message: string): never {
  throw new DriverStartError(`raw_exec config: ${message}`, false);
}

function textOf(config: Readonly<Record<string, unknown>>, field: string): string {
  const value = config[field] ?? "";
  return typeof value === "string" ? value : refuse(`"${field}" must be a string`);
}

function textsOf(config: Readonly<Record<string, unknown>>, field: string): string[] {
  const value = config[field] ?? [];
  if (!Array.isArray(value)) return refuse(`"${field}" must be a list of strings`);
  return value.map((item: unknown) => {
    if (typeof item === "string") return item;
    return typeof item === "number" || typeof item === "boolean" ? String(item) : refuse(`"${field}" must be a list of strings`);
  });
}

export function parseRawExecConfig(config: Readonly<Record<string, unknown>>): RawExecConfig {
  const unknown = Object.keys(config).find((field) => !KNOWN.includes(field));
  if (unknown !== undefined) refuse(`unknown field "${unknown}"; known are ${KNOWN.join(", ")}`);
  const command = textOf(config, "command");
  if (command === "") refuse(`"command" is missing: name the program to run`);
  return { command, args: textsOf(config, "args"), workDir: textOf(config, "work_dir"), deniedVariables: textsOf(config, "denied_envvars") };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** In the task's local directory, in the task's directory, then on its PATH. */
export function findProgram(command: string, taskDir: string, searchPath: string): string {
  const candidates = isAbsolute(command)
    ? [command]
    : [
        join(taskDir, "local", command),
        join(taskDir, command),
        ...(command.includes("/") ? [] : searchPath.split(delimiter).filter((folder) => folder !== "").map((folder) => join(folder, command))),
      ];
  const found = candidates.find(isExecutable);
  return found ?? refuse(`the program "${command}" is not found or not executable`);
}
