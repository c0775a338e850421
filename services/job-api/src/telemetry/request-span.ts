// One OpenTelemetry span a request, child of the caller's traceparent if there is one. Without an SDK the API's span
// records nothing; the caller's traceparent is then handed on as it came, so that a trace never breaks here.
import { type Span, SpanKind, SpanStatusCode, context, propagation, trace } from "@opentelemetry/api";

export interface RequestSpan {
  /** W3C traceparent for what this request causes; "" when nobody traces. */
  readonly traceparent: string;
  end(status: number, error?: Error): void;
}

const traceparentPattern = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function traceparentOf(span: Span, incoming: string): string {
  const own = span.spanContext();
  if (!trace.isSpanContextValid(own)) return traceparentPattern.test(incoming) ? incoming : "";
  return `00-${own.traceId}-${own.spanId}-${own.traceFlags.toString(16).padStart(2, "0")}`;
}

export function startRequestSpan(method: string, route: string, headers: Readonly<Record<string, unknown>>): RequestSpan {
  const parent = propagation.extract(context.active(), headers);
  const tracer = trace.getTracer("@berth/job-api");
  const span = tracer.startSpan(
    `${method} ${route}`,
    { kind: SpanKind.SERVER, attributes: { "http.request.method": method, "http.route": route } },
    parent,
  );
  const incoming = headers["traceparent"];
  return {
    traceparent: traceparentOf(span, typeof incoming === "string" ? incoming : ""),
    end(status, error) {
      span.setAttribute("http.response.status_code", status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR, message: error?.message ?? "" });
      span.end();
    },
  };
}
