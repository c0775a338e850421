// The service registry port on a Consul agent. What is ours is told by meta: `external-source=nomad` and our region;
// another Nomad's or another region's services on the same Consul are never listed, so never removed.
import type { ServiceRegistration } from "@berth/core/discovery/registration";
import { NODE_META } from "@berth/core/discovery/desired-services";
import type { KeyValues } from "@berth/ports/key-values";
import type { HealthyInstance, Registry } from "@berth/ports/registry";
import type Consul from "consul";
import { agentServicesSchema, type HealthEntry, healthEntriesSchema } from "./consul-answers.js";
import { consulClient, REQUEST_TIMEOUT_MS } from "./consul-client.js";
import { toRegistryError } from "./consul-failure.js";
import type { ConsulSettings } from "./consul-settings.js";
import { watchServices } from "./consul-watch.js";
import { HASH_META, REGION_META, serviceBody, SOURCE, SOURCE_META } from "./service-body.js";

/** Consul keeps 4 KiB of a check's output. */
const OUTPUT_MAX = 4_000;

export interface ConsulRegistryOptions extends ConsulSettings {
  /** Part of the marker: services of other regions on the same Consul are not ours. */
  readonly region: string;
}

/** Every failure is a RegistryError. */
export class ConsulRegistry implements Registry, KeyValues {
  private readonly client: Consul;

  constructor(private readonly options: ConsulRegistryOptions) {
    this.client = consulClient(options);
  }

  async list(): Promise<ReadonlyMap<string, string>> {
    const found = await this.ask("list services", () => this.client.agent.service.list(this.ours()));
    const services = Object.values(agentServicesSchema.parse(found));
    // The filter is Consul's; that nothing foreign is ever removed is checked here too.
    const ours = services.filter(({ Meta }) => Meta[SOURCE_META] === SOURCE && Meta[REGION_META] === this.options.region);
    return new Map(ours.map(({ ID, Meta }) => [ID, Meta[HASH_META] ?? ""]));
  }

  async register(service: ServiceRegistration, contentHash: string): Promise<void> {
    const body = serviceBody(service, { region: this.options.region, contentHash });
    await this.ask(`register ${service.name}`, () => this.client.agent.service.register({ ...body, ...limits }));
  }

  /** One that is gone already is as good as removed. */
  async deregister(serviceId: string): Promise<void> {
    try {
      await this.ask(`deregister ${serviceId}`, () => this.client.agent.service.deregister({ id: serviceId, ...limits }));
    } catch (error) {
      const known = toRegistryError(error, "");
      const gone = known.code === "http-404" || /unknown service/i.test(known.message);
      if (!gone) throw error;
    }
  }

  async report(checkId: string, status: "passing" | "critical", output: string): Promise<void> {
    const told = { id: checkId, note: output.slice(0, OUTPUT_MAX), ...limits };
    const { check } = this.client.agent;
    await this.ask("report a check", () => (status === "passing" ? check.pass(told) : check.fail(told)));
  }

  async healthy(serviceName: string): Promise<readonly HealthyInstance[]> {
    const found = await this.ask(`look up ${serviceName}`, () => {
      return this.client.health.service({ service: serviceName, passing: true, ...limits });
    });
    return healthEntriesSchema.parse(found).map(instanceOf).sort(byNameAndId);
  }

  watch(serviceNames: readonly string[], onChange: () => void, signal: AbortSignal): Promise<void> {
    return watchServices(this.client, { serviceNames, onChange, signal });
  }

  async value(path: string): Promise<string | null> {
    const found: unknown = await this.ask("read a key", () => this.client.kv.get({ key: path, ...limits }));
    const value = typeof found === "object" && found !== null && "Value" in found ? found.Value : null;
    return typeof value === "string" ? value : null;
  }

  /** Drops idle connections. */
  close(): void {
    this.client.destroy();
  }

  private ours() {
    const region = JSON.stringify(this.options.region);
    return { filter: `Meta["${SOURCE_META}"] == "${SOURCE}" and Meta["${REGION_META}"] == ${region}`, ...limits };
  }

  private async ask<T>(action: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw toRegistryError(error, action);
    }
  }
}

/** The client's types do not know the time limit of a request, the client does. */
const limits: { readonly token?: string } & { readonly timeout: number } = { timeout: REQUEST_TIMEOUT_MS };

/** Several nodes may share one Consul agent: our services know their node themselves. */
function instanceOf({ Node, Service }: HealthEntry): HealthyInstance {
  return {
    node: Service.Meta[NODE_META] ?? Node.Node,
    id: Service.ID,
    name: Service.Service,
    address: Service.Address || Node.Address,
    port: Service.Port,
    tags: Service.Tags,
    meta: Service.Meta,
  };
}

function byNameAndId(left: HealthyInstance, right: HealthyInstance): number {
  return compare(left.name, right.name) || compare(left.id, right.id);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
