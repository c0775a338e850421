/**
 * Fills `${…}` in what a service says of itself: `${JOB} ${TASKGROUP} ${TASK} ${BASE}` (nomad.md 1.11) and what a task
 * finds in its environment (nomad.md 5.7: NOMAD_ALLOC_ID, NOMAD_PORT_<label>, NOMAD_META_<key>, …) and of its node
 * (`${node.unique.name}`, `${node.unique.id}`, `${node.datacenter}`).
 *
 * In a group's service `${TASK}` is "group" and `${BASE}` is `<job>-<group>`. What is unknown stays as it was written
 * and is told to the caller, so that a name with a hole in it is never registered.
 */
import type { AssignedPort } from "../model/agent-protocol.js";
import type { RunningAllocation } from "./running-allocation.js";

export interface Interpolation {
  readonly fill: (text: string) => string;
  /** The `${…}` that were met and are unknown. */
  readonly unknown: ReadonlySet<string>;
}

export function interpolationFor(allocation: RunningAllocation, task: string | undefined): Interpolation {
  const known = knownNames(allocation, task);
  const unknown = new Set<string>();
  const fill = (text: string): string =>
    text.replace(/\$\{\s*([^}\s]+)\s*\}/g, (written, name: string) => {
      const value = known.get(name);
      if (value === undefined) unknown.add(written);
      return value ?? written;
    });
  return { fill, unknown };
}

function knownNames(allocation: RunningAllocation, task: string | undefined): ReadonlyMap<string, string> {
  const { job, group } = allocation;
  const base = task === undefined ? `${job.Name}-${group}` : `${job.Name}-${group}-${task}`;
  return new Map([
    ...metaNames(allocation, task),
    ...allocation.ports.filter((port) => port.task === "" || port.task === task).flatMap((port) => portNames(allocation, port)),
    ["JOB", job.Name],
    ["TASKGROUP", group],
    ["TASK", task ?? "group"],
    ["BASE", base],
    ["NOMAD_ALLOC_ID", allocation.allocationId],
    ["NOMAD_SHORT_ALLOC_ID", allocation.allocationId.slice(0, 8)],
    ["NOMAD_ALLOC_NAME", allocation.name],
    ["NOMAD_ALLOC_INDEX", /\[(\d+)\]$/.exec(allocation.name)?.[1] ?? ""],
    ["NOMAD_GROUP_NAME", group],
    ["NOMAD_JOB_ID", job.ID],
    ["NOMAD_JOB_NAME", job.Name],
    ["NOMAD_NAMESPACE", allocation.namespace],
    ["NOMAD_REGION", job.Region],
    ["NOMAD_DC", allocation.datacenter],
    ["node.unique.name", allocation.nodeName],
    ["node.unique.id", allocation.nodeId],
    ["node.datacenter", allocation.datacenter],
    ["node.region", job.Region],
    ...(task === undefined ? [] : ([["NOMAD_TASK_NAME", task]] as const)),
  ]);
}

/** Later wins: the task's meta over the group's over the job's; each under its own name and in upper case. */
function metaNames(allocation: RunningAllocation, task: string | undefined): readonly (readonly [string, string])[] {
  const group = allocation.job.TaskGroups.find((candidate) => candidate.Name === allocation.group);
  const taskMeta = group?.Tasks.find((candidate) => candidate.Name === task)?.Meta;
  const meta = { ...allocation.job.Meta, ...group?.Meta, ...taskMeta };
  return Object.entries(meta).flatMap(([key, value]) => {
    const clean = key.replace(/[^A-Za-z0-9_.]/g, "_");
    return [
      [`NOMAD_META_${clean.toUpperCase()}`, value],
      [`NOMAD_META_${clean}`, value],
    ] as const;
  });
}

function portNames(allocation: RunningAllocation, port: AssignedPort): readonly (readonly [string, string])[] {
  const host = hostOf(allocation, port);
  const inside = port.to > 0 ? port.to : port.value;
  return [
    [`NOMAD_PORT_${port.label}`, String(inside)],
    [`NOMAD_HOST_PORT_${port.label}`, String(port.value)],
    [`NOMAD_IP_${port.label}`, host],
    [`NOMAD_HOST_IP_${port.label}`, host],
    [`NOMAD_ADDR_${port.label}`, joinAddress(host, port.value)],
    [`NOMAD_HOST_ADDR_${port.label}`, joinAddress(host, port.value)],
  ];
}

/** The address others reach a port at: its own, unless it is bound to every address. */
export function hostOf(allocation: RunningAllocation, port: AssignedPort): string {
  const everywhere = port.hostIp === "" || port.hostIp === "0.0.0.0" || port.hostIp === "::";
  return everywhere ? allocation.nodeAddress : port.hostIp;
}

export function joinAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
