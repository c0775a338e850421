import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { findExecutable } from "./find-executable.js";
import { runCommand } from "./run-command.js";
import { ServerUnavailable } from "./server-unavailable.js";

/*
 * Postgres refuses to run as root. Started by root it runs as the system user `postgres`, made when missing. That user must be
 * able to enter the directory of the data, and often cannot: a checkout below /root or in a private temporary directory is closed
 * to it. Then the process keeps one capability, to search directories, and nothing else of root. The binaries must lie in the
 * open all the same: initdb asks access(2) for them, which looks at the user alone (see postgres-binaries.ts).
 */

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface AccountCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

const NAME = "postgres";

/** Undefined where this process is not root: Postgres then simply runs as we do. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await readAccount();
  if (existing !== undefined) return existing;
  await runCommand("groupadd", ["--system", NAME]);
  const made = await runCommand("useradd", ["--system", "--no-create-home", "--gid", NAME, NAME]);
  const account = await readAccount();
  if (account !== undefined) return account;
  throw new ServerUnavailable(
    `Postgres does not run as root, and the user ${NAME} could not be made: ${made.stderr.trim()}`,
    `Make a system user ${NAME}, start as another user than root, or set DATABASE_URL to a running Postgres.`,
  );
}

async function readAccount(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([runCommand("id", ["-u", NAME]), runCommand("id", ["-g", NAME])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** How to run a program as the account when it must reach all of `paths`. */
export async function commandAs(
  account: Account | undefined,
  command: readonly [string, ...string[]],
  paths: readonly string[],
): Promise<AccountCommand> {
  const [program, ...args] = command;
  if (account === undefined) return { command: program, args };
  const closed = await firstClosedDirectory(paths);
  if (closed === undefined) return { command: program, args, ...account };
  const setpriv = await findExecutable("setpriv");
  if (setpriv === undefined) {
    throw new ServerUnavailable(
      `the user ${NAME} may not enter ${closed}, and setpriv is not installed`,
      `Allow it with chmod o+x ${closed}, or install util-linux.`,
    );
  }
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  const capability = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  return { command: setpriv, args: [...ids, ...capability, "--", program, ...args] };
}

/** The nearest directory above one of `paths` that other users may not enter. */
export async function firstClosedDirectory(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    for (let directory = dirname(path); ; directory = dirname(directory)) {
      const { mode } = await stat(directory);
      if ((mode & 0o001) === 0) return directory;
      if (directory === dirname(directory)) break;
    }
  }
  return undefined;
}
