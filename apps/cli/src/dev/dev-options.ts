// What `berth dev` starts.

export interface HeartbeatTerms {
  readonly ttlMs: number;
  readonly graceMs: number;
  readonly failoverMs: number;
}

export interface DevOptions {
  /** Absolute. NATS, Postgres, agents, logs and the ports they had last time. */
  readonly dataDir: string;
  readonly region: string;
  readonly nodes: number;
  /** Given to the nodes in turn. */
  readonly datacenters: readonly string[];
  /** 0 = a free one. */
  readonly httpPort: number;
  readonly workers: number;
  readonly heartbeat: HeartbeatTerms;
  /** Every service its own process, as in production; else all of them in this one. */
  readonly separate: boolean;
  readonly history: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (text: string) => void;
}

export interface DevAgent {
  readonly name: string;
  readonly datacenter: string;
  readonly dataDir: string;
  /** 0 while it is down. */
  readonly pid: number;
  /** Ends the agent and all its tasks at once, as a machine that loses power; it is not started again. */
  kill(): Promise<void>;
}

export interface DevProcess {
  readonly name: string;
  /** 0 while it is down. */
  readonly pid: number;
}

export interface RunningDev {
  readonly httpUrl: string;
  readonly natsUrl: string;
  readonly logDir: string;
  readonly agents: readonly DevAgent[];
  /** NATS, Postgres, agents and, apart, the services: what may be killed and comes back. */
  readonly processes: readonly DevProcess[];
  /** Tasks end too; jobs stay and come back at the next start. */
  stop(): Promise<void>;
}
