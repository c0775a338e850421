// What one allocation of a group asks of a node: its shape and its host ports. Scheduler, applier, fold and agent all
// ask here, so that they can never disagree. Lifecycle phases follow one another (prestart, main, poststop), so the
// shape is the largest phase, with sidecars and services running throughout (nomad.md 4.6).
import type { Shape } from "../state/interned.js";
import { wholeUnit } from "./holding.js";
import type { AssignedPort } from "./agent-protocol.js";
import type { NetworkResource, Task, TaskGroup } from "./job.js";

export interface PortRequest {
  readonly label: string;
  /** "" for a port of the group's network. */
  readonly task: string;
  /** Wanted host port; 0 = any of the node's dynamic range. */
  readonly staticPort: number;
  readonly to: number;
}

type Phase = "before" | "main" | "after" | "throughout";

function phaseOf(task: Task): Phase {
  const { Lifecycle: lifecycle } = task;
  if (lifecycle === null) return "main";
  if (lifecycle.Sidecar) return "throughout";
  return lifecycle.Hook === "prestart" ? "before" : lifecycle.Hook === "poststop" ? "after" : "main";
}

function largestPhase(group: TaskGroup, ask: (task: Task) => number): number {
  const sums = { before: 0, main: 0, after: 0, throughout: 0 };
  for (const task of group.Tasks) sums[phaseOf(task)] += ask(task);
  return sums.throughout + Math.max(sums.before, sums.main, sums.after);
}

/** Cores are held throughout: no task of the group gets those of another one that has ended. */
function coresOf(group: TaskGroup): number {
  let cores = 0;
  for (const task of group.Tasks) cores += task.Resources.Cores;
  return cores;
}

export function shapeOfGroup(group: TaskGroup): Shape {
  const amounts = amountsOfGroup(group);
  const cores = coresOf(group);
  const devices = largestDevices(group);
  if (cores === 0 && devices === undefined) return amounts;
  return { ...amounts, ...(cores === 0 ? {} : { cores }), ...(devices === undefined ? {} : { devices }) };
}

function largestDevices(group: TaskGroup): Shape["devices"] {
  let largest: Shape["devices"];
  for (const task of group.Tasks)
    for (const { Count: count, ShareMilli: share } of task.Resources.Devices ?? []) {
      const milli = share === 0 ? wholeUnit : share;
      if (largest === undefined || count * milli > largest.count * largest.milli) largest = { count, milli };
    }
  return largest;
}

/** Without what is handed out by name. */
export function amountsOfGroup(group: TaskGroup): Shape {
  return {
    cpuMhz: largestPhase(group, (task) => task.Resources.CPU),
    memoryMb: largestPhase(group, (task) => task.Resources.MemoryMB + task.Resources.SecretsMB),
    diskMb: group.EphemeralDisk.SizeMB,
  };
}

function portsOfNetworks(networks: readonly NetworkResource[] | null, task: string): PortRequest[] {
  return (networks ?? []).slice(0, 1).flatMap((network) =>
    [...(network.ReservedPorts ?? []), ...(network.DynamicPorts ?? [])].map((port) => ({
      label: port.Label,
      task,
      staticPort: port.Value,
      to: port.To,
    })),
  );
}

/** In the fixed order in which a plan's port columns hold them: the group's, then each task's own (legacy). */
export function portRequestsOfGroup(group: TaskGroup): readonly PortRequest[] {
  return [
    ...portsOfNetworks(group.Networks, ""),
    ...group.Tasks.flatMap((task) => portsOfNetworks(task.Resources.Networks, task.Name)),
  ];
}

export function assignPorts(requests: readonly PortRequest[], values: ArrayLike<number>, hostIp: string): AssignedPort[] {
  return requests.map((request, i) => ({
    label: request.label,
    value: values[i]!,
    to: request.to === -1 ? values[i]! : request.to,
    hostIp,
    task: request.task,
  }));
}
