/** Rules of a group's disk, networks and ports, volumes and scaling (nomad.md 1.10, 1.13, 1.14). */
import { isSystemType } from "./defaults.js";
import { labelled } from "./field-path.js";
import type { NetworkResource, Port, TaskGroup } from "../model/job.js";
import type { EphemeralDisk } from "../model/policies.js";
import type { ProblemList } from "./problem.js";

const MIN_DISK_MB = 10;
const MAX_PORT = 65_535;

export function validateDisk(disk: EphemeralDisk, problems: ProblemList): void {
  problems.when(disk.SizeMB < MIN_DISK_MB, "ephemeral_disk.size", () => `minimum DiskMB value is ${MIN_DISK_MB}; got ${disk.SizeMB}`);
}

export function portsOf(network: NetworkResource): readonly Port[] {
  return [...(network.ReservedPorts ?? []), ...(network.DynamicPorts ?? [])];
}

export function validateNetworks(group: TaskGroup, parent: ProblemList): void {
  const problems = parent.part("network", "Task group network validation failed");
  // Labels and static numbers are shared by the group's network and, in old files, the tasks' own.
  const labels = new Map<string, string>();
  const statics = new Map<string, string>();
  for (const network of group.Networks ?? []) {
    validateMode(network, problems);
    for (const port of portsOf(network)) validatePort(port, { network, labels, groupLabels: labels, statics, owner: "taskgroup network" }, problems);
  }
  for (const task of group.Tasks) {
    for (const network of task.Resources.Networks ?? []) {
      // Each task may have a port of the same label: the labels of a task are its own.
      const context = { network, labels: new Map<string, string>(), groupLabels: labels, statics, owner: `task ${task.Name}` };
      for (const port of portsOf(network)) validatePort(port, context, problems);
    }
  }
}

function validateMode(network: NetworkResource, problems: ProblemList): void {
  const known = ["", "host", "bridge", "none"].includes(network.Mode) || network.Mode.startsWith("cni/");
  problems.when(!known, "mode", () => `Unknown network mode "${network.Mode}", must be host, bridge, none or cni/NAME`);
  problems.when(network.MBits < 0, "mbits", () => `MBits must not be negative; got ${network.MBits}`);
  if (network.Hostname === "") return;
  const noHost = ["", "host", "none"].includes(network.Mode);
  problems.when(noHost, "hostname", () => "Hostname is not allowed with host or none network mode");
}

interface PortContext {
  readonly network: NetworkResource;
  readonly labels: Map<string, string>;
  readonly groupLabels: ReadonlyMap<string, string>;
  readonly statics: Map<string, string>;
  readonly owner: string;
}

function validatePort(port: Port, context: PortContext, problems: ProblemList): void {
  const field = labelled("port", port.Label);
  problems.when(port.Label === "", field, () => "A port has no label");
  problems.when(port.Value < 0, field, () => `Port ${port.Label} (${port.Value}) cannot be negative`);
  problems.when(port.Value > MAX_PORT, field, () => `Port ${port.Label} (${port.Value}) cannot be greater than ${MAX_PORT}`);
  const badTo = port.To < -1 || port.To > MAX_PORT;
  problems.when(badTo, field, () => `Port ${port.Label}: "to" (${port.To}) must be between -1 and ${MAX_PORT}`);
  const holder = context.labels.get(port.Label) ?? context.groupLabels.get(port.Label);
  if (holder !== undefined) problems.add(field, `Port label ${port.Label} already in use by ${holder}`);
  else context.labels.set(port.Label, context.owner);
  const hostMode = context.network.Mode === "" || context.network.Mode === "host";
  problems.when(port.IgnoreCollision && !hostMode, field, () => `Port ${port.Label}: ignore_collision may only be used in host mode`);
  if (port.Value <= 0 || port.IgnoreCollision) return;
  const key = `${port.HostNetwork}:${port.Value}`;
  const before = context.statics.get(key);
  if (before !== undefined) problems.add(field, `Static port ${port.Value} already reserved by ${before}`);
  else context.statics.set(key, `${context.owner}:${port.Label}`);
}

export function validateVolumes(group: TaskGroup, problems: ProblemList): void {
  const volumes = group.Volumes ?? {};
  for (const [name, volume] of Object.entries(volumes)) {
    const part = problems.part(labelled("volume", name), `Task group volume validation for ${name} failed`);
    const known = volume.Type === "host" || volume.Type === "csi";
    part.when(!known, "type", () => `volume has unrecognized type "${volume.Type}"; must be host or csi`);
    part.when(volume.Source === "", "source", () => "volume has an empty source");
    part.when(volume.Sticky && volume.PerAlloc, "sticky", () => "volume can not be sticky and per_alloc");
  }
  for (const task of group.Tasks) {
    (task.VolumeMounts ?? []).forEach((mount, at) => {
      const part = problems.part(labelled("task", task.Name)).part(`volume_mount[${at}]`);
      const missing = !Object.hasOwn(volumes, mount.Volume);
      part.when(missing, "volume", () => `Task ${task.Name} has a volume mount (${at}) referencing undefined volume ${mount.Volume}`);
      const modes = ["private", "host-to-task", "bidirectional"];
      part.when(!modes.includes(mount.PropagationMode), "propagation_mode", () =>
        `Task ${task.Name} has a volume mount (${at}) with an invalid propagation mode: "${mount.PropagationMode}"`,
      );
    });
  }
}

export function validateScaling(group: TaskGroup, type: string, parent: ProblemList): void {
  const { Scaling: scaling } = group;
  if (scaling === null) return;
  const problems = parent.part("scaling", "Task group scaling policy validation failed");
  problems.when(isSystemType(type), "", () => `Job type "${type}" does not allow scaling block`);
  const [min, max] = [scaling.Min ?? group.Count, scaling.Max];
  if (max === null) {
    problems.add("max", "Scaling policy invalid: missing maximum count");
    return;
  }
  problems.when(min < 0, "min", () => "Scaling policy invalid: minimum count must be specified and non-negative");
  problems.when(max < min, "max", () => "Scaling policy invalid: maximum count must not be less than minimum count");
  problems.when(group.Count < min, "min", () =>
    "Scaling policy invalid: task group count must not be less than minimum count in scaling policy",
  );
  // Where the bounds contradict each other they have been named: the count cannot be right.
  problems.when(max >= min && group.Count > max, "max", () =>
    "Scaling policy invalid: task group count must not be greater than maximum count in scaling policy",
  );
}
