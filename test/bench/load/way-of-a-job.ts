// Where the time of a submission goes, from the services' own metrics: medians of the last minute. Ways between processes
// (delivery to the broker and the scheduler, the hand-over, the plan's way to the applier, and the turns on a core that
// they wait for) have no metric of their own: they are what is left of the whole.
import type { BenchCluster } from "../cluster/bench-cluster.ts";

const measured = {
  put: { service: "job-api", metric: "nomad_http_request", label: 'path="/v1/jobs",status="200"' },
  append: { service: "job-api", metric: "berth_log_append", label: "" },
  registered: { service: "job-api", metric: "berth_log_commit", label: "" },
  schedule: { service: "scheduler.1", metric: "nomad_worker_invoke_scheduler_service", label: "" },
  submit: { service: "plan-applier", metric: "nomad_plan_submit", label: "" },
  commit: { service: "plan-applier", metric: "berth_log_append", label: "" },
  committed: { service: "plan-applier", metric: "berth_log_commit", label: "" },
} as const;

type Step = keyof typeof measured;

/** Of all lines with this label, the first that has a value: 0 when nothing was observed in the last minute. */
function medianIn(text: string, metric: string, label: string): number {
  const lines = text.split("\n").filter((line) => line.startsWith(`${metric}{`) && line.includes('quantile="0.5"') && line.includes(label));
  const values = lines.map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)));
  return values.find((value) => Number.isFinite(value)) ?? 0;
}

export const wayColumns = ["http_ms", "append_ms", "broker_ms", "schedule_ms", "plan_ms", "commit_ms", "delivery_ms"] as const;
export type Way = Readonly<Record<(typeof wayColumns)[number], number>>;

/** `wholeMs`: median from the beginning of the submission to the plan in a follower's state. */
export async function readWay({ urls }: Pick<BenchCluster, "urls">, wholeMs: number): Promise<Way> {
  const steps = Object.entries(measured) as [Step, (typeof measured)[Step]][];
  const read = await Promise.all(
    steps.map(async ([step, { service, metric, label }]) => {
      const text = await (await fetch(`${urls.get(service)!}/metrics`)).text();
      return [step, medianIn(text, metric, label)] as const;
    }),
  );
  return wayOf(Object.fromEntries(read) as Record<Step, number>, wholeMs);
}

function wayOf(median: Readonly<Record<Step, number>>, wholeMs: number): Way {
  const http = Math.max(0, median.put - median.registered);
  const delivery = Math.max(0, median.committed - median.commit);
  const plan = Math.max(0, median.submit - median.committed);
  const known = http + median.append + median.schedule + plan + median.commit + delivery;
  const way: Way = {
    http_ms: http,
    append_ms: median.append,
    broker_ms: Math.max(0, wholeMs - known),
    schedule_ms: median.schedule,
    plan_ms: plan,
    commit_ms: median.commit,
    delivery_ms: delivery,
  };
  return Object.fromEntries(wayColumns.map((name) => [name, Math.round(way[name] * 100) / 100])) as Way;
}
