// What a scenario prints after each step: jobs with what became of their allocations, nodes that are not simply ready.
// Allocations that have ended are shown once, in the step in which they ended. Nothing that may differ from run to run: no
// ids, no times below five seconds, and nodes only where the scenario asks for them.
import type { Deployment } from "@berth/core/model/deployment";
import type { AllocationMetric } from "@berth/core/model/evaluation";
import { desiredCode } from "@berth/core/state/allocation-table";
import { type JobRecord, currentVersion } from "@berth/core/state/job-table";
import { jobStatus, type State } from "@berth/core/state/state";
import type { Stage } from "./stage.ts";

export interface ShowOptions {
  /** Which machine each allocation is on. */
  places: boolean;
}

const endedStatuses: readonly string[] = ["complete", "failed", "lost"];

export class Show {
  readonly options: ShowOptions = { places: false };
  private readonly shownEnded = new Set<string>();
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  lines(): readonly string[] {
    const { state } = this.stage;
    const jobs = [...state.jobs.all()].filter((job) => !job.purged || job.liveCount > 0).sort((a, b) => (a.key < b.key ? -1 : 1));
    return [...jobs.flatMap((job) => [this.jobLine(job), ...this.jobDetails(job).map((line) => `  ${line}`)]), ...this.nodeLines()];
  }

  private jobLine(job: JobRecord): string {
    const { state } = this.stage;
    const { job: spec, version } = currentVersion(job);
    const kind = spec.Periodic !== null ? "/periodic" : spec.ParameterizedJob !== null ? "/parameterized" : "";
    const status = `${jobStatus(state, job)}${job.purged ? " (purged)" : job.stopped ? " (stopped)" : ""}`;
    const counts = { running: 0, starting: 0, complete: 0, failed: 0, lost: 0, unknown: 0 };
    for (const group of job.summary.values()) for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += group[name];
    const said = Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
    return [`${job.id}: ${spec.Type}${kind}, ${status}, version ${version}`, ...said].join(", ");
  }

  private jobDetails(job: JobRecord): readonly string[] {
    const { state } = this.stage;
    const deployment = state.deployments.get(job.deploymentId);
    return [
      ...(deployment === undefined ? [] : [deploymentLine(deployment)]),
      ...this.allocationLines(job),
      ...this.waitingLines(job),
      ...this.skippedLines(job),
    ];
  }

  private allocationLines(job: JobRecord): readonly string[] {
    const { state } = this.stage;
    const rows = [...state.allocationsOfJob(job)].filter((row) => {
      const id = state.allocations.idOf(row);
      const isNew = !this.shownEnded.has(id);
      if (endedStatuses.includes(state.allocations.clientStatus(row))) this.shownEnded.add(id);
      return isNew;
    });
    const lines = rows.map((row) => {
      const line = this.allocationLine(row);
      const numbers = [state.allocations.nameIndex.get(row), state.allocations.jobVersion.get(row)].map((number) => String(number).padStart(5));
      return { line, key: [state.groupOfAllocation(row), ...numbers, line].join(" ") };
    });
    return lines.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ line }) => line);
  }

  private allocationLine(row: number): string {
    const { state } = this.stage;
    const { allocations } = state;
    const status = allocations.clientStatus(row);
    const name = `${state.groupOfAllocation(row)}[${allocations.nameIndex.get(row)}]`;
    const health = ["", " healthy", " unhealthy"][allocations.health.get(row)] ?? "";
    const on = this.options.places ? ` on ${this.stage.nameOfNode(state.nodeOfAllocation(row)?.id ?? "")}` : "";
    const why = allocations.desired.get(row) === desiredCode.run ? "" : ` - ${allocations.desiredStatus(row)}: ${state.strings.text(allocations.desiredDescription.get(row))}`;
    const restarts = restartsOf(state, row);
    return `${name} version ${allocations.jobVersion.get(row)} ${status}${endedStatuses.includes(status) ? "" : health}${on}${restarts > 0 ? `, restarted ${restarts}x` : ""}${why}`;
  }

  private waitingLines(job: JobRecord): readonly string[] {
    const { state, nowMs } = this.stage;
    const lines: string[] = [];
    const blocked = state.evaluations.get(job.blockedEvaluationId);
    for (const [group, metric] of Object.entries(blocked?.failedGroups ?? {})) lines.push(`${blocked!.queued[group] ?? 0} of ${group} wait for room: ${reasonsOf(metric)}`);
    for (const id of job.waitingEvaluationIds) {
      const { triggeredBy, waitUntilMs } = state.evaluations.get(id)!;
      const seconds = Math.max(0, Math.round((waitUntilMs - nowMs) / 5_000) * 5);
      lines.push(`looks again in about ${seconds} s: ${triggeredBy}`);
    }
    return lines.sort();
  }

  private skippedLines(job: JobRecord): readonly string[] {
    const skipped = this.stage.state.families.parents.get(job.key)?.skipped ?? [];
    return skipped.map(({ firstDueMs, lastDueMs, count, reason }) => `skipped ${clockText(firstDueMs)}${count === 1 ? "" : ` to ${clockText(lastDueMs)}, ${count} times`}: ${reason}`);
  }

  private nodeLines(): readonly string[] {
    const { state, machines } = this.stage;
    return machines.flatMap(({ name, nodeId }) => {
      const node = state.node(nodeId);
      if (node === undefined || (node.status === "ready" && node.eligibility === "eligible")) return [];
      return [`node ${name}: ${node.status}${node.eligibility === "eligible" ? "" : `, ${node.eligibility}`}`];
    });
  }
}

export function clockText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19) + "Z";
}

function restartsOf(state: State, row: number): number {
  let restarts = 0;
  for (const task of Object.values(state.allocations.extras.get(row)?.taskStates ?? {})) restarts += task.restarts;
  return restarts;
}

function deploymentLine({ jobVersion, status, statusDescription }: Deployment): string {
  return `deployment of version ${jobVersion} ${status}${status === "failed" || status === "cancelled" ? `: ${statusDescription}` : ""}`;
}

function reasonsOf(metric: AllocationMetric): string {
  const nodes = (count: number): string => (count === 1 ? "1 node" : `${count} nodes`);
  const filtered = Object.entries(metric.constraintFiltered).map(([constraint, count]) => `${nodes(count)} filtered by ${constraint}`);
  const exhausted = Object.entries(metric.dimensionExhausted).map(([dimension, count]) => `${dimension} exhausted on ${nodes(count)}`);
  const all = [...filtered, ...exhausted];
  return all.length === 0 ? "no node is in reach" : all.join(", ");
}
