// From the words of a command line to a command's exit code.
import { processTerminal, type Terminal } from "../output/terminal.js";
import { type Command, CommandFailure, UsageError } from "./command.js";
import { connectionFlags, targetOf } from "./connection-flags.js";
import { Flags, parseFlags } from "./flags.js";
import { commandHelp, listHelp } from "./help.js";

export interface Invocation {
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly terminal?: Terminal;
}

export const interruptedCode = 130;
const helpWords = new Set(["-h", "-help", "--help"]);

/** The longest name of the table that the words begin with. */
export function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  for (const length of [3, 2, 1]) {
    const name = words.slice(0, length).join(" ");
    const found = words.length >= length ? commands.find((command) => command.name === name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function unknownCommand(words: readonly string[], commands: readonly Command[]): Promise<string> {
  const { nearest } = await import("@berth/core/hcl/nearest");
  const names = commands.map((command) => command.name);
  const groups = new Set(names.filter((name) => name.includes(" ")).map((name) => name.split(" ")[0]!));
  const given = words.filter((word) => !word.startsWith("-"));
  const isInGroup = groups.has(given[0] ?? "");
  const name = given.slice(0, isInGroup ? 2 : 1).join(" ");
  const near = isInGroup ? nearest(name, names.filter((known) => known.startsWith(`${given[0]} `))) : nearest(name, [...names, ...groups]);
  const hint = near === null ? "" : `; did you mean "${near}"?`;
  return `unknown command "${name.slice(0, 100)}"${hint}\nAll commands: berth -help`;
}

/** Words without a command: help was asked for, or they are wrong. */
async function withoutCommand(words: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  const first = words.find((word) => !word.startsWith("-")) ?? "";
  const isGroup = commands.some((command) => command.name.startsWith(`${first} `));
  const rest = words.filter((word) => word !== first);
  if (first === "" && rest.every((word) => helpWords.has(word)) && rest.length > 0) {
    listHelp(commands).forEach((line) => terminal.out(line));
    return 0;
  }
  if (isGroup && rest.some((word) => helpWords.has(word))) {
    listHelp(commands, first).forEach((line) => terminal.out(line));
    return 0;
  }
  if (words.length === 0) listHelp(commands).forEach((line) => terminal.err(line));
  else if (isGroup && rest.length === 0) listHelp(commands, first).forEach((line) => terminal.err(line));
  else terminal.err(`berth: ${await unknownCommand(words, commands)}`);
  return 1;
}

function wrongCount(command: Command): string {
  const { min, max } = command.args;
  if (max === 0) return "This command takes no arguments";
  const how = min === max ? (min === 1 ? "one argument" : `${min} arguments`) : min === 0 ? `at most ${max === 1 ? "one argument" : `${max} arguments`}` : `${min} to ${max} arguments`;
  return `This command takes ${how}: ${command.usage}`;
}

export async function dispatch(invocation: Invocation, commands: readonly Command[]): Promise<number> {
  const { words, env, signal } = invocation;
  const terminal = invocation.terminal ?? processTerminal(words.includes("-no-color") || words.includes("--no-color") ? { ...env, NO_COLOR: "1" } : env);
  if (words[0] === "-version" || words[0] === "--version" || words[0] === "-v") return dispatch({ ...invocation, words: ["version"] }, commands);
  const command = findCommand(words, commands);
  if (command === undefined) return withoutCommand(words, commands, terminal);
  const rest = words.slice(command.name.split(" ").length);
  const end = rest.indexOf("--");
  if (rest.slice(0, end < 0 ? undefined : end).some((word) => helpWords.has(word))) {
    commandHelp(command).forEach((line) => terminal.out(line));
    return 0;
  }
  let flags = new Flags(new Map());
  try {
    const parsed = parseFlags(rest, command.talks ? [...command.flags, ...connectionFlags] : command.flags);
    flags = parsed.flags;
    if (parsed.args.length < command.args.min || parsed.args.length > command.args.max) throw new UsageError(wrongCount(command));
    const { run } = await command.load();
    return await run({ command: command.name, args: parsed.args, flags, env, terminal, signal });
  } catch (error) {
    if (signal.aborted) return interruptedCode;
    failureLines(error, { command, address: targetOf(flags, env).address }).forEach((line) => terminal.err(line));
    return command.errorCode ?? 1;
  }
}

interface FailedCall {
  readonly command: Command;
  readonly address: string;
}

/** What a person is told. Anything that is not an expected kind of failure is a defect of ours and is said to be one. */
export function failureLines(error: unknown, { command, address }: FailedCall): string[] {
  if (error instanceof UsageError) return [error.message, `For help: berth ${command.name} -help`];
  if (error instanceof CommandFailure) return [error.message];
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (name === "ConnectionError") return connectionLines(error as Error, address);
  if (name === "ApiError") {
    const { status, text } = error as unknown as { readonly status: number; readonly text: string };
    return [`Error: ${text.trim() === "" ? message : text.trim()} (status ${status})`];
  }
  return [`Error: ${message}`];
}

function connectionLines(error: Error, address: string): string[] {
  const refused = /connection refused/.test(error.message);
  const reason = refused ? "" : ` (${error.message.replace(/^No server answers at \S+: /, "")})`;
  return [`cannot reach Berth at ${address}${reason}: is it running? start one with ./berth dev`, "Another server: -address URL or BERTH_ADDR=URL"];
}
