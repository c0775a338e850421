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

/** `task` names the owner of a legacy port, "" says group port; an agent that does not tell gives no `task` at all. */
export type TaskPort = TaskStart["ports"][number] & { readonly task?: string };

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
    const label = port.label.replace(/[^A-Za-z0-9_.]/g, "_");
    env[`NOMAD_PORT_${label}`] = String(port.containerPort);
    env[`NOMAD_PORT_${task.replace(/[^A-Za-z0-9_.]/g, "_")}_${label}`] = String(port.containerPort);
    env[`NOMAD_HOST_PORT_${label}`] = String(port.hostPort);
  }
  return env;
}
