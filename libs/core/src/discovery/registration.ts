// What is put into a service registry. A registry of the ports library takes the plain part of it; the optional
// fields of a check are for registries that know them (Consul does).

export interface CheckRegistration {
  /** `_nomad-check-<sha256>` */
  readonly id: string;
  readonly name: string;
  readonly kind: "http" | "tcp" | "ttl";
  /** http: full URL; tcp: host:port; ttl: "". */
  readonly target: string;
  readonly method: string;
  readonly header: Readonly<Record<string, readonly string[]>>;
  /** http, tcp: time between two checks. ttl: how long a report stays true. */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly body?: string;
  readonly initialStatus?: "passing" | "warning" | "critical";
  /**
   * What the agent's own check said last. A registry that starts with it does not empty a load balancer for an
   * interval whenever a service is registered anew. Not part of the content: neither of the id nor of the hash.
   */
  readonly observedStatus?: "passing" | "critical";
  readonly tlsSkipVerify?: boolean;
  readonly tlsServerName?: string;
  readonly successBeforePassing?: number;
  readonly failuresBeforeCritical?: number;
  readonly notes?: string;
}

export interface ServiceRegistration {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly checks: readonly CheckRegistration[];
}

/** The agent's own result of a script check, to be told to a ttl check. */
export interface TtlReport {
  readonly checkId: string;
  readonly status: "passing" | "critical";
  readonly output: string;
}

/** Something a job asked of discovery that is not done, and why. */
export interface DiscoveryProblem {
  readonly allocationId: string;
  readonly jobId: string;
  readonly service: string;
  readonly reason: string;
}

/** A pure function of its text: sha256 as lower-case hex. Given in, because core computes no cryptography. */
export type TextHash = (text: string) => string;
