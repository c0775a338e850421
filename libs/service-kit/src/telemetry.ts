// Tracing by OpenTelemetry: to a collector, to a file, to both, or not at all. Without a destination no span is made and no
// id travels, so an installation without telemetry pays nothing for it.
import { context, ROOT_CONTEXT, type Context, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { millisToHrTime } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { noTracing, type SpanOptions, type SpanTimes, type Tracing } from "@berth/ports/tracing";
import { SpanFile } from "./span-file.js";
import { decodeTraceparent, encodeTraceparent } from "./traceparent.js";

export interface TelemetryOptions {
  readonly service: string;
  readonly region: string;
  /** Base address of a collector; `/v1/traces` is added. */
  readonly otlpEndpoint?: string;
  readonly traceFile?: string;
}

export interface Telemetry {
  readonly tracing: Tracing;
  /** Sends what is still here. */
  close(): Promise<void>;
}

const FILE_DELAY_MS = 100;

export function startTelemetry(options: TelemetryOptions): Telemetry {
  const spanProcessors: SpanProcessor[] = [];
  if (options.otlpEndpoint !== undefined) {
    const url = `${options.otlpEndpoint.replace(/\/+$/, "")}/v1/traces`;
    spanProcessors.push(new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) }));
  }
  if (options.traceFile !== undefined) {
    spanProcessors.push(new BatchSpanProcessor({ exporter: new SpanFile(options.traceFile), scheduledDelayMillis: FILE_DELAY_MS }));
  }
  if (spanProcessors.length === 0) return { tracing: noTracing, close: () => Promise.resolve() };
  // One for the process; a second service in it finds the first one's, which serves as well.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const resource = resourceFromAttributes({ "service.name": options.service, "service.namespace": "berth", "berth.region": options.region });
  const provider = new TracerProvider({ resource, spanProcessors });
  return { tracing: new OpenTelemetryTracing(provider.getTracer("berth")), close: () => provider.shutdown() };
}

const KINDS: Readonly<Record<NonNullable<SpanOptions["kind"]>, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

class OpenTelemetryTracing implements Tracing {
  constructor(private readonly tracer: Tracer) {}

  current(): string {
    const span = trace.getSpanContext(context.active());
    return span === undefined ? "" : encodeTraceparent(span);
  }

  async withSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
    const span = this.start(name, options);
    try {
      return await context.with(trace.setSpan(context.active(), span), work);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  }

  record(name: string, options: SpanOptions, times: SpanTimes): string {
    const span = this.start(name, options, times.startMs);
    span.end(millisToHrTime(times.endMs));
    return encodeTraceparent(span.spanContext());
  }

  private start(name: string, options: SpanOptions, startMs?: number): Span {
    const { kind = "internal", attributes, parent = "" } = options;
    // A bare number would be taken for the time since the process started when it is small.
    const startTime = startMs === undefined ? undefined : millisToHrTime(startMs);
    return this.tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes }, startTime }, contextUnder(parent));
  }
}

function contextUnder(parent: string): Context {
  const span = decodeTraceparent(parent);
  return span === undefined ? context.active() : trace.setSpanContext(ROOT_CONTEXT, span);
}
