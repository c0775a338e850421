// Every node reports what it has as running, as its agent would: the entries that a real cluster's log is full of.
import { taskEvents } from "@berth/core/agent/task-events";
import type { AllocationReport, TaskState } from "@berth/core/model/report";
import type { State } from "@berth/core/state/state";
import type { StateBuilder } from "@berth/core/testing/state-builder";

function runningState(nowMs: number): TaskState {
  const events = [taskEvents.received(), taskEvents.setup(), taskEvents.started()].map((event) => ({ ...event, timeMs: nowMs }));
  return { state: "running", failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: nowMs, finishedAtMs: 0, events };
}

export function reportAll(builder: StateBuilder): void {
  const { state } = builder;
  for (const node of state.nodes.all()) {
    const rows = Array.from(state.allocationsOnNode(node));
    const reports = rows.map((row) => reportOf(state, row, builder.nowMs));
    builder.append([{ type: "AllocationsReported", nodeId: node.id, registrationIndex: node.registrationIndex, reports }]);
  }
}

/** Task states through JSON: as they come from the log, each its own object. */
function reportOf(state: State, row: number, nowMs: number): AllocationReport {
  const taskStates = JSON.parse(JSON.stringify({ t: runningState(nowMs) })) as AllocationReport["taskStates"];
  return { allocationId: state.allocations.idOf(row), revision: 1, clientStatus: "running", description: "Tasks are running", taskStates, checks: [] };
}
