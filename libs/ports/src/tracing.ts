// One trace from the HTTP request to the running task. Contexts travel as W3C traceparent strings: in entries (`trace`),
// in requests between processes, in assignments.

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** traceparent of the span that caused this one; "" or absent: the current one, else a new trace. */
  readonly parent?: string;
  readonly kind?: "internal" | "server" | "client" | "producer" | "consumer";
  readonly attributes?: SpanAttributes;
}

/** Unix milliseconds. */
export interface SpanTimes {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Tracing {
  /** traceparent of the span that runs now, "" outside of any. */
  current(): string;
  /** Runs work inside a new span; a throw marks the span as failed and goes on. */
  withSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T>;
  /** A span over something that already happened, for example between two entries. Returns its traceparent. */
  record(name: string, options: SpanOptions, times: SpanTimes): string;
}

/** For tests and for processes without telemetry. */
export const noTracing: Tracing = {
  current: () => "",
  withSpan: (_name, _options, work) => work(),
  record: () => "",
};
