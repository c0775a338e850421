// One service as a Nest application: its module, the kit and the three probes behind one HTTP port. Nothing here touches the
// process (signals, exit codes): that is bootstrap.ts, so that several services can live in one process.
import "reflect-metadata";
import type { DynamicModule } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { Logger } from "@berth/ports/logger";
import { ClosingSteps } from "./closing-steps.js";
import { type Kit, type KitParts, kitModule } from "./kit.js";
import { nestLogger } from "./nest-logger.js";
import { ProbeController } from "./probe-controller.js";
import { PrometheusMetrics } from "./prometheus-metrics.js";
import { Readiness } from "./readiness.js";
import type { ServiceConfig } from "./service-config.js";
import { systemEnvironment } from "./system-environment.js";
import { startTelemetry } from "./telemetry.js";

export interface HttpOptions {
  readonly bodyLimitBytes?: number;
  /** Last touch before it listens: pipes, filters, the OpenAPI document. */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
}

export interface ServiceDescription<Config extends ServiceConfig> {
  readonly name: string;
  readonly module: (kit: Kit<Config>) => DynamicModule;
  /** Used when BERTH_HTTP_PORT is not set; default 0, a free one. */
  readonly port?: number;
  readonly http?: HttpOptions;
}

export interface RunningService<Config> {
  readonly kit: Kit<Config>;
  readonly app: NestFastifyApplication;
  /** http://host:port */
  readonly url: string;
  /** Readiness first, then the module's hooks, then what was opened; true when all went cleanly and in time. */
  close(reason: string): Promise<boolean>;
}

export class ServiceStartError extends Error {
  override readonly name = "ServiceStartError";
}

const BODY_LIMIT_BYTES = 1024 * 1024;

class ServiceRoot {}

export async function startService<Config extends ServiceConfig>(description: ServiceDescription<Config>, config: Config, logger: Logger): Promise<RunningService<Config>> {
  const parts = openKit(description.name, config, logger);
  const kit: Kit<Config> = { ...parts, module: kitModule(parts) };
  try {
    const app = await createApp(description, kit);
    kit.closing.add("application", () => app.close());
    const url = await listen(app, config, description.port ?? 0);
    logger.info("started", { url });
    return { kit, app, url, close: (reason) => closeService(kit, reason) };
  } catch (error) {
    await kit.closing.run();
    throw error;
  }
}

function openKit<Config extends ServiceConfig>(service: string, config: Config, logger: Logger): KitParts<Config> {
  const closing = new ClosingSteps(logger, config.BERTH_SHUTDOWN_TIMEOUT_MS);
  const telemetry = startTelemetry({
    service,
    region: config.BERTH_REGION,
    otlpEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    traceFile: config.BERTH_TRACE_FILE,
  });
  closing.add("telemetry", () => telemetry.close());
  const metrics = new PrometheusMetrics({ labels: { service, region: config.BERTH_REGION }, process: true });
  return { service, config, logger, metrics, tracing: telemetry.tracing, environment: systemEnvironment(), readiness: new Readiness(), closing };
}

async function createApp<Config extends ServiceConfig>(description: ServiceDescription<Config>, kit: Kit<Config>): Promise<NestFastifyApplication> {
  const root: DynamicModule = { module: ServiceRoot, imports: [kit.module, description.module(kit)], controllers: [ProbeController] };
  const adapter = new FastifyAdapter({ bodyLimit: description.http?.bodyLimitBytes ?? BODY_LIMIT_BYTES });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: nestLogger(kit.logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  await description.http?.configure?.(app);
  return app;
}

async function listen(app: NestFastifyApplication, config: ServiceConfig, defaultPort: number): Promise<string> {
  const host = config.BERTH_HTTP_HOST;
  const port = config.BERTH_HTTP_PORT ?? defaultPort;
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") throw new ServiceStartError(`port ${port} on ${host} is taken by another program; stop it or set BERTH_HTTP_PORT`, { cause: error });
    if (code === "EADDRNOTAVAIL") throw new ServiceStartError(`${host} is not an address of this machine; set BERTH_HTTP_HOST`, { cause: error });
    throw error;
  }
  const address: unknown = app.getHttpServer().address();
  const actual = typeof address === "object" && address !== null && "port" in address ? address.port : port;
  return `http://${host}:${String(actual)}`;
}

async function closeService<Config>(kit: Kit<Config>, reason: string): Promise<boolean> {
  kit.readiness.leave(reason);
  const clean = await kit.closing.run();
  kit.logger.info("stopped", { reason, clean });
  return clean;
}
