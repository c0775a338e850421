import type { Client } from "@berth/client/client";
import type { AllocationAnswer } from "@berth/core/api/schema/allocation-answers";
import type { NodeAnswer, NodeStub } from "@berth/core/api/schema/node-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findNode } from "../lookup/find.js";
import { allocationTable } from "../output/allocation-table.js";
import { columns, keyValues } from "../output/columns.js";
import { jsonText, shortId, sizeText, timeOfText } from "../output/words.js";

export function nodeRows(nodes: readonly NodeStub[], verbose: boolean): string[][] {
  const head = verbose
    ? ["ID", "Node Pool", "DC", "Name", "Class", "Address", "Version", "Drain", "Eligibility", "Status"]
    : ["ID", "Node Pool", "DC", "Name", "Class", "Drain", "Eligibility", "Status"];
  const rows = nodes.map((node) => [
    shortId(node.ID, verbose),
    node.NodePool,
    node.Datacenter,
    node.Name,
    node.NodeClass === "" ? "<none>" : node.NodeClass,
    ...(verbose ? [node.Address, node.Version] : []),
    String(node.Drain),
    node.SchedulingEligibility,
    node.Status,
  ]);
  return [head, ...rows];
}

const over = new Set(["complete", "failed", "lost"]);

function resourceLines(node: NodeAnswer, allocations: readonly AllocationAnswer[]): string[] {
  const held = allocations.filter((one) => !over.has(one.ClientStatus));
  const sum = (of: (one: AllocationAnswer) => number): number => held.reduce((total, one) => total + of(one), 0);
  const { NodeResources: all, ReservedResources: reserved } = node;
  const cpu = `${sum((one) => one.Resources.CPU)}/${all.Cpu.CpuShares - reserved.Cpu.CpuShares} MHz`;
  const memory = `${sizeText(sum((one) => one.Resources.MemoryMB))}/${sizeText(all.Memory.MemoryMB - reserved.Memory.MemoryMB)}`;
  const disk = `${sizeText(sum((one) => one.Resources.DiskMB))}/${sizeText(all.Disk.DiskMB - reserved.Disk.DiskMB)}`;
  return ["Allocated Resources", ...columns([["CPU", "Memory", "Disk"], [cpu, memory, disk]])];
}

/** "docker,raw_exec", and what keeps one from working. */
function driverText(node: NodeAnswer): string {
  const known = Object.entries(node.Drivers).filter(([, driver]) => driver.Detected);
  return known.map(([name, driver]) => (driver.Healthy ? name : `${name} (unhealthy: ${driver.HealthDescription})`)).join(",");
}

function eventLines(node: NodeAnswer): string[] {
  const events = [...(node.Events ?? [])].reverse();
  if (events.length === 0) return [];
  return ["", "Node Events", ...columns([["Time", "Subsystem", "Message"], ...events.map((event) => [timeOfText(event.Timestamp), event.Subsystem, event.Message])])];
}

function attributeLines(title: string, values: Readonly<Record<string, string>>): string[] {
  const pairs = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? [] : ["", title, ...keyValues(pairs)];
}

export function nodeLines(node: NodeAnswer, allocations: readonly AllocationAnswer[], options: { readonly nowMs: number; readonly verbose: boolean; readonly short: boolean }): string[] {
  const rows = allocations.map((one) => ({ ...one, JobVersion: one.Job.Version }));
  return [
    ...keyValues([
      ["ID", node.ID],
      ["Name", node.Name],
      ["Node Pool", node.NodePool],
      ["Class", node.NodeClass],
      ["DC", node.Datacenter],
      ["Drain", String(node.Drain)],
      ["Eligibility", node.SchedulingEligibility],
      ["Status", node.StatusDescription === "" ? node.Status : `${node.Status} (${node.StatusDescription})`],
      [options.short ? "Drivers" : "Driver Status", driverText(node)],
    ]),
    ...(options.short ? [] : [...eventLines(node), "", ...resourceLines(node, allocations)]),
    "",
    "Allocations",
    ...allocationTable(rows, options),
    ...(options.verbose ? [...attributeLines("Attributes", node.Attributes), ...attributeLines("Meta", node.Meta)] : []),
  ];
}

async function list(call: Call, client: Client): Promise<number> {
  const nodes = (await client.nodes.list()).body;
  if (call.flags.isOn("json")) call.terminal.out(jsonText(nodes));
  else if (nodes.length === 0) call.terminal.out("No nodes registered");
  else columns(nodeRows([...nodes].sort((a, b) => (a.Name < b.Name ? -1 : 1)), call.flags.isOn("verbose"))).forEach((line) => call.terminal.out(line));
  return 0;
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const [text] = call.args;
  if (text === undefined) return list(call, client);
  const { ID: id } = await findNode(client, text);
  const [node, allocations] = await Promise.all([client.nodes.get(id), client.nodes.allocations(id)]);
  if (call.flags.isOn("json")) {
    call.terminal.out(jsonText(node.body));
    return 0;
  }
  const options = { nowMs: Date.now(), verbose: call.flags.isOn("verbose"), short: call.flags.isOn("short") };
  nodeLines(node.body, allocations.body, options).forEach((line) => call.terminal.out(line));
  return 0;
}
