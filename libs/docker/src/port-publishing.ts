// Decides which of an allocation's ports a container publishes, and under which number inside.
//
// `ports = ["http"]`     publishes the labels named, host port -> `to` (or the same number).
// `port_map = {http=80}` publishes every port of the task, the mapped ones on the number given (legacy).
// neither                publishes the ports of the task's own `resources.network` on the same number, because such a
//                        task listens on NOMAD_PORT_<label>. A group's ports are published only when named, so that two
//                        tasks of a group never claim one port.
// A container in the host's or another container's network publishes nothing: its ports are there already.
// Refuses labels that the allocation does not have.
import type { TaskStart } from "@berth/ports/driver";
import { configError } from "./config-reader.js";
import type { DockerTaskConfig } from "./task-config.js";

/** `task` names the owner of a legacy port, "" says group port; absent = not known. */
export type TaskPort = TaskStart["ports"][number] & { readonly task?: string };

/** Of all ports only a legacy one gives its task the variable NOMAD_PORT_<task>_<label> beside NOMAD_PORT_<label>. */
export function ownedPorts(task: Pick<TaskStart, "task" | "env" | "ports">): readonly TaskPort[] {
  const variable = (...names: string[]): string => ["NOMAD_PORT", ...names.map(clean)].join("_");
  return task.ports.map((port) => {
    if (!(variable(port.label) in task.env)) return port;
    return { ...port, task: variable(task.task, port.label) in task.env ? task.task : "" };
  });
}

function clean(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, "_");
}

export interface PublishedPort {
  readonly label: string;
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

type PortChoice = Pick<DockerTaskConfig, "ports" | "port_map" | "network_mode">;

export function publishedPorts(ports: readonly TaskPort[], config: PortChoice): readonly PublishedPort[] {
  const labels = ports.map((port) => port.label);
  for (const label of config.ports ?? []) requireLabel("ports", label, labels);
  for (const label of Object.keys(config.port_map ?? {})) requireLabel("port_map", label, labels);
  if (sharesNetwork(config.network_mode)) return [];
  const named = config.ports;
  if (named !== undefined) return ports.filter((port) => named.includes(port.label)).map((port) => publish(port, port.to));
  const map = config.port_map ?? {};
  return ports.filter((port) => port.task !== "" || port.label in map).map((port) => publish(port, map[port.label] ?? port.to));
}

function publish(port: TaskPort, containerPort: number): PublishedPort {
  return {
    label: port.label,
    hostIp: port.hostIp,
    hostPort: port.value,
    containerPort: containerPort > 0 ? containerPort : port.value,
  };
}

function sharesNetwork(mode: string | undefined): boolean {
  return mode === "host" || mode === "none" || mode?.startsWith("container:") === true;
}

function requireLabel(key: string, label: string, labels: readonly string[]): void {
  if (labels.includes(label)) return;
  const known = labels.length === 0 ? "this task has no ports" : `its ports are ${labels.join(", ")}`;
  throw configError(`config.${key} names the port "${label}", which is not in the task's network; ${known}`);
}

/** A mapped port changes what the task must listen on: NOMAD_PORT_<label> is the number inside, as in Nomad. */
export function portEnvironment(published: readonly PublishedPort[], config: PortChoice, task: string): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const port of published) {
    if (config.port_map?.[port.label] === undefined) continue;
    const label = clean(port.label);
    for (const name of [`NOMAD_PORT_${label}`, `NOMAD_ALLOC_PORT_${label}`, `NOMAD_PORT_${clean(task)}_${label}`]) env[name] = String(port.containerPort);
    env[`NOMAD_HOST_PORT_${label}`] = String(port.hostPort);
  }
  return env;
}
