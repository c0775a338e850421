// W3C Trace Context's `traceparent`: 00-<32 hex trace id>-<16 hex span id>-<2 hex flags> (https://www.w3.org/TR/trace-context/).
import { isSpanContextValid, type SpanContext, TraceFlags } from "@opentelemetry/api";

const FORMAT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export function encodeTraceparent(span: SpanContext): string {
  const flags = (span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, "0");
  return isSpanContextValid(span) ? `00-${span.traceId}-${span.spanId}-${flags}` : "";
}

/** undefined when it is empty or malformed: then a new trace starts, nothing fails. */
export function decodeTraceparent(text: string): SpanContext | undefined {
  const match = FORMAT.exec(text);
  if (match === null) return undefined;
  const [, traceId = "", spanId = "", flags = "00"] = match;
  const span: SpanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}
