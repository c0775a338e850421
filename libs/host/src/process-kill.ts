// Ends a task whole: its cgroup, everything below its supervisor, and whatever carries its mark; the supervisor itself stays
// to write down how it ended.
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, isAliveInStart, processesOfStart, processStat } from "./process-table.js";
import { cgroupProcesses, killCgroup } from "./task-cgroup.js";

export interface TaskProcesses {
  readonly startId: string;
  readonly supervisorPid: number;
  /** "" = none */
  readonly cgroup: string;
}

const ROUNDS = 100;
const ROUND_MS = 20;

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function isAlive(pid: number): boolean {
  const state = processStat(pid)?.state;
  return state !== undefined && state !== "Z" && state !== "X";
}

/** All processes of the task but its supervisor. The cgroup is exact; the marks find what runs without one. */
export function livingProcesses({ startId, supervisorPid, cgroup }: TaskProcesses): number[] {
  const below = isAliveInStart(supervisorPid, startId) ? descendantsOf(supervisorPid) : [];
  const found = cgroup === "" || !existsSync(cgroup) ? [...below, ...processesOfStart(startId)] : [...below, ...cgroupProcesses(cgroup)];
  return [...new Set(found)].filter((pid) => pid !== supervisorPid && isAlive(pid));
}

/** Resolves when nothing is left; throws when something does not die (a process stuck in the kernel). */
export async function killWhole(processes: TaskProcesses): Promise<void> {
  // Marks cannot be read for a moment while a process replaces itself: without a cgroup one look is not enough.
  let looksLeft = processes.cgroup === "" ? 2 : 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    killCgroup(processes.cgroup);
    const living = livingProcesses(processes);
    looksLeft = living.length === 0 ? looksLeft - 1 : looksLeft;
    if (looksLeft === 0) return;
    for (const pid of living) sendSignal(pid, "SIGKILL");
    await sleep(ROUND_MS);
  }
  throw new Error(`processes do not die: ${livingProcesses(processes).join(", ")}`);
}
