// What the agent says of an allocation, put together from its tasks and checks; and when saying it again is worth a message.
import { clientStatus } from "@berth/core/agent/client-status";
import type { LifecycleHook } from "@berth/core/agent/coordinate-tasks";
import type { TaskProgress } from "@berth/core/agent/task-life";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Task } from "@berth/core/model/job";
import { type AllocationReport, type CheckState, isClientTerminal } from "@berth/core/model/report";

export interface ReportedTask {
  readonly name: string;
  readonly hook: LifecycleHook;
  readonly progress: TaskProgress;
}

export interface ReportSource {
  readonly allocationId: string;
  readonly tasks: readonly ReportedTask[];
  readonly checks: readonly CheckState[];
  readonly healthy: boolean | undefined;
  /** Why nothing has begun yet, "" if nothing is in the way. */
  readonly waitingFor: string;
}

const INVENTORY_EVENTS = 3;
const HOOKS: ReadonlySet<string> = new Set(["prestart", "poststart", "poststop"]);

export function hookOf(task: Task): LifecycleHook {
  const hook = task.Lifecycle?.Hook ?? "";
  return HOOKS.has(hook) ? (hook as LifecycleHook) : "";
}

export function composeReport(source: ReportSource, revision: number): AllocationReport {
  const standing = clientStatus(source.tasks.map((task) => ({ state: task.progress.state, hook: task.hook })));
  const waits = standing.status === "pending" && source.waitingFor !== "";
  return {
    allocationId: source.allocationId,
    revision,
    clientStatus: standing.status,
    description: waits ? `Waiting for room on the node: ${source.waitingFor}` : standing.description,
    taskStates: Object.fromEntries(source.tasks.map((task) => [task.name, task.progress.state])),
    checks: source.checks,
    healthy: source.healthy,
  };
}

/** Without the revision and the texts of checks, which change at every try. */
function essence(report: AllocationReport): string {
  const checks = report.checks.map((check) => `${check.id}=${check.status}`);
  return JSON.stringify([report.clientStatus, report.description, report.taskStates, checks, report.healthy]);
}

export type ReportChange = "none" | "ordinary" | "urgent";

export function compareReports(before: AllocationReport, after: AllocationReport): ReportChange {
  if (essence(before) === essence(after)) return "none";
  const state = (report: AllocationReport) =>
    JSON.stringify([report.clientStatus, report.healthy, Object.values(report.taskStates).map((task) => task.state)]);
  return state(before) === state(after) ? "ordinary" : "urgent";
}

export function firstReport(allocationId: string): AllocationReport {
  return {
    allocationId,
    revision: 1,
    clientStatus: "pending",
    description: "No tasks have started",
    taskStates: {},
    checks: [],
    healthy: undefined,
  };
}

/** A stored report under a new assignment: another version of the job is another deployment, whose health is not known yet. */
export function reportUnder(report: AllocationReport, before: Assignment, after: Assignment): AllocationReport {
  if (before.jobVersion === after.jobVersion || report.healthy === undefined) return report;
  return { ...report, healthy: undefined, revision: report.revision + 1 };
}

/** What is over needs no story in an inventory: the whole of it must fit into one message. */
export function inventoryEntry(report: AllocationReport): AllocationReport {
  if (!isClientTerminal(report.clientStatus)) return report;
  const states = Object.entries(report.taskStates).map(([name, state]) => [name, { ...state, events: state.events.slice(-INVENTORY_EVENTS) }] as const);
  return { ...report, taskStates: Object.fromEntries(states) };
}
