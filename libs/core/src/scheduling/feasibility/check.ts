// The static checks of one group against a node's description: constraints of job, group and tasks, drivers, networks,
// devices, volumes. Each has Nomad's text for what it filters. Static: nothing here looks at other allocations or at
// what is free, so that a class's verdict can be remembered.
import type { Constraint, Job, TaskGroup } from "../../model/job.js";
import type { NodeSpec } from "../../model/node.js";
import { offersDevices } from "../units/device-match.js";
import { asksDevices, unitRequestsOfGroup } from "../units/unit-request.js";
import { judgementOf } from "./operand.js";
import { parseTarget } from "./target.js";

export interface Check {
  /** True: depends on what the computed class leaves out. */
  readonly escapes: boolean;
  /** undefined: passes; otherwise the reason. */
  readonly refuse: (node: NodeSpec) => string | undefined;
}

export const distinctOperands: ReadonlySet<string> = new Set(["distinct_hosts", "distinct_property"]);

export function constraintText(constraint: Constraint): string {
  return `${constraint.LTarget} ${constraint.Operand} ${constraint.RTarget}`.trim();
}

function constraintCheck(constraint: Constraint): Check {
  const left = parseTarget(constraint.LTarget);
  const right = parseTarget(constraint.RTarget);
  const judge = judgementOf(constraint.Operand);
  const reason = constraintText(constraint);
  return {
    escapes: left.escapes || right.escapes,
    refuse: (node) => (judge(left.valueOn(node), right.valueOn(node)) ? undefined : reason),
  };
}

function constraintChecks(constraints: readonly Constraint[] | null): Check[] {
  return (constraints ?? []).filter(({ Operand: operand }) => !distinctOperands.has(operand)).map(constraintCheck);
}

function hasDriver(node: NodeSpec, driver: string): boolean {
  const info = Object.hasOwn(node.Drivers, driver) ? node.Drivers[driver] : undefined;
  return info !== undefined && info.Detected && info.Healthy;
}

function driverCheck(group: TaskGroup): Check {
  const drivers = [...new Set(group.Tasks.map((task) => task.Driver))];
  return {
    escapes: false,
    refuse: (node) => (drivers.every((driver) => hasDriver(node, driver)) ? undefined : "missing drivers"),
  };
}

function supportsMode(node: NodeSpec, mode: string): boolean {
  if (mode === "" || mode === "host" || mode === "none") return true;
  if (mode.startsWith("cni/")) return Object.hasOwn(node.Attributes, `plugins.cni.version.${mode.slice(4)}`);
  const { Networks: networks, NodeNetworks: nodeNetworks } = node.NodeResources;
  return networks.some((network) => network.Mode === mode) || nodeNetworks.some((network) => network.Mode === mode);
}

function networkCheck(group: TaskGroup): Check | undefined {
  const network = group.Networks?.[0];
  if (network === undefined) return undefined;
  const ports = [...(network.ReservedPorts ?? []), ...(network.DynamicPorts ?? [])].filter(
    ({ HostNetwork: name }) => name !== "" && name !== "default",
  );
  return {
    escapes: false,
    refuse: (node) => {
      if (!supportsMode(node, network.Mode)) return "missing network";
      const aliases = node.NodeResources.NodeNetworks.flatMap(({ Addresses: addresses }) => addresses.map(({ Alias: alias }) => alias));
      const missing = ports.find((port) => !aliases.includes(port.HostNetwork));
      return missing === undefined ? undefined : `missing host network "${missing.HostNetwork}" for port "${missing.Label}"`;
    },
  };
}

/** Could the node give what is asked, were nothing held there? What is free is judged where the group is placed. */
function deviceCheck(group: TaskGroup): Check | undefined {
  const requests = unitRequestsOfGroup(group);
  if (!asksDevices(requests)) return undefined;
  const asksIds = requests.some((request) => request.kind === "device" && JSON.stringify([request.device.Constraints]).includes("device.ids"));
  return { escapes: asksIds, refuse: (node) => (offersDevices(requests, node) ? undefined : "missing devices") };
}

/** Nodes do not offer volumes yet: a group that asks for some is filtered, and told so. */
function unofferedChecks(group: TaskGroup): Check[] {
  const reasons: string[] = [];
  const volumes = Object.values(group.Volumes ?? {});
  if (volumes.some((volume) => volume.Type === "csi")) reasons.push("missing CSI volumes");
  if (volumes.some((volume) => volume.Type !== "csi")) reasons.push("missing compatible host volumes");
  return reasons.map((reason) => ({ escapes: false, refuse: () => reason }));
}

/** In Nomad's order: the job's constraints, then the group's drivers, constraints and the rest. */
export function checksOf(job: Job, group: TaskGroup): Check[] {
  const network = networkCheck(group);
  const devices = deviceCheck(group);
  return [
    ...constraintChecks(job.Constraints),
    driverCheck(group),
    ...constraintChecks(group.Constraints),
    ...group.Tasks.flatMap((task) => constraintChecks(task.Constraints)),
    ...(devices === undefined ? [] : [devices]),
    ...unofferedChecks(group),
    ...(network === undefined ? [] : [network]),
  ];
}
