// A service registry that is away now and then, or loses what it held.
import type { Registry, RegistryService } from "@berth/ports/registry";
import { RegistryError } from "@berth/ports/registry-error";
import type { Life } from "./life.ts";
import type { SimTime } from "./sim-time.ts";

export class RegistryServer {
  readonly services = new Map<string, { readonly service: RegistryService; readonly contentHash: string }>();
  downUntilMs = 0;
  private readonly time: SimTime;

  constructor(time: SimTime) {
    this.time = time;
  }

  loseAll(): void {
    this.services.clear();
  }

  client(life: Life): Registry {
    const answer = <T>(work: () => T): Promise<T> =>
      life.later(life.random.delay(0.5, 50), () => {
        if (life.isMute() || life.isDeaf() || this.time.nowMs < this.downUntilMs) throw new RegistryError("transient", "ECONNREFUSED", "nothing listens there");
        return work();
      });
    return {
      list: () => answer(() => new Map([...this.services].map(([id, { contentHash }]) => [id, contentHash]))),
      register: (service, contentHash) => answer(() => void this.services.set(service.id, { service, contentHash })),
      deregister: (id) => answer(() => void this.services.delete(id)),
      report: () => answer(() => undefined),
      healthy: async () => [],
      watch: () => new Promise(() => undefined),
    };
  }
}
