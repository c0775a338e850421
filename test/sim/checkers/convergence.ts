// After healing everything comes about: replicas caught up, nodes ready, each job as it wants to be and a fixed point of the
// scheduler, machines running exactly what the log says, and the registry naming exactly what runs.
import { clientCode, desiredCode } from "@berth/core/state/allocation-table";
import type { JobRecord } from "@berth/core/state/job-table";
import { schedule } from "@berth/core/scheduling/schedule";
import type { Checker, Scene } from "../scene.ts";

export const convergence: Checker = {
  name: "convergence",
  unsettled(scene) {
    return replicasBehind(scene) ?? nodesNotReady(scene) ?? firstOf(scene.state.jobs.all(), (job) => jobUnsettled(scene, job)) ?? machinesUnsettled(scene) ?? registryUnsettled(scene);
  },
};

function firstOf<T>(items: Iterable<T>, wrong: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = wrong(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function replicasBehind({ processes, state }: Scene): string | undefined {
  return firstOf(processes, ({ replica, name }) => {
    if (replica === undefined) return `${name} does not run`;
    return state.index - replica.state.index > 50 ? `${name} is at index ${replica.state.index} of ${state.index}` : undefined;
  });
}

function nodesNotReady({ machines, state }: Scene): string | undefined {
  return firstOf(machines, ({ name, nodeId, isGone }) => {
    const node = state.node(nodeId);
    if (isGone) return node?.status === "ready" ? `${name} is gone and its node ${nodeId} still ready` : undefined;
    return node?.status === "ready" ? undefined : `${name}: its node is ${node?.status ?? "not registered"}`;
  });
}

function jobUnsettled(scene: Scene, job: JobRecord): string | undefined {
  const { state, behaved } = scene;
  const spec = state.specOf(job);
  if (job.stopped && job.liveCount > 0) return `job ${job.id} is stopped and ${job.liveCount} of its allocations live`;
  if (!behaved.has(job.id)) return undefined;
  if (job.pendingEvaluationId !== "" ) return `job ${job.id}: evaluation ${job.pendingEvaluationId} is pending`;
  if (job.stopped) return undefined;
  if (state.deployments.get(job.deploymentId)?.status === "running" && job.blockedEvaluationId === "") return `job ${job.id}: its deployment is still running`;
  // As Nomad: what a deployment could not place in time for want of room is not placed any more.
  const isGivenUp = state.deployments.get(job.deploymentId)?.statusDescription === "Failed due to progress deadline";
  if (spec.Type === "service" && job.blockedEvaluationId === "" && !isGivenUp) {
    const wrong = firstOf(spec.TaskGroups, (group) => {
      const running = runningRows(scene, job).filter((row) => state.groupOfAllocation(row) === group.Name).length;
      return running === group.Count ? undefined : `job ${job.id}.${group.Name}: ${running} run, wanted are ${group.Count}`;
    });
    if (wrong !== undefined) return wrong;
  }
  return movedByScheduler(scene, job);
}

function runningRows({ state }: Scene, job: JobRecord): number[] {
  return [...state.allocationsOfJob(job)].filter((row) => state.allocations.client.get(row) === clientCode.running && state.allocations.desired.get(row) === desiredCode.run);
}

/** Another look of the scheduler would change nothing. */
function movedByScheduler({ state }: Scene, job: JobRecord): string | undefined {
  const last = (state.evaluationsOfJob.get(job.key) ?? []).at(-1);
  const evaluation = last === undefined ? undefined : state.evaluations.get(last);
  if (evaluation === undefined) return undefined;
  const plan = schedule(state, { ...evaluation, status: "pending" }, { nowMs: state.timeMs, seed: 1, spares: 0 });
  const placed = plan.placements.reduce((sum, group) => sum + group.nameIndexes.length, 0);
  if (placed + plan.stops.length > 0) return `job ${job.id}: nothing is pending, and yet ${placed} could be placed and ${plan.stops.length} stopped (blocked: "${job.blockedEvaluationId}")`;
  if (Object.keys(plan.failedGroups).length > 0 && job.blockedEvaluationId === "") return `job ${job.id} cannot be placed and is not blocked`;
  return undefined;
}

function machinesUnsettled(scene: Scene): string | undefined {
  const { state, machines, behaved } = scene;
  return firstOf(machines, (machine) => {
    const running = new Set(machine.tasks.running().map((task) => task.allocationId));
    const node = state.node(machine.nodeId);
    if (machine.isGone || node === undefined) return running.size > 0 ? `${machine.name} is gone and runs tasks` : undefined;
    for (const row of state.allocationsOnNode(node)) {
      const id = state.allocations.idOf(row);
      const isWanted = state.allocations.desired.get(row) === desiredCode.run && !state.allocations.isClientTerminal(row);
      const isRunning = running.delete(id);
      if (!behaved.has(state.jobOfAllocation(row).id) || state.specOfAllocation(row).Type === "batch") continue;
      if (isWanted && !isRunning) return `${machine.name}: ${id} should run and does not`;
      if (!isWanted && isRunning) return `${machine.name}: ${id} should not run and does`;
    }
    return running.size > 0 ? `${machine.name} runs ${[...running][0]}, which the log does not know there` : undefined;
  });
}

function registryUnsettled(scene: Scene): string | undefined {
  const { state, world } = scene;
  if (!scene.processes.some((process) => process.options.loops.includes("discovery"))) return undefined;
  const registered = new Set([...world.registry.services.keys()]);
  for (const job of state.jobs.all()) {
    if (!scene.behaved.has(job.id)) {
      for (const id of registered) for (const row of state.allocationsOfJob(job)) if (id.includes(state.allocations.idOf(row))) registered.delete(id);
      continue;
    }
    for (const row of runningRows(scene, job)) {
      const id = state.allocations.idOf(row);
      const group = state.specOfAllocation(row).TaskGroups.find((each) => each.Name === state.groupOfAllocation(row));
      const own = [...registered].filter((service) => service.includes(id));
      const wanted = (group?.Services ?? []).length + (group?.Tasks ?? []).flatMap((task) => task.Services ?? []).length;
      if (own.length !== wanted) return `registry: ${own.length} services of ${id}, wanted are ${wanted}`;
      for (const service of own) registered.delete(service);
    }
  }
  return registered.size > 0 ? `registry: ${[...registered][0]} is registered and does not run` : undefined;
}
