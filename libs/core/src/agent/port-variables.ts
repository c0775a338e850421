// The NOMAD_* variables that tell a task its ports and addresses (nomad.md 5.7). A group's port `http` gives
// NOMAD_{PORT,IP,ADDR,HOST_PORT,HOST_IP,HOST_ADDR,ALLOC_PORT}_http; a legacy port of a task's own network gives its owner the same and
// its siblings NOMAD_{IP,PORT,ADDR}_<task>_<label>. Names are cleaned: what is not a letter, digit, "_" or "." becomes "_".
import type { AssignedPort } from "../model/agent-protocol.js";

export function cleanVariableName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, "_");
}

export function hostAddress(ip: string, port: number): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** The port as the task itself must listen on it. */
export function insidePort(port: AssignedPort, mapsPorts: boolean): number {
  return mapsPorts && port.to > 0 ? port.to : port.value;
}

function ownVariables(port: AssignedPort, mapsPorts: boolean): [string, string][] {
  const label = cleanVariableName(port.label);
  const inside = String(insidePort(port, mapsPorts));
  const address = hostAddress(port.hostIp, port.value);
  return [
    [`NOMAD_PORT_${label}`, inside],
    [`NOMAD_ALLOC_PORT_${label}`, inside],
    [`NOMAD_HOST_PORT_${label}`, String(port.value)],
    [`NOMAD_IP_${label}`, port.hostIp],
    [`NOMAD_HOST_IP_${label}`, port.hostIp],
    [`NOMAD_ADDR_${label}`, address],
    [`NOMAD_HOST_ADDR_${label}`, address],
  ];
}

function taskVariables(port: AssignedPort): [string, string][] {
  const name = `${cleanVariableName(port.task)}_${cleanVariableName(port.label)}`;
  return [
    [`NOMAD_IP_${name}`, port.hostIp],
    [`NOMAD_PORT_${name}`, String(port.value)],
    [`NOMAD_ADDR_${name}`, hostAddress(port.hostIp, port.value)],
  ];
}

export function portVariables(ports: readonly AssignedPort[], task: string, mapsPorts: boolean): Readonly<Record<string, string>> {
  const entries = ports.flatMap((port) => {
    const own = port.task === "" || port.task === task ? ownVariables(port, mapsPorts) : [];
    return port.task === "" ? own : [...taskVariables(port), ...own];
  });
  return Object.fromEntries(entries);
}
