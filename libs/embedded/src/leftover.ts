import { readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./run-command.js";
import { isAlive, sendSignal } from "./server-process.js";

export interface Leftover {
  readonly pidFile: string;
  /** A path that stands in the command line of our server and of no other program: a pid may have been given to somebody else. */
  readonly commandLineHas: string;
  readonly signal: NodeJS.Signals;
}

const GRACE_MS = 8_000;

/** Ends the server that an earlier, killed run left behind on the same data, so that two never write to it. True when there was one. */
export async function stopLeftover(leftover: Leftover): Promise<boolean> {
  const pid = await readPid(leftover.pidFile);
  if (pid === undefined) return false;
  const ours = (await isAlive(pid)) && (await commandLine(pid)).includes(leftover.commandLineHas);
  if (ours) {
    sendSignal(pid, leftover.signal);
    if (!(await goneWithin(pid, GRACE_MS))) {
      sendSignal(pid, "SIGKILL");
      await goneWithin(pid, GRACE_MS);
    }
  }
  // A dead pid in the file is harmless and Postgres reads its own file for more than the pid; a living stranger's would mislead it.
  if (!ours && (await isAlive(pid))) await rm(leftover.pidFile, { force: true });
  return ours;
}

export async function readPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

async function commandLine(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (fromProc !== undefined) return fromProc.replaceAll("\0", " ");
  return (await runCommand("ps", ["-o", "command=", "-p", String(pid)])).stdout;
}

async function goneWithin(pid: number, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (await isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
