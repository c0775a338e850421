// Tasks on machines: one at a time, only where the log placed them, none stopped that the log did not stop, restarts within
// their policy, and never more on a machine than it has.
import { desiredCode, none } from "@berth/core/state/allocation-table";
import type { Checker, Scene } from "../scene.ts";
import type { Machine } from "../world/machine.ts";

export const tasks: Checker = {
  name: "tasks",
  taskBegun(scene, on, task, fail) {
    const { state, world } = scene;
    const same = on.tasks.started.filter((other) => other.allocationId === task.allocationId && other.task === task.task);
    if (same.filter((other) => other.exit === undefined).length > 1) fail(`${on.name}: ${task.allocationId}/${task.task} runs twice`);
    const row = state.allocations.rowOf(task.allocationId);
    if (row === none) return;
    if (state.nodeOfAllocation(row) !== undefined && state.nodeOfAllocation(row)!.id !== on.nodeId)
      fail(`${on.name}: ${task.allocationId} runs here, but the log placed it on ${state.nodeOfAllocation(row)!.id}`);
    const policy = on.agent?.allocation(task.allocationId)?.spec.group.RestartPolicy;
    if (policy !== undefined && policy.Mode === "fail") {
      const sinceMs = world.time.nowMs - policy.Interval / 1_000_000;
      const recent = same.filter((other) => other.startedAtMs > sinceMs).length;
      const lost = on.downs.filter((atMs) => atMs > sinceMs).length;
      if (recent > policy.Attempts + 1 + lost) fail(`${on.name}: ${task.allocationId} started ${recent} times within its interval, ${policy.Attempts} restarts are allowed`);
    }
    const over = overFull(scene, on);
    if (over !== undefined) fail(over);
  },
  taskStopAsked({ state }, on, task, fail) {
    const row = state.allocations.rowOf(task.allocationId);
    const isHere = row !== none && state.nodeOfAllocation(row)?.id === on.nodeId;
    if (isHere && state.allocations.desired.get(row) === desiredCode.run) fail(`${on.name}: stopped ${task.allocationId}, which the log wants to run`);
  },
  taskDestroyed(_scene, on, task, fail) {
    fail(`${on.name}: cleared ${task.allocationId} away while it ran`);
  },
};

function overFull({ state }: Scene, on: Machine): string | undefined {
  const { spec } = on.options;
  const used = { cpu: 0, memory: 0 };
  const seen = new Set<string>();
  for (const task of on.tasks.running()) {
    const row = state.allocations.rowOf(task.allocationId);
    if (row === none || seen.has(task.allocationId)) continue;
    seen.add(task.allocationId);
    const shape = state.shapes.shape(state.allocations.shape.get(row));
    used.cpu += shape.cpuMhz;
    used.memory += shape.memoryMb;
  }
  if (used.cpu <= spec.NodeResources.Cpu.CpuShares && used.memory <= spec.NodeResources.Memory.MemoryMB) return undefined;
  const what = [...seen].map((id) => `${id.slice(0, 8)} ${JSON.stringify(state.shapes.shape(state.allocations.shape.get(state.allocations.rowOf(id))))} held ${JSON.stringify(on.agent?.allocation(id)?.held)}`);
  return `${on.name}: what really runs needs ${used.cpu} MHz, ${used.memory} MB, more than the machine has: ${what.join(", ")}`;
}
