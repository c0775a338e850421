// What an agent is made of: ports, and the few settings that its loops obey.
import type { Fits } from "@berth/core/agent/admission";
import type { AgentStore } from "@berth/ports/agent-store";
import type { AllocationFiles } from "@berth/ports/allocation-files";
import type { CheckProbe } from "@berth/ports/check-probe";
import type { Driver } from "@berth/ports/driver";
import type { Environment } from "@berth/ports/environment";
import type { Gateway } from "@berth/ports/gateway";
import type { HostFingerprint } from "@berth/ports/host-fingerprint";
import type { Logger } from "@berth/ports/logger";
import type { Tracing } from "@berth/ports/tracing";

export interface AgentSettings {
  readonly region: string;
  /** Longest kill_timeout that a job may ask for. Nomad's default: 30 s. */
  readonly maxKillTimeoutMs: number;
  readonly fingerprintIntervalMs: number;
  /** Reports that are not urgent wait as long for company. */
  readonly reportDelayMs: number;
  /** Ended allocations that stay to be looked at; beyond it the oldest and its directory go. */
  readonly endedAllocationsKept: number;
  /** Longest time one poll is parked. */
  readonly pollWaitMs: number;
  /** Inherited by tasks of drivers without a file system of their own; secrets are left out. */
  readonly hostEnv: Readonly<Record<string, string>>;
}

export const DEFAULT_AGENT_SETTINGS: Omit<AgentSettings, "region" | "hostEnv"> = {
  maxKillTimeoutMs: 30_000,
  fingerprintIntervalMs: 30_000,
  reportDelayMs: 150,
  endedAllocationsKept: 50,
  pollWaitMs: 15_000,
};

export interface AgentParts {
  readonly environment: Environment;
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly gateway: Gateway;
  readonly store: AgentStore;
  readonly drivers: readonly Driver[];
  readonly files: AllocationFiles;
  readonly probe: CheckProbe;
  readonly host: HostFingerprint;
  readonly fits: Fits;
  /** SHA-256, hex. */
  readonly sha256: (text: string) => string;
  readonly settings: AgentSettings;
}
