// Puts a node's agent together from its configuration: store, drivers, files, checks, fingerprint. The line to the cluster, the
// clock and further drivers come from whoever starts it.
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AgentConfig } from "@berth/core/agent/agent-config";
import { fitsBeside } from "@berth/core/agent/admission";
import type { Driver } from "@berth/ports/driver";
import type { Environment } from "@berth/ports/environment";
import type { Gateway } from "@berth/ports/gateway";
import type { Logger } from "@berth/ports/logger";
import { noTracing, type Tracing } from "@berth/ports/tracing";
import { Agent } from "@berth/runtime/agent/agent";
import { DEFAULT_AGENT_SETTINGS } from "@berth/runtime/agent/agent-parts";
import { HostAllocationFiles } from "./host-allocation-files.js";
import { MeasuredHost } from "./host-facts.js";
import { LogReader } from "./log-reader.js";
import { NetworkCheckProbe } from "./network-check-probe.js";
import { storePath } from "./power-off.js";
import { RawExecDriver } from "./raw-exec-driver.js";
import { SqliteAgentStore } from "./sqlite-agent-store.js";

export interface NodeAgentOptions {
  readonly config: AgentConfig;
  readonly gateway: Gateway;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly berthVersion: string;
  readonly tracing?: Tracing;
  /** Beside raw_exec, which comes with the host. */
  readonly drivers?: readonly Driver[];
  /** What tasks without a file system of their own inherit; the agent's own environment if not given. */
  readonly hostEnv?: Readonly<Record<string, string>>;
}

export interface NodeAgent {
  readonly agent: Agent;
  readonly logs: LogReader;
  start(): Promise<void>;
  /** Tasks go on running. */
  stop(): Promise<void>;
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export function createNodeAgent(options: NodeAgentOptions): NodeAgent {
  const { config, environment, logger, gateway } = options;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o711 });
  const store = new SqliteAgentStore(storePath(config.dataDir));
  const files = new HostAllocationFiles(join(config.dataDir, "alloc"), logger);
  const agent = new Agent({
    environment,
    logger,
    gateway,
    store,
    files,
    tracing: options.tracing ?? noTracing,
    drivers: [new RawExecDriver({ enabled: config.rawExecEnabled }), ...(options.drivers ?? [])],
    probe: new NetworkCheckProbe(),
    host: new MeasuredHost(config, options.berthVersion),
    fits: fitsBeside,
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    settings: {
      ...DEFAULT_AGENT_SETTINGS,
      region: config.region,
      maxKillTimeoutMs: config.maxKillTimeoutMs,
      fingerprintIntervalMs: config.fingerprintIntervalMs,
      pollWaitMs: config.pollWaitMs,
      endedAllocationsKept: config.endedAllocationsKept,
      hostEnv: options.hostEnv ?? ownEnvironment(),
    },
  });
  return {
    agent,
    logs: new LogReader(files),
    start: () => agent.start(),
    stop: async () => {
      await agent.stop();
      store.close();
    },
  };
}
