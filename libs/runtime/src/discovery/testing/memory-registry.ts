// A registry in memory, for specifications of the loops: it keeps what it is given and fails on demand.
import type { HealthyInstance, Registry, RegistryService } from "@berth/ports/registry";
import { RegistryError } from "@berth/ports/registry-error";

export class MemoryRegistry implements Registry {
  readonly services = new Map<string, { readonly service: RegistryService; readonly contentHash: string }>();
  readonly reported: string[] = [];
  instances: readonly HealthyInstance[] = [];
  isAway = false;
  refuses: (service: RegistryService) => boolean = () => false;
  private readonly watchers = new Set<() => void>();

  async list(): Promise<ReadonlyMap<string, string>> {
    this.answer();
    return new Map([...this.services].map(([id, { contentHash }]) => [id, contentHash]));
  }

  async register(service: RegistryService, contentHash: string): Promise<void> {
    this.answer();
    if (this.refuses(service)) throw new RegistryError("refused", "http-400", "register: malformed");
    this.services.set(service.id, { service, contentHash });
  }

  async deregister(serviceId: string): Promise<void> {
    this.answer();
    this.services.delete(serviceId);
  }

  async report(checkId: string, status: "passing" | "critical", output: string): Promise<void> {
    this.answer();
    const known = [...this.services.values()].some(({ service }) => service.checks.some((check) => check.id === checkId));
    if (!known) throw new RegistryError("transient", "http-500", "report: unknown check");
    this.reported.push(`${status} ${output}`);
  }

  async healthy(serviceName: string): Promise<readonly HealthyInstance[]> {
    this.answer();
    return this.instances.filter((instance) => instance.name === serviceName);
  }

  async watch(_names: readonly string[], onChange: () => void, signal: AbortSignal): Promise<void> {
    const watcher = (): void => onChange();
    this.watchers.add(watcher);
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    this.watchers.delete(watcher);
  }

  change(instances: readonly HealthyInstance[]): void {
    this.instances = instances;
    for (const onChange of this.watchers) onChange();
  }

  private answer(): void {
    if (this.isAway) throw new RegistryError("transient", "ECONNREFUSED", "nothing listens there");
  }
}
