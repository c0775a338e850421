// The client status of an allocation, from the states of its tasks (nomad.md 5.4): any task failed → failed; any running →
// running; any pending → pending; all dead → complete. A poststop or poststart task that has not begun does not make an
// allocation pending again whose main tasks have already run: it is still at work, "running".
import type { ReportedStatus, TaskState } from "../model/report.js";

export interface TaskStanding {
  readonly state: Pick<TaskState, "state" | "failed" | "startedAtMs">;
  readonly hook: "" | "prestart" | "poststart" | "poststop";
}

export interface AllocationStanding {
  readonly status: ReportedStatus;
  readonly description: string;
}

export function clientStatus(tasks: readonly TaskStanding[]): AllocationStanding {
  const dead = tasks.filter((task) => task.state.state === "dead");
  if (dead.some((task) => task.state.failed)) return { status: "failed", description: "Failed tasks" };
  const mainHasRun = tasks.some((task) => task.hook === "" && task.state.startedAtMs > 0);
  const isRunning = (task: TaskStanding) => task.state.state === "running";
  const isAtWork = (task: TaskStanding) => task.state.state === "pending" && task.hook.startsWith("post") && mainHasRun;
  if (tasks.some((task) => isRunning(task) || isAtWork(task))) return { status: "running", description: "Tasks are running" };
  if (dead.length < tasks.length) return { status: "pending", description: "No tasks have started" };
  return { status: "complete", description: "All tasks have completed" };
}
