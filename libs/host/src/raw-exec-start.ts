// The files of one start, `<stateDir>/<startId>/{pid,exit}`, and who may create them. Whoever creates `pid` first decides: the
// supervisor, then the task runs; or an agent that came back, then the start never begins. So a start cut short by the agent's
// death is either found or void, never doubled.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { TaskExit } from "@berth/ports/driver";

const VOID = "void";

export function startDirectory(stateDir: string, startId: string): string {
  return join(stateDir, startId);
}

export function makeStartDirectory(stateDir: string, startId: string): string {
  const path = startDirectory(stateDir, startId);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

export function removeStartDirectory(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function readLine(path: string): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    // The line is whole only with its end.
    return text.endsWith("\n") ? text.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** True when the start is ours to declare void: no supervisor can begin it any more. */
export function declareVoid(directory: string): boolean {
  try {
    const file = openSync(join(directory, "pid"), "wx", 0o600);
    writeSync(file, `${VOID}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readLine(join(directory, "pid")) === VOID;
  }
}

/** Undefined: not written yet. */
export function supervisorPid(directory: string): number | undefined {
  const pid = Number(readLine(join(directory, "pid")) ?? "");
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/** Shells say 128 + n for a death by signal n. */
const SIGNAL_BASE = 128;
const SIGNAL_MAX = 64;

export function recordedExit(directory: string): TaskExit | undefined {
  const line = readLine(join(directory, "exit"));
  if (line === undefined || !/^[0-9]{1,3}$/.test(line)) return undefined;
  const exitCode = Number(line);
  const signal = exitCode > SIGNAL_BASE && exitCode <= SIGNAL_BASE + SIGNAL_MAX ? exitCode - SIGNAL_BASE : 0;
  return { exitCode, signal, oomKilled: false, error: "" };
}
