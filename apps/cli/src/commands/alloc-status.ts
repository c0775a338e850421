import type { AllocationAnswer, CheckResult, TaskStateAnswer } from "@berth/core/api/schema/allocation-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findAllocation } from "../lookup/find.js";
import { columns, keyValues } from "../output/columns.js";
import { jsonText, shortId, sizeText, timeOfNs, timeOfText, whenText } from "../output/words.js";

export interface AllocationLinesOptions {
  readonly nowMs: number;
  readonly verbose: boolean;
  readonly short: boolean;
}

function health(allocation: AllocationAnswer): string {
  const healthy = allocation.DeploymentStatus?.Healthy ?? null;
  return healthy === null ? "unset" : healthy ? "healthy" : "unhealthy";
}

function headLines(allocation: AllocationAnswer, options: AllocationLinesOptions): string[] {
  const { verbose } = options;
  const id = (text: string | undefined): string => shortId(text ?? "", verbose);
  const optional = (key: string, text: string | undefined): [string, string][] => (text ? [[key, id(text)]] : []);
  return keyValues([
    ["ID", allocation.ID],
    ["Eval ID", id(allocation.EvalID)],
    ["Name", allocation.Name],
    ["Node ID", id(allocation.NodeID)],
    ["Node Name", allocation.NodeName],
    ["Job ID", allocation.JobID],
    ["Job Version", String(allocation.Job.Version)],
    ["Client Status", allocation.ClientStatus],
    ["Client Description", allocation.ClientDescription ?? ""],
    ["Desired Status", allocation.DesiredStatus],
    ["Desired Description", allocation.DesiredDescription ?? ""],
    ["Created", whenText(allocation.CreateTime, options)],
    ["Modified", whenText(allocation.ModifyTime, options)],
    ...optional("Deployment ID", allocation.DeploymentID),
    ...(allocation.DeploymentID ? ([["Deployment Health", health(allocation)]] as [string, string][]) : []),
    ...optional("Replacement Alloc ID", allocation.NextAllocation),
    ...optional("Previous Alloc ID", allocation.PreviousAllocation),
  ]);
}

/** "http: 127.0.0.1:25000" for each port of the group, or of the task in old job files. */
export function addressesOf(allocation: AllocationAnswer, task: string): string[] {
  const shared = (allocation.AllocatedResources.Shared.Ports ?? []).map((port) => `${port.Label}: ${port.HostIP}:${port.Value}`);
  const networks = allocation.AllocatedResources.Tasks[task]?.Networks ?? [];
  const own = networks.flatMap((network) =>
    [...(network.ReservedPorts ?? []), ...(network.DynamicPorts ?? [])].map((port) => `${port.Label}: ${network.IP}:${port.Value}`),
  );
  return [...shared, ...own];
}

function resourceLines(allocation: AllocationAnswer, task: string): string[] {
  const resources = allocation.AllocatedResources.Tasks[task];
  const [first = "", ...more] = addressesOf(allocation, task);
  const row = [`${resources?.Cpu.CpuShares ?? 0} MHz`, sizeText(resources?.Memory.MemoryMB ?? 0), sizeText(allocation.Resources.DiskMB), first];
  return ["Task Resources", ...columns([["CPU", "Memory", "Disk", "Addresses"], row, ...more.map((address) => ["", "", "", address])])];
}

function taskLines(allocation: AllocationAnswer, task: string, state: TaskStateAnswer): string[] {
  const events = [...(state.Events ?? [])].sort((a, b) => b.Time - a.Time);
  return [
    "",
    `Task "${task}" is "${state.State}"`,
    ...resourceLines(allocation, task),
    "",
    "Task Events:",
    ...keyValues([
      ["Started At", timeOfText(state.StartedAt)],
      ["Finished At", timeOfText(state.FinishedAt)],
      ["Total Restarts", String(state.Restarts)],
      ["Last Restart", timeOfText(state.LastRestart)],
    ]),
    "",
    "Recent Events:",
    ...columns([["Time", "Type", "Description"], ...events.map((event) => [timeOfNs(event.Time), event.Type, event.DisplayMessage])]),
  ];
}

function checkLines(checks: readonly CheckResult[]): string[] {
  if (checks.length === 0) return [];
  const rows = checks.map((check) => [check.Task, check.Service, check.Check, check.Status, check.Output.split("\n")[0] ?? ""]);
  return ["", "Service Checks:", ...columns([["Task", "Service", "Name", "Status", "Output"], ...rows])];
}

function scoreLines(allocation: AllocationAnswer): string[] {
  const scores = allocation.Metrics.ScoreMetaData ?? [];
  if (scores.length === 0) return [];
  const names = [...new Set(scores.flatMap((score) => Object.keys(score.Scores)))].sort();
  const number = (value: number | undefined): string => String(Number((value ?? 0).toPrecision(3)));
  const rows = scores.map((score) => [score.NodeID, ...names.map((name) => number(score.Scores[name])), number(score.NormScore)]);
  return ["", "Placement Metrics", ...columns([["Node", ...names, "final score"], ...rows])];
}

export function allocationLines(allocation: AllocationAnswer, checks: readonly CheckResult[], options: AllocationLinesOptions): string[] {
  const states = Object.entries(allocation.TaskStates ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const tasks = options.short
    ? ["", "Tasks", ...columns([["Name", "State", "Restarts"], ...states.map(([name, state]) => [name, state.State, String(state.Restarts)])])]
    : states.flatMap(([name, state]) => taskLines(allocation, name, state));
  return [...headLines(allocation, options), ...tasks, ...checkLines(checks), ...(options.verbose ? scoreLines(allocation) : [])];
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findAllocation(client, call.args[0]!);
  const { body: allocation } = await client.allocations.get(id);
  if (call.flags.isOn("json")) {
    call.terminal.out(jsonText(allocation));
    return 0;
  }
  const checks = Object.values(await client.allocations.checks(id));
  const options = { nowMs: Date.now(), verbose: call.flags.isOn("verbose"), short: call.flags.isOn("short") };
  allocationLines(allocation, checks, options).forEach((line) => call.terminal.out(line));
  return 0;
}
