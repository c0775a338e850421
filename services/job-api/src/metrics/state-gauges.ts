// What the state says, as gauges under Nomad's names (nomad.md 3.7).
import { currentVersion } from "@berth/core/state/job-table";
import { type State, jobStatus } from "@berth/core/state/state";

export interface Gauge {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function jobGauges(state: State): Gauge[] {
  const gauges: Gauge[] = [];
  for (const job of state.jobs.all()) {
    if (job.purged) continue;
    const labels = { namespace: job.namespace, job: job.id, exported_job: job.id };
    for (const group of currentVersion(job).job.TaskGroups) {
      const counts = job.summary.get(group.Name);
      for (const status of ["queued", "complete", "failed", "running", "starting", "lost", "unknown"] as const)
        gauges.push({
          name: `nomad.nomad.job_summary.${status}`,
          labels: { ...labels, task_group: group.Name },
          value: counts?.[status] ?? 0,
        });
    }
  }
  return gauges;
}

function statusGauges(state: State): Gauge[] {
  const jobs = countBy(
    [...state.jobs.all()].filter((job) => !job.purged),
    (job) => jobStatus(state, job),
  );
  const evaluations = countBy(state.evaluations.values(), (evaluation) => evaluation.status);
  const nodes = countBy(state.nodes.all(), (node) => node.status);
  return [
    ...["pending", "running", "dead"].map((status) => ({
      name: `nomad.nomad.job_status.${status}`,
      labels: {},
      value: jobs.get(status) ?? 0,
    })),
    ...["pending", "blocked", "complete", "failed", "canceled"].map((status) => ({
      name: "berth.evaluations",
      labels: { status },
      value: evaluations.get(status) ?? 0,
    })),
    ...["initializing", "ready", "down", "disconnected"].map((status) => ({
      name: "berth.nodes",
      labels: { status },
      value: nodes.get(status) ?? 0,
    })),
    { name: "nomad.nomad.blocked_evals.total_blocked", labels: {}, value: state.blockedJobs.size },
    { name: "nomad.nomad.heartbeat.active", labels: {}, value: nodes.get("ready") ?? 0 },
    { name: "berth.allocations", labels: {}, value: state.allocations.size },
    { name: "berth.log.index", labels: {}, value: state.index },
  ];
}

export function stateGauges(state: State): readonly Gauge[] {
  return [...statusGauges(state), ...jobGauges(state)];
}
