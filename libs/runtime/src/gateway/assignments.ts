// What changed for a node since an index: explicit changes out of the replica, read in one synchronous go.
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import { desiredCode, none } from "@berth/core/state/allocation-table";
import type { NodeRegistration } from "@berth/core/model/node";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { State } from "@berth/core/state/state";

export function jobKeyOf(state: State, row: number): string {
  const job = state.jobOfAllocation(row);
  return `${job.namespace}/${job.id}@${job.createIndex}.${state.allocations.jobVersion.get(row)}`;
}

function assignmentOf(state: State, row: number): Assignment {
  const { allocations, strings } = state;
  const job = state.jobOfAllocation(row);
  const extras = allocations.extras.get(row);
  return {
    allocationId: allocations.idOf(row),
    name: state.nameOfAllocation(row),
    namespace: job.namespace,
    jobId: job.id,
    jobVersion: allocations.jobVersion.get(row),
    jobKey: jobKeyOf(state, row),
    group: state.groupOfAllocation(row),
    nameIndex: allocations.nameIndex.get(row),
    desired: allocations.desired.get(row) === desiredCode.run ? "run" : "stop",
    desiredDescription: strings.text(allocations.desiredDescription.get(row)),
    index: allocations.serverIndex.get(row),
    ports: extras?.ports ?? [],
    watchHealth: allocations.deployment.get(row) !== 0,
    previousAllocationId: extras?.previousId ?? "",
    createdAtMs: allocations.createdAtMs.get(row),
    trace: extras?.trace ?? "",
  };
}

/** undefined = nothing changed. Terminal allocations that the agent never heard of are left out. */
export function changesSince(state: State, node: NodeRecord, sinceIndex: number): Pick<PollResponse, "assignments" | "jobs"> | undefined {
  if (node.assignedAt <= sinceIndex) return undefined;
  const assignments: Assignment[] = [];
  const jobs: Record<string, Job> = {};
  for (const row of state.allocationsOnNode(node)) {
    if (state.allocations.serverIndex.get(row) <= sinceIndex) continue;
    if (state.allocations.isClientTerminal(row)) continue;
    const assignment = assignmentOf(state, row);
    assignments.push(assignment);
    jobs[assignment.jobKey] ??= state.specOfAllocation(row);
  }
  return assignments.length === 0 ? undefined : { assignments, jobs };
}

/** What the node says it has and the state, which has folded this registration, does not have on it. */
export function unknownTo(state: State, { spec, inventory }: NodeRegistration): readonly string[] {
  return inventory
    .map((report) => report.allocationId)
    .filter((id) => {
      const row = state.allocations.rowOf(id);
      return row === none || state.nodeOfAllocation(row)?.id !== spec.ID;
    });
}
