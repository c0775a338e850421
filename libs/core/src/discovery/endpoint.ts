/**
 * Where a service or a check is reached: the port by its label (the task's own legacy ports first, then the group's),
 * or a number, and the address by the address mode (nomad.md 1.11).
 *
 * `auto` and `host` are the node's address: no driver here gives a task an address of its own that others could
 * reach, so `driver`, `alloc` and `alloc_ipv6` are refused with the reason instead of registering a wrong address.
 */
import { hostOf } from "./interpolation.js";
import type { RunningAllocation } from "./running-allocation.js";

export interface Endpoint {
  readonly host: string;
  /** 0: the service has no port. */
  readonly port: number;
}

export interface EndpointRequest {
  readonly allocation: RunningAllocation;
  /** undefined: a group's service. */
  readonly task: string | undefined;
  readonly portLabel: string;
  readonly addressMode: string;
}

export type EndpointAnswer = { readonly ok: true; readonly endpoint: Endpoint } | { readonly ok: false; readonly reason: string };

export function resolveEndpoint(request: EndpointRequest): EndpointAnswer {
  const { allocation, task, portLabel, addressMode } = request;
  if (addressMode !== "" && addressMode !== "auto" && addressMode !== "host") {
    return refused(`address_mode "${addressMode}" is not supported: tasks are reached at their node's address; use "auto" or "host"`);
  }
  if (portLabel === "") return found(allocation.nodeAddress, 0);
  const assigned = portNamed(allocation, task, portLabel);
  if (assigned !== undefined) return found(hostOf(allocation, assigned), assigned.value);
  const number = /^\d{1,5}$/.test(portLabel) ? Number(portLabel) : 0;
  if (number >= 1 && number <= 65_535) return found(allocation.nodeAddress, number);
  const labels = allocation.ports.map((port) => port.label);
  return refused(`there is no port "${portLabel}"; this allocation has ${labels.length === 0 ? "no ports" : labels.join(", ")}`);
}

function portNamed(allocation: RunningAllocation, task: string | undefined, label: string) {
  const named = allocation.ports.filter((port) => port.label === label);
  return named.find((port) => task !== undefined && port.task === task) ?? named.find((port) => port.task === "");
}

function found(host: string, port: number): EndpointAnswer {
  return { ok: true, endpoint: { host, port } };
}

function refused(reason: string): EndpointAnswer {
  return { ok: false, reason };
}
