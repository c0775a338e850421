// A service registry such as Consul, as discovery-sync sees it: what we registered there, and how to change it.

export interface RegistryCheck {
  readonly id: string;
  readonly name: string;
  readonly kind: "http" | "tcp" | "ttl";
  /** http: full URL; tcp: host:port; ttl: "". */
  readonly target: string;
  readonly method: string;
  readonly header: Readonly<Record<string, readonly string[]>>;
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

export interface RegistryService {
  /** `_nomad-task-<allocation id>-<task | group-<group>>-<service name>-<port label>` */
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly checks: readonly RegistryCheck[];
}

export interface HealthyInstance {
  readonly node: string;
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
}

export interface Registry {
  /** Ids and a content hash (our own, kept in the service's meta) of all services that Berth registered. */
  list(): Promise<ReadonlyMap<string, string>>;
  register(service: RegistryService, contentHash: string): Promise<void>;
  deregister(serviceId: string): Promise<void>;
  /** Sets a ttl check. */
  report(checkId: string, status: "passing" | "critical", output: string): Promise<void>;
  /** Instances whose checks all pass, of a service whoever registered it, sorted by (name, id). */
  healthy(serviceName: string): Promise<readonly HealthyInstance[]>;
  /** Calls back (soon after a change, and at least every few seconds) until aborted. */
  watch(serviceNames: readonly string[], onChange: () => void, signal: AbortSignal): Promise<void>;
}
