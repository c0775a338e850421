// What a service gets from the kit, and the tokens under which Nest's providers ask for it. Always `@Inject(TOKEN)`: nothing
// here relies on emitted types.
import type { DynamicModule } from "@nestjs/common";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Tracing } from "@berth/ports/tracing";
import type { ClosingSteps } from "./closing-steps.js";
import type { PrometheusMetrics } from "./prometheus-metrics.js";
import type { Readiness } from "./readiness.js";

export const CONFIG = Symbol("berth config");
export const LOGGER = Symbol("berth logger");
export const METRICS = Symbol("berth metrics");
export const TRACING = Symbol("berth tracing");
export const ENVIRONMENT = Symbol("berth environment");
export const READINESS = Symbol("berth readiness");
export const CLOSING = Symbol("berth closing steps");

export interface Kit<Config> {
  readonly service: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: PrometheusMetrics;
  readonly tracing: Tracing;
  readonly environment: Environment;
  readonly readiness: Readiness;
  /** Closed after Nest's own hooks, in reverse order. */
  readonly closing: ClosingSteps;
  /** Import it where providers inject the tokens above. */
  readonly module: DynamicModule;
}

export class KitModule {}

export type KitParts<Config> = Omit<Kit<Config>, "module">;

export function kitModule<Config>(parts: KitParts<Config>): DynamicModule {
  const values = new Map<symbol, unknown>([
    [CONFIG, parts.config],
    [LOGGER, parts.logger],
    [METRICS, parts.metrics],
    [TRACING, parts.tracing],
    [ENVIRONMENT, parts.environment],
    [READINESS, parts.readiness],
    [CLOSING, parts.closing],
  ]);
  const providers = [...values].map(([provide, useValue]) => ({ provide, useValue }));
  return { module: KitModule, providers, exports: [...values.keys()] };
}
