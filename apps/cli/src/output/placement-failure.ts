// Why allocations could not be placed, in Nomad's words, and how much was missing on the node that came closest.
import type { AllocationMetricAnswer } from "@berth/core/api/schema/evaluation-answers";

const unitOf: Readonly<Record<string, string>> = { cpu: " MHz", memory: " MB", disk: " MB", cores: "" };

type Counts = Readonly<Record<string, number>> | null;

function each(counts: Counts, say: (name: string, count: number) => string): string[] {
  return Object.entries(counts ?? {}).map(([name, count]) => say(name, count));
}

function nodes(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}

export function reasons(metric: AllocationMetricAnswer): string[] {
  const lines: string[] = [];
  if (metric.NodesEvaluated === 0) lines.push("No nodes were eligible for evaluation");
  for (const [datacenter, count] of Object.entries(metric.NodesAvailable ?? {}))
    if (count === 0) lines.push(`No nodes are available in datacenter "${datacenter}"`);
  lines.push(...each(metric.ClassFiltered, (name, count) => `Class "${name}": ${nodes(count)} excluded by filter`));
  lines.push(...each(metric.ConstraintFiltered, (name, count) => `Constraint "${name}": ${nodes(count)} excluded by filter`));
  if (metric.NodesExhausted > 0) lines.push(`Resources exhausted on ${nodes(metric.NodesExhausted)}`);
  lines.push(...each(metric.ClassExhausted, (name, count) => `Class "${name}" exhausted on ${nodes(count)}`));
  lines.push(...each(metric.DimensionExhausted, (name, count) => `Dimension "${name}" exhausted on ${nodes(count)}`));
  lines.push(...each(metric.ClosestShortfall, closest));
  return lines;
}

const noDevices = "devices: no devices match request";

function closest(dimension: string, shortfall: number): string {
  const unit = unitOf[dimension];
  if (dimension === noDevices) return `Closest node needs ${shortfall} more of the devices`;
  if (unit === undefined) return `Closest node: ${dimension}`;
  return `Closest node needs ${shortfall}${unit} more ${dimension}`;
}

export function failureLines(failed: Readonly<Record<string, AllocationMetricAnswer>>, withCounts: boolean): string[] {
  return Object.entries(failed).flatMap(([group, metric]) => {
    const count = metric.CoalescedFailures + 1;
    const how = withCounts ? ` (failed to place ${count} ${count === 1 ? "allocation" : "allocations"})` : "";
    return [`Task Group "${group}"${how}:`, ...reasons(metric).map((reason) => `  * ${reason}`)];
  });
}
