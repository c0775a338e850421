// Numbers about what a process does, under Nomad's metric names where Nomad has one. Cheap enough to call everywhere.

export type MetricLabels = Readonly<Record<string, string>>;

export interface Metrics {
  count(name: string, by: number, labels?: MetricLabels): void;
  gauge(name: string, value: number, labels?: MetricLabels): void;
  /** A duration in ms (or another measured value): kept as a distribution. */
  observe(name: string, value: number, labels?: MetricLabels): void;
}

/** For tests and for processes without metrics. */
export const noMetrics: Metrics = {
  count: () => undefined,
  gauge: () => undefined,
  observe: () => undefined,
};
