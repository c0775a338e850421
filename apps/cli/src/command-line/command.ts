// What a command is: one row of the table in commands.ts. The row gives dispatch, help and suggestions; the code behind it
// is loaded only when it runs, so that `berth --help` stays fast.
import type { Terminal } from "../output/terminal.js";
import type { Flags } from "./flags.js";

export interface FlagSpec {
  readonly name: string;
  /** Stands for its value in the help; absent = a switch. */
  readonly value?: string;
  readonly alias?: string;
  /** May be given several times. */
  readonly repeated?: boolean;
  readonly help: string;
}

export interface Call {
  /** "job run" */
  readonly command: string;
  readonly args: readonly string[];
  readonly flags: Flags;
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** Fires at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Answers with the exit code. */
export type Run = (call: Call) => Promise<number>;

export interface Command {
  /** "job run" */
  readonly name: string;
  /** What follows the name: "[ID]" */
  readonly usage: string;
  readonly summary: string;
  readonly details?: string;
  readonly flags: readonly FlagSpec[];
  readonly args: { readonly min: number; readonly max: number };
  /** Takes -address, -region, -namespace, -token. */
  readonly talks: boolean;
  /** When something fails; 1 unless said. */
  readonly errorCode?: number;
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** The command was called wrongly: said with a hint to its help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something that a person can understand and mend: said as it is. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}
