// Decides which tasks of an allocation begin now and which must go, from what is seen (nomad.md 5.4).
//
// Order of life: prestart tasks; main tasks once every prestart task is done (sidecars: running); poststart tasks once the
// main tasks run; poststop tasks when all others are dead. A task that failed for good takes its siblings with it, a dead
// leader the rest, and sidecars do not outlive the main tasks. When the allocation must stop the leader goes first.
// Level-triggered: called after every change, it repeats an order until it is carried out; it never orders the start of a
// task that has begun, nor the death of one that was already told to die.
import { type TaskEventText, taskEvents } from "./task-events.js";
import type { TaskProgress } from "./task-life.js";

export type LifecycleHook = "" | "prestart" | "poststart" | "poststop";

export interface CoordinatedTask {
  readonly name: string;
  readonly hook: LifecycleHook;
  readonly sidecar: boolean;
  readonly leader: boolean;
  readonly progress: Pick<TaskProgress, "phase" | "killed"> & { readonly state: Pick<TaskProgress["state"], "failed" | "startedAtMs"> };
}

export type TaskOrder =
  | { readonly kind: "admit"; readonly task: string }
  | { readonly kind: "kill"; readonly task: string; readonly because: TaskEventText | undefined };

export interface Coordination {
  readonly desired: "run" | "stop";
  /** The allocation fits on the node, or has already begun. */
  readonly admitted: boolean;
}

const isDead = (task: CoordinatedTask) => task.progress.phase === "dead";
const isRunning = (task: CoordinatedTask) => task.progress.phase === "running";
const hasFailed = (task: CoordinatedTask) => isDead(task) && task.progress.state.failed;
const hasBegun = (task: CoordinatedTask) => task.progress.state.startedAtMs > 0;

function killAll(tasks: readonly CoordinatedTask[], because: (task: CoordinatedTask) => TaskEventText | undefined): TaskOrder[] {
  return tasks
    .filter((task) => !isDead(task) && !task.progress.killed)
    .map((task) => ({ kind: "kill", task: task.name, because: because(task) }));
}

/** Why the tasks must end, poststop tasks aside; undefined: they need not. */
function endOf(tasks: readonly CoordinatedTask[], desired: Coordination["desired"]): TaskOrder[] | undefined {
  const working = tasks.filter((task) => task.hook !== "poststop");
  const leader = working.find((task) => task.leader);
  if (desired === "stop") {
    const first = leader === undefined || isDead(leader) ? working : [leader];
    return killAll(first, () => undefined);
  }
  const failed = working.find(hasFailed);
  if (failed !== undefined) return killAll(working, () => taskEvents.siblingFailed(failed.name));
  if (leader !== undefined && isDead(leader)) return killAll(working, () => taskEvents.leaderDead());
  const mains = working.filter((task) => task.hook === "");
  if (mains.length > 0 && mains.every(isDead)) {
    const idle = working.filter((task) => task.sidecar || task.progress.phase === "waiting");
    return killAll(idle, () => taskEvents.mainTasksDead());
  }
  return undefined;
}

function mayBegin(task: CoordinatedTask, tasks: readonly CoordinatedTask[]): boolean {
  const prestartDone = tasks
    .filter((other) => other.hook === "prestart")
    .every((other) => (other.sidecar ? isRunning(other) || isDead(other) : isDead(other)));
  switch (task.hook) {
    case "prestart":
      return true;
    case "":
      return prestartDone;
    case "poststart":
      return prestartDone && tasks.filter((other) => other.hook === "").every((other) => isRunning(other) || (isDead(other) && hasBegun(other)));
    case "poststop":
      return false;
  }
}

function poststopOrders(tasks: readonly CoordinatedTask[]): TaskOrder[] {
  const working = tasks.filter((task) => task.hook !== "poststop");
  if (!working.every(isDead)) return [];
  const waiting = tasks.filter((task) => task.hook === "poststop" && task.progress.phase === "waiting");
  // Nothing ran, so there is nothing to clean up after.
  if (!working.some(hasBegun)) return killAll(waiting, () => undefined);
  return waiting.map((task) => ({ kind: "admit", task: task.name }));
}

export function coordinateTasks(tasks: readonly CoordinatedTask[], coordination: Coordination): readonly TaskOrder[] {
  const ending = endOf(tasks, coordination.desired);
  if (ending !== undefined) return [...ending, ...poststopOrders(tasks)];
  if (!coordination.admitted) return [];
  const starting: TaskOrder[] = tasks
    .filter((task) => task.progress.phase === "waiting" && mayBegin(task, tasks))
    .map((task) => ({ kind: "admit", task: task.name }));
  return [...starting, ...poststopOrders(tasks)];
}
