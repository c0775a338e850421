// A cgroup for each start, used for one thing: knowing every process of a task, however it has daemonised, to kill it whole.
// Works with cgroup v2, with the unified part of a mixed layout and with v1's pids hierarchy; where none is writable the
// marks in /proc/*/environ have to do.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOTS = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/pids"];

function isUsable(root: string): boolean {
  try {
    accessSync(join(root, "cgroup.procs"), constants.W_OK);
    mkdirSync(join(root, "berth"), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** "" when this machine lets us have none. */
export function findCgroupRoot(): string {
  const root = ROOTS.find(isUsable);
  return root === undefined ? "" : join(root, "berth");
}

/** Answers the group's path, "" when there can be none. */
export function makeCgroup(root: string, startId: string): string {
  if (root === "") return "";
  try {
    const path = join(root, startId);
    mkdirSync(path, { recursive: true });
    return path;
  } catch {
    return "";
  }
}

export function cgroupProcesses(path: string): number[] {
  if (path === "") return [];
  try {
    return readFileSync(join(path, "cgroup.procs"), "utf8").split("\n").filter((line) => line !== "").map(Number);
  } catch {
    return [];
  }
}

/** One stroke where the kernel can (v2, since 5.14): nothing can fork away meanwhile. */
export function killCgroup(path: string): void {
  const file = join(path, "cgroup.kill");
  if (path === "" || !existsSync(file)) return;
  try {
    writeFileSync(file, "1");
  } catch {
    // Gone, or refused: the caller kills one by one.
  }
}

export function removeCgroup(path: string): void {
  if (path === "") return;
  try {
    rmdirSync(path);
  } catch {
    // Not empty yet or never made; an empty group costs nothing.
  }
}

/** A group younger than this may be about to get its first process. */
const SWEEP_AGE_MS = 60_000;

/** Removes the empty groups of tasks whose agent never came back. The kernel refuses to remove one that is in use. */
export function sweepCgroups(root: string): void {
  if (root === "") return;
  try {
    const paths = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name));
    for (const path of paths) if (Date.now() - statSync(path).ctimeMs > SWEEP_AGE_MS) removeCgroup(path);
  } catch {
    // Another agent swept the same moment, or the root is gone: nothing to do.
  }
}
