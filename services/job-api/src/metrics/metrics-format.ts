// The figures in two formats: Nomad's JSON (go-metrics' summary) and, for what comes from the state, Prometheus' text. The
// process's own metrics bring their text themselves.
import type { MetricRow } from "@berth/service-kit/prometheus-metrics";
import type { Gauge } from "./state-gauges.js";

export interface Figures {
  readonly gauges: readonly Gauge[];
  readonly rows: readonly MetricRow[];
  readonly nowMs: number;
}

/** Minimum, maximum and deviation are not kept; the mean stands for the first two. */
function summary(row: MetricRow) {
  const mean = row.value === 0 ? 0 : row.sum / row.value;
  return { Name: row.name, Labels: row.labels, Count: row.value, Sum: row.sum, Min: mean, Max: mean, Mean: mean, Rate: row.sum, Stddev: 0 };
}

export function metricsJson(figures: Figures): unknown {
  const own = figures.rows.filter((row) => row.kind === "gauge").map(({ name, labels, value }) => ({ name, labels, value }));
  return {
    Timestamp: `${new Date(figures.nowMs).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`,
    Gauges: [...figures.gauges, ...own].map((gauge) => ({ Name: gauge.name, Labels: gauge.labels, Value: gauge.value })),
    Counters: figures.rows.filter((row) => row.kind === "counter").map(summary),
    Samples: figures.rows.filter((row) => row.kind === "observation").map(summary),
    Points: [],
  };
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

/** Prometheus' text format 0.0.4; a metric's lines stand together under its type. */
export function gaugesText(gauges: readonly Gauge[]): string {
  const byName = new Map<string, string[]>();
  for (const gauge of gauges) {
    const name = gauge.name.replaceAll(/[^a-zA-Z0-9_]/g, "_");
    const lines = byName.get(name) ?? [`# TYPE ${name} gauge`];
    lines.push(`${name}${labelText(gauge.labels)} ${gauge.value}`);
    byName.set(name, lines);
  }
  return `${[...byName.values()].flat().join("\n")}\n`;
}
