// A service as a process: configuration from the environment, signals, exit codes.
//
//   0  stopped as asked      1  failed, or did not stop cleanly      2  the environment is wrong
//
// A person sees one sentence; a stack only with BERTH_DEBUG.
import type { Logger } from "@berth/ports/logger";
import type { z } from "zod";
import { lineLogger } from "./line-logger.js";
import { configFailure, parseConfig } from "./parse-config.js";
import type { ServiceConfig } from "./service-config.js";
import { type RunningService, type ServiceDescription, startService } from "./start-service.js";

export interface ServiceProcess<Config extends ServiceConfig> extends ServiceDescription<Config> {
  readonly configSchema: z.ZodType<Config>;
}

export async function runService<Config extends ServiceConfig>(service: ServiceProcess<Config>): Promise<void> {
  const parsed = parseConfig(service.configSchema, process.env);
  if (!parsed.ok) {
    process.stderr.write(`${configFailure(service.name, parsed.problems)}\n`);
    process.exitCode = 2;
    return;
  }
  const { config } = parsed;
  const logger = processLogger(service.name, config);
  const ending = new ProcessEnding(logger, config);
  ending.watch();
  try {
    ending.running = await startService(service, config, logger);
  } catch (error) {
    ending.fail("cannot start", error);
  }
}

export function processLogger(service: string, config: ServiceConfig): Logger {
  const isTerminal = process.stdout.isTTY === true;
  const format = config.BERTH_LOG_FORMAT === "auto" ? (isTerminal ? "pretty" : "json") : config.BERTH_LOG_FORMAT;
  return lineLogger({
    service,
    level: config.BERTH_LOG_LEVEL,
    format,
    colour: isTerminal && process.env.NO_COLOR === undefined,
    nowMs: () => Date.now(),
    write: (line) => process.stdout.write(line),
  });
}

class ProcessEnding {
  running: RunningService<ServiceConfig> | undefined;
  private asked = false;

  constructor(
    private readonly logger: Logger,
    private readonly config: ServiceConfig,
  ) {}

  watch(): void {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => this.onSignal(signal));
    process.on("uncaughtException", (error) => this.fail("unhandled error", error));
    process.on("unhandledRejection", (error) => this.fail("unhandled rejection", error));
  }

  fail(what: string, error: unknown): void {
    const isError = error instanceof Error;
    const stack = this.config.BERTH_DEBUG !== undefined && isError ? error.stack : undefined;
    this.logger.error(`${what}: ${isError ? error.message : String(error)}`, { stack });
    // The state can no longer be trusted, so nothing is handed over or flushed: the log and the supervisor mend this.
    process.exit(1);
  }

  private onSignal(signal: string): void {
    if (this.asked) {
      this.logger.warn("asked again to stop: leaving at once", { signal });
      process.exit(1);
    }
    this.asked = true;
    this.logger.info("stopping", { signal });
    // While it starts it has taken no work yet that it could hand back.
    if (this.running === undefined) process.exit(0);
    void this.running.close(signal).then((clean) => process.exit(clean ? 0 : 1));
  }
}
