// The same figures in two formats: Nomad's JSON (go-metrics' summary) and Prometheus' text format 0.0.4.
import { type RouteSample, durationBoundsMs } from "./request-metrics.js";
import type { Gauge } from "./state-gauges.js";

export interface Figures {
  readonly gauges: readonly Gauge[];
  readonly requests: readonly RouteSample[];
  readonly nowMs: number;
}

function summary(sample: RouteSample) {
  const mean = sample.sumMs / sample.count;
  return {
    Name: "nomad.http.request",
    Labels: { method: sample.method, path: sample.route, status: String(sample.status) },
    Count: sample.count,
    Sum: sample.sumMs,
    Min: sample.minMs,
    Max: sample.maxMs,
    Mean: mean,
    Rate: sample.sumMs,
    Stddev: Math.sqrt(Math.max(0, sample.sumOfSquares / sample.count - mean ** 2)),
  };
}

export function metricsJson(figures: Figures): unknown {
  return {
    Timestamp: `${new Date(figures.nowMs).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`,
    Gauges: figures.gauges.map((gauge) => ({ Name: gauge.name, Labels: gauge.labels, Value: gauge.value })),
    Counters: [],
    Samples: figures.requests.map(summary),
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

function gaugeLines(gauges: readonly Gauge[]): string[] {
  const byName = new Map<string, string[]>();
  for (const gauge of gauges) {
    const name = gauge.name.replaceAll(/[^a-zA-Z0-9_]/g, "_");
    const lines = byName.get(name) ?? [`# TYPE ${name} gauge`];
    lines.push(`${name}${labelText(gauge.labels)} ${gauge.value}`);
    byName.set(name, lines);
  }
  return [...byName.values()].flat();
}

function histogramLines(requests: readonly RouteSample[]): string[] {
  const name = "berth_http_request_duration_seconds";
  const lines = requests.flatMap((sample) => {
    const labels = { method: sample.method, path: sample.route, status: String(sample.status) };
    return [
      ...durationBoundsMs.map((bound, at) => `${name}_bucket${labelText({ ...labels, le: String(bound / 1000) })} ${sample.buckets[at]!}`),
      `${name}_bucket${labelText({ ...labels, le: "+Inf" })} ${sample.count}`,
      `${name}_sum${labelText(labels)} ${sample.sumMs / 1000}`,
      `${name}_count${labelText(labels)} ${sample.count}`,
    ];
  });
  return lines.length === 0 ? [] : [`# TYPE ${name} histogram`, ...lines];
}

export function metricsPrometheus(figures: Figures): string {
  return `${[...gaugeLines(figures.gauges), ...histogramLines(figures.requests)].join("\n")}\n`;
}
