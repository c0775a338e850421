/**
 * Compares specifications: is a job the same as before, and must its allocations be replaced or can they be updated
 * in place (nomad.md 4.7)?
 *
 * Replaced (destructive): another set of tasks; the ephemeral disk; the group's networks, volumes, Consul namespace,
 * sidecar or gateway; and of each task its driver, user, config, env, artifacts, vault, secrets, Consul settings,
 * templates, CSI plugin, volume mounts, combined meta, resources, identities, whether logs are kept and whether
 * templates are rendered again on restart. In place: count, services, checks, tags, timeouts, restart, update,
 * reschedule, priority. Constraints, affinities and spreads do not force a replacement, but the node must still be
 * feasible, which is for the scheduler to see.
 */
import type { Job, NetworkResource, Service, Task, TaskGroup } from "../model/job.js";

/** Deep equality of JSON values, blind to the order of keys; absent and null are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (typeof a !== "object" || typeof b !== "object" || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]));
  }
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameJson(left[key], right[key]));
}

export function sameSpec(a: Job, b: Job): boolean {
  return sameJson(a, b);
}

/** Must the allocations of this group be replaced to get from the old to the new specification? */
// oxlint-disable-next-line max-params -- two pairs of two: the old and the new
export function tasksChanged(oldGroup: TaskGroup, newGroup: TaskGroup, oldJob: Job, newJob: Job): boolean {
  if (!sameJson(groupIdentity(oldGroup), groupIdentity(newGroup))) return true;
  if (oldGroup.Tasks.length !== newGroup.Tasks.length) return true;
  const newTasks = new Map(newGroup.Tasks.map((task) => [task.Name, task]));
  return oldGroup.Tasks.some((task) => {
    const replacement = newTasks.get(task.Name);
    if (replacement === undefined) return true;
    return !sameJson(taskIdentity(task, oldGroup, oldJob), taskIdentity(replacement, newGroup, newJob));
  });
}

/** What of a group cannot change under running tasks. */
function groupIdentity(group: TaskGroup): unknown {
  return {
    disk: group.EphemeralDisk,
    networks: group.Networks?.map(networkIdentity),
    volumes: group.Volumes,
    consul: group.Consul,
    connect: (group.Services ?? []).filter((service) => service.Connect !== null).map(connectIdentity),
    renderTemplates: group.RestartPolicy.RenderTemplates,
  };
}

function connectIdentity(service: Service): unknown {
  return { name: service.Name, connect: service.Connect };
}

/** Without the host ports an offer has filled in: only what the specification asks. */
function networkIdentity(network: NetworkResource): unknown {
  const ask = (ports: NetworkResource["DynamicPorts"], statics: boolean) =>
    (ports ?? [])
      .map((port) => ({ label: port.Label, static: statics ? port.Value : 0, to: port.To, hostNetwork: port.HostNetwork }))
      .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  return {
    mode: network.Mode,
    mbits: network.MBits,
    hostname: network.Hostname,
    dns: network.DNS,
    cniArgs: network.CNI?.Args,
    ports: [ask(network.ReservedPorts, true), ask(network.DynamicPorts, false)],
  };
}

function taskIdentity(task: Task, group: TaskGroup, job: Job): unknown {
  const { Resources: resources } = task;
  return {
    driver: task.Driver,
    user: task.User,
    config: task.Config,
    env: task.Env,
    artifacts: task.Artifacts,
    vault: task.Vault,
    secrets: task.Secrets,
    consul: task.Consul,
    templates: task.Templates,
    csi: task.CSIPluginConfig,
    mounts: task.VolumeMounts,
    // What the task sees is the merge, so moving a key from the job to the task changes nothing.
    meta: { ...job.Meta, ...group.Meta, ...task.Meta },
    identities: [task.Identity, task.Identities],
    logsDisabled: task.LogConfig.Disabled,
    renderTemplates: task.RestartPolicy.RenderTemplates,
    resources: {
      cpu: resources.CPU,
      cores: resources.Cores,
      memory: resources.MemoryMB,
      memoryMax: resources.MemoryMaxMB,
      secrets: resources.SecretsMB,
      devices: resources.Devices,
      numa: resources.NUMA,
      networks: resources.Networks?.map(networkIdentity),
    },
  };
}
