// Reads /proc: which processes belong to a start, and what they use.
import { readdirSync, readFileSync } from "node:fs";
import { START_ID_VARIABLE } from "./raw-exec-script.js";

export interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  readonly state: string;
  /** User and system time, clock ticks. */
  readonly cpuTicks: number;
  readonly rssBytes: number;
}

/** Linux shows ticks to programs at 100 a second whatever the kernel's own rate is. */
export const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // The process is gone, or belongs to somebody else.
    return "";
  }
}

export function processStat(pid: number): ProcessStat | undefined {
  const text = readOrEmpty(`/proc/${pid}/stat`);
  // The name may hold spaces and parentheses: fields are counted after the last ")".
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 22) return undefined;
  return {
    pid,
    state: fields[0] ?? "",
    parentPid: Number(fields[1]),
    cpuTicks: Number(fields[11]) + Number(fields[12]),
    rssBytes: Number(fields[21]) * PAGE_BYTES,
  };
}

function pids(): number[] {
  return readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name)).map(Number);
}

export function belongsToStart(pid: number, startId: string): boolean {
  return readOrEmpty(`/proc/${pid}/environ`).split("\0").includes(`${START_ID_VARIABLE}=${startId}`);
}

/** Alive, not a zombie, and really of this start: a pid alone may have been given to another process. */
export function isAliveInStart(pid: number, startId: string): boolean {
  const stat = processStat(pid);
  return stat !== undefined && stat.state !== "Z" && stat.state !== "X" && belongsToStart(pid, startId);
}

/** Everything alive that carries the start's mark, in sessions of its own too. */
export function processesOfStart(startId: string): number[] {
  return pids().filter((pid) => isAliveInStart(pid, startId));
}

export function childrenOf(parentPid: number): number[] {
  const listed = readOrEmpty(`/proc/${parentPid}/task/${parentPid}/children`).trim();
  if (listed !== "") return listed.split(" ").map(Number);
  return pids().filter((pid) => processStat(pid)?.parentPid === parentPid);
}

export function descendantsOf(pid: number): number[] {
  const found: number[] = [];
  const ahead = [pid];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const children = childrenOf(next);
    found.push(...children);
    ahead.push(...children);
  }
  return found;
}

export function environmentOf(pid: number): Record<string, string> {
  const pairs = readOrEmpty(`/proc/${pid}/environ`).split("\0").filter((line) => line.includes("="));
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf("=")), Buffer.from(line.slice(line.indexOf("=") + 1), "latin1").toString()]));
}
