// Allocations as the API shows them, from their row: the full object (with its job, empty fields left out) and the stub
// of lists (all fields there). Both are made at once and hold nothing of the row, which is valid only until the next entry.
import { type JobRecord, specOfVersion } from "../state/job-table.js";
import { desiredCode, healthCode } from "../state/allocation-table.js";
import type { TaskGroup } from "../model/job.js";
import type { State } from "../state/state.js";
import {
  type Granted,
  allocatedResourcesView,
  legacyResources,
  legacySharedResources,
  legacyTaskResources,
} from "./allocation-resources-view.js";
import { jobOfVersionView } from "./job-view.js";
import { omitEmpty } from "./json.js";
import { emptyMetric, metricView } from "./metric-view.js";
import type { AllocationAnswer, AllocationStub, CheckResult } from "./schema/allocation-answers.js";
import { taskStatesView } from "./task-state-view.js";
import { nanoseconds, rfc3339 } from "./time.js";

const emptyTransition = { Migrate: null, Reschedule: null, ForceReschedule: null, NoShutdownDelay: null } as const;

function identity(state: State, row: number) {
  const { allocations, strings } = state;
  const job = state.jobOfAllocation(row);
  const node = state.nodeOfAllocation(row);
  return {
    ID: allocations.idOf(row),
    Namespace: job.namespace,
    EvalID: strings.text(allocations.evaluation.get(row)),
    Name: state.nameOfAllocation(row),
    NodeID: node?.id ?? "",
    NodeName: node?.spec.Name ?? "",
    JobID: job.id,
    TaskGroup: state.groupOfAllocation(row),
    DesiredStatus: allocations.desiredStatus(row),
    ClientStatus: allocations.clientStatus(row),
    CreateIndex: allocations.createIndex.get(row),
    ModifyIndex: allocations.modifyIndex.get(row),
    CreateTime: nanoseconds(allocations.createdAtMs.get(row)),
    ModifyTime: nanoseconds(allocations.modifiedAtMs.get(row)),
  };
}

/** null until the node has said whether it is healthy. */
function deploymentStatus(state: State, row: number) {
  const { allocations } = state;
  const health = allocations.health.get(row);
  if (health === healthCode.unknown) return null;
  return {
    Healthy: health === healthCode.healthy,
    Timestamp: rfc3339(allocations.modifiedAtMs.get(row)),
    Canary: false,
    ModifyIndex: allocations.modifyIndex.get(row),
  };
}

function rescheduleTracker(state: State, row: number) {
  const events = state.allocations.extras.get(row)?.reschedules ?? [];
  if (events.length === 0) return null;
  return {
    Events: events.map((event) => ({
      RescheduleTime: nanoseconds(event.timeMs),
      PrevAllocID: event.previousAllocationId,
      PrevNodeID: event.previousNodeId,
      Delay: nanoseconds(event.delayMs),
    })),
    LastReschedule: "ok",
  };
}

/** The group an allocation was placed for; when its version is no longer kept, the nearest that still has the name. */
function groupOf(job: JobRecord, version: number, name: string): TaskGroup | undefined {
  const byName = (group: TaskGroup): boolean => group.Name === name;
  const exact = specOfVersion(job, version).TaskGroups.find(byName);
  return exact ?? job.versions.map((kept) => kept.job.TaskGroups.find(byName)).find((group) => group !== undefined);
}

function grantedTo(state: State, row: number): Granted {
  const { ports = [], holding } = state.allocations.extras.get(row) ?? {};
  const node = state.nodeOfAllocation(row);
  const coreMhz = node === undefined ? 0 : state.nodes.coreMhz[node.row]!;
  return { ports, holding, coreMhz, oversubscribes: state.schedulerConfiguration.MemoryOversubscriptionEnabled };
}

function resources(state: State, row: number) {
  const { allocations, shapes } = state;
  const group = groupOf(state.jobOfAllocation(row), allocations.jobVersion.get(row), state.groupOfAllocation(row));
  const granted = grantedTo(state, row);
  if (group !== undefined)
    return {
      Resources: legacyResources(group, granted),
      TaskResources: legacyTaskResources(group, granted),
      SharedResources: legacySharedResources(group, granted.ports),
      AllocatedResources: allocatedResourcesView(group, granted),
    };
  const shape = shapes.shape(allocations.shape.get(row));
  const legacy = {
    CPU: shape.cpuMhz,
    Cores: 0,
    MemoryMB: shape.memoryMb,
    MemoryMaxMB: shape.memoryMb,
    DiskMB: shape.diskMb,
    IOPS: 0,
    Networks: null,
    Devices: null,
  };
  return {
    Resources: legacy,
    TaskResources: {},
    SharedResources: { ...legacy, CPU: 0, MemoryMB: 0, MemoryMaxMB: 0 },
    AllocatedResources: { Tasks: {}, TaskLifecycles: {}, Shared: { DiskMB: shape.diskMb, Networks: null, Ports: null } },
  };
}

function metrics(state: State, row: number) {
  const { allocations, strings } = state;
  const evaluation = state.evaluations.get(strings.text(allocations.evaluation.get(row)));
  const metric = evaluation?.placedGroups[state.groupOfAllocation(row)] ?? emptyMetric;
  return metricView(metric, state.specOfAllocation(row).NodePool);
}

export function allocationView(state: State, row: number): AllocationAnswer {
  const { allocations, strings } = state;
  const extras = allocations.extras.get(row) ?? {};
  const stopped = allocations.desired.get(row) !== desiredCode.run;
  return {
    ...identity(state, row),
    Job: jobOfVersionView(state, state.jobOfAllocation(row), allocations.jobVersion.get(row)),
    ...resources(state, row),
    Metrics: metrics(state, row),
    DesiredDescription: omitEmpty(strings.text(allocations.desiredDescription.get(row))),
    DesiredTransition: stopped && extras.nextId !== undefined ? { ...emptyTransition, Migrate: true } : undefined,
    ClientDescription: omitEmpty(strings.text(allocations.clientDescription.get(row))),
    TaskStates: taskStatesView(extras.taskStates) ?? undefined,
    PreviousAllocation: extras.previousId,
    NextAllocation: extras.nextId,
    DeploymentID: omitEmpty(allocations.deploymentOf(row)),
    DeploymentStatus: deploymentStatus(state, row) ?? undefined,
    RescheduleTracker: rescheduleTracker(state, row) ?? undefined,
    FollowupEvalID: extras.followUpEvaluationId,
    PreemptedAllocations: extras.preemptedIds === undefined ? undefined : [...extras.preemptedIds],
    PreemptedByAllocation: extras.preemptedById,
    NetworkStatus: { InterfaceName: "", Address: "", DNS: null },
    AllocModifyIndex: allocations.serverIndex.get(row),
  };
}

export interface StubOptions {
  readonly resources: boolean;
  readonly taskStates: boolean;
}

export function allocationStubView(state: State, row: number, options: StubOptions): AllocationStub {
  const { allocations, strings } = state;
  const extras = allocations.extras.get(row) ?? {};
  return {
    ...identity(state, row),
    JobType: state.specOfAllocation(row).Type,
    JobVersion: allocations.jobVersion.get(row),
    AllocatedResources: options.resources ? resources(state, row).AllocatedResources : undefined,
    DesiredDescription: strings.text(allocations.desiredDescription.get(row)),
    DesiredTransition: { ...emptyTransition },
    ClientDescription: strings.text(allocations.clientDescription.get(row)),
    TaskStates: options.taskStates ? taskStatesView(extras.taskStates) : null,
    DeploymentStatus: deploymentStatus(state, row),
    FollowupEvalID: extras.followUpEvaluationId ?? "",
    NextAllocation: extras.nextId ?? "",
    RescheduleTracker: rescheduleTracker(state, row),
    PreemptedAllocations: extras.preemptedIds === undefined ? null : [...extras.preemptedIds],
    PreemptedByAllocation: extras.preemptedById ?? "",
  };
}

const checkStatus = { passing: "success", critical: "failure", pending: "pending" } as const;

/** Results of the node's own checks, by their id. */
export function allocationChecksView(state: State, row: number): Record<string, CheckResult> {
  const { allocations } = state;
  const checks = allocations.extras.get(row)?.checks ?? [];
  return Object.fromEntries(
    checks.map((check) => [
      check.id,
      {
        ID: check.id,
        Check: check.id.slice(check.service.length + 1),
        Group: state.nameOfAllocation(row),
        Mode: "healthiness",
        Output: check.output,
        Service: check.service,
        Task: check.task,
        Status: checkStatus[check.status],
        StatusCode: 0,
        Timestamp: Math.floor(allocations.modifiedAtMs.get(row) / 1000),
      },
    ]),
  );
}
