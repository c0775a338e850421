// Finished spans into a file, one JSON object a line, for development and for tests that follow a request through the
// services. Several processes may append to the same file.
import { appendFile } from "node:fs/promises";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { type ExportResult, ExportResultCode, hrTimeToMilliseconds } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";

export interface SpanLine {
  readonly traceId: string;
  readonly spanId: string;
  /** "" for the first span of a trace. */
  readonly parentSpanId: string;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export class SpanFile implements SpanExporter {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const text = spans.map((span) => `${JSON.stringify(lineOf(span))}\n`).join("");
    this.writing = this.write(this.writing, text, done);
  }

  shutdown(): Promise<void> {
    return this.writing;
  }

  private async write(before: Promise<void>, text: string, done: (result: ExportResult) => void): Promise<void> {
    await before;
    try {
      await appendFile(this.path, text);
      done({ code: ExportResultCode.SUCCESS });
    } catch (error) {
      done({ code: ExportResultCode.FAILED, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
}

function lineOf(span: ReadableSpan): SpanLine {
  return {
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? "",
    service: String(span.resource.attributes["service.name"] ?? ""),
    name: span.name,
    kind: SpanKind[span.kind].toLowerCase(),
    startMs: hrTimeToMilliseconds(span.startTime),
    durationMs: hrTimeToMilliseconds(span.duration),
    failed: span.status.code === SpanStatusCode.ERROR,
    attributes: span.attributes,
  };
}
