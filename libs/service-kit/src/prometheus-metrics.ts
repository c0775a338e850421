// Metrics kept by prom-client in a registry of our own (one a service, so that several services in one process do not mix
// their numbers), read in Prometheus' text format or as rows. Names come as Nomad writes them ("nomad.plan.submit"); in the text
// their dots are underscores, as Nomad's own exporter has it.
import client from "prom-client";
import type { MetricLabels, Metrics } from "@berth/ports/metrics";

export interface PrometheusMetricsOptions {
  /** On every value. */
  readonly labels: MetricLabels;
  /** Also the process's own numbers: memory, CPU, event loop, garbage collection. */
  readonly process: boolean;
}

export interface MetricRow {
  /** With its dots. */
  readonly name: string;
  readonly kind: "counter" | "gauge" | "observation";
  readonly labels: MetricLabels;
  /** A gauge's value, a counter's total, the number of observations. */
  readonly value: number;
  /** Of all observations; for the others the same as value. */
  readonly sum: number;
}

interface Known {
  readonly name: string;
  readonly kind: MetricRow["kind"];
  readonly metric: client.Counter | client.Gauge | client.Summary;
  /** A metric has the labels of its first value: later ones of other names are left out. */
  readonly labelNames: readonly string[];
}

const QUANTILES = [0.5, 0.9, 0.99];
/** Quantiles are those of the last half to whole minute. Each value is put into every window: more of them cost more. */
const WINDOW = { maxAgeSeconds: 60, ageBuckets: 2 };

export class PrometheusMetrics implements Metrics {
  private readonly registry = new client.Registry();
  private readonly known = new Map<string, Known>();

  constructor(private readonly options: PrometheusMetricsOptions) {
    this.registry.setDefaultLabels(options.labels);
    if (options.process) client.collectDefaultMetrics({ register: this.registry });
  }

  count(name: string, by: number, labels: MetricLabels = {}): void {
    const { metric, labelNames } = this.get(name, "counter", labels);
    if (metric instanceof client.Counter) metric.inc(only(labels, labelNames), by);
  }

  gauge(name: string, value: number, labels: MetricLabels = {}): void {
    const { metric, labelNames } = this.get(name, "gauge", labels);
    if (metric instanceof client.Gauge) metric.set(only(labels, labelNames), value);
  }

  observe(name: string, value: number, labels: MetricLabels = {}): void {
    const { metric, labelNames } = this.get(name, "observation", labels);
    if (metric instanceof client.Summary) metric.observe(only(labels, labelNames), value);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }

  async rows(): Promise<readonly MetricRow[]> {
    const rows: MetricRow[] = [];
    for (const { name, kind, metric } of this.known.values()) {
      const { values } = await metric.get();
      // A summary lists its quantiles too, then `_sum` and `_count` for each set of labels.
      const sums = values.filter((value) => nameOf(value)?.endsWith("_sum")).map((value) => value.value);
      const counted = kind === "observation" ? values.filter((value) => nameOf(value)?.endsWith("_count")) : values;
      for (const [i, value] of counted.entries()) {
        const labels = Object.fromEntries(Object.entries(value.labels).map(([key, text]) => [key, String(text)]));
        rows.push({ name, kind, labels: { ...this.options.labels, ...labels }, value: value.value, sum: sums[i] ?? value.value });
      }
    }
    return rows;
  }

  private get(name: string, kind: MetricRow["kind"], labels: MetricLabels): Known {
    const found = this.known.get(name);
    if (found?.kind === kind) return found;
    if (found !== undefined) throw new Error(`the metric ${name} is a ${found.kind} already and cannot be a ${kind}`);
    const labelNames = Object.keys(labels);
    const config = { name: name.replaceAll(/[^a-zA-Z0-9_]/g, "_"), help: name, labelNames, registers: [this.registry] };
    const metric = create(kind, config);
    const made: Known = { name, kind, metric, labelNames };
    this.known.set(name, made);
    return made;
  }
}

function create(kind: MetricRow["kind"], config: client.CounterConfiguration<string>): Known["metric"] {
  if (kind === "counter") return new client.Counter(config);
  if (kind === "gauge") return new client.Gauge(config);
  return new client.Summary({ ...config, collect: undefined, percentiles: QUANTILES, ...WINDOW });
}

function only(labels: MetricLabels, names: readonly string[]): MetricLabels {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? ""]));
}

function nameOf(value: object): string | undefined {
  return "metricName" in value && typeof value.metricName === "string" ? value.metricName : undefined;
}
