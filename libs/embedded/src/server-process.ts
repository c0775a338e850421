import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "./run-command.js";

/*
 * A server is started in its own session, with its output in a file: Ctrl-C in the terminal then reaches us and not the server
 * under services that still drain, and a server outlives a killed parent without dying of a broken pipe. A pid file beside the
 * data lets the next start find and end such a leftover. What is still running when this process exits is told to end.
 */

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly pidFile: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly stopSignal?: NodeJS.Signals;
  readonly stopTimeoutMs?: number;
  readonly readyTimeoutMs?: number;
  /** Asked again and again until it says true; a throw counts as "not yet". */
  readonly isReady: (pid: number) => Promise<boolean>;
}

export interface ServerProcess {
  readonly pid: number;
  /** Ends with the exit code or signal once the process is gone, whoever ended it. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const POLL_MS = 15;
const running = new Map<number, NodeJS.Signals>();

/** Servers that this process started and that have not ended: what a test must find empty when it is done. */
export function runningServers(): readonly number[] {
  return [...running.keys()];
}

process.on("exit", () => {
  for (const [pid, signal] of running) sendSignal(pid, signal);
});

export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  await mkdir(dirname(server.logFile), { recursive: true });
  const child = launch(server);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal === null ? `code ${code}` : `signal ${signal}`));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${server.name} could not be started: ${await ended}`);
  running.set(pid, server.stopSignal ?? "SIGTERM");
  void ended.then(() => running.delete(pid));
  await writeFile(server.pidFile, `${pid}\n`);
  const stop = (): Promise<void> => stopServer(server, pid, ended);
  try {
    await waitUntilReady(server, pid, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid, ended, stop };
}

function launch(server: ServerCommand): ReturnType<typeof spawn> {
  const log = openSync(server.logFile, "a", 0o640);
  try {
    const child = spawn(server.command, [...server.args], {
      cwd: server.cwd,
      env: server.env ?? process.env,
      uid: server.uid,
      gid: server.gid,
      detached: true,
      stdio: ["ignore", log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(server: ServerCommand, pid: number, ended: Promise<string>): Promise<void> {
  let gone: string | undefined;
  void ended.then((how) => (gone = how));
  const limitMs = server.readyTimeoutMs ?? 30_000;
  const deadline = performance.now() + limitMs;
  for (;;) {
    if (gone !== undefined) throw new Error(`${server.name} ended at once (${gone}):\n${await tail(server.logFile)}`);
    if (await server.isReady(pid).catch(() => false)) return;
    if (performance.now() > deadline) {
      throw new Error(`${server.name} was not ready after ${limitMs} ms:\n${await tail(server.logFile)}`);
    }
    await sleep(POLL_MS);
  }
}

async function stopServer(server: ServerCommand, pid: number, ended: Promise<string>): Promise<void> {
  sendSignal(pid, server.stopSignal ?? "SIGTERM");
  const limit = new AbortController();
  const graceful = await Promise.race([
    ended.then(() => true),
    sleep(server.stopTimeoutMs ?? 10_000, false, { signal: limit.signal }).catch(() => false),
  ]);
  limit.abort();
  if (!graceful) {
    sendSignal(pid, "SIGKILL");
    await ended;
  }
  await rm(server.pidFile, { force: true });
}

async function tail(file: string): Promise<string> {
  return lastLines(await readFile(file, "utf8").catch(() => "(it printed nothing)"), 12);
}

export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Whether a process of that pid exists. A zombie (dead, not yet reaped by its parent) counts as gone. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !/\) Z /.test(status);
}
