// What every service reads from its environment. A service extends this schema by its own variables; all are parsed once,
// at the start, and every wrong one is named.
import { z } from "zod";
import { LOG_LEVELS } from "./line-logger.js";

const port = z.coerce.number().int().min(0).max(65_535);

export const serviceConfigSchema = z.object({
  BERTH_NATS_URL: z.string().min(1).default("nats://127.0.0.1:4222").describe("address of NATS, several separated by commas"),
  BERTH_REGION: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be a name of small letters, digits and dashes, at most 63 characters")
    .default("global")
    .describe("region this service belongs to"),
  BERTH_LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  BERTH_LOG_FORMAT: z.enum(["json", "pretty", "auto"]).default("auto").describe("auto: pretty at a terminal"),
  BERTH_HTTP_HOST: z.string().min(1).default("127.0.0.1").describe("address to listen on; 0.0.0.0 in a container"),
  BERTH_HTTP_PORT: port.optional().describe("port of this service's HTTP; 0 takes a free one"),
  BERTH_SHUTDOWN_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  BERTH_TRACE_FILE: z.string().min(1).optional().describe("file that takes finished spans, one JSON object a line"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe("OpenTelemetry collector, for example http://127.0.0.1:4318"),
  BERTH_DEBUG: z.string().optional().describe("set: errors are printed with their stack"),
});

export type ServiceConfig = z.infer<typeof serviceConfigSchema>;
