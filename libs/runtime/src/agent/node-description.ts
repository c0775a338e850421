// Reads what the machine and its drivers offer, now and every while, and says when it is no longer the same.
import type { DriverInfo, NodeSpec } from "@berth/core/model/node";
import type { DriverFingerprint } from "@berth/ports/driver";
import type { Timer } from "@berth/ports/environment";
import type { AgentParts } from "./agent-parts.js";
import { messageOf } from "./backoff.js";

/** Attributes that move all the time: not worth a registration. */
const RESTLESS: ReadonlySet<string> = new Set(["unique.storage.bytesfree"]);

function essence(spec: NodeSpec): string {
  const attributes = Object.entries(spec.Attributes).filter(([name]) => !RESTLESS.has(name));
  const drivers = Object.entries(spec.Drivers).map(([name, info]) => [name, { ...info, UpdateTime: "" }]);
  return JSON.stringify({ ...spec, Attributes: attributes.sort(), Drivers: drivers.sort() });
}

function driverInfo(print: DriverFingerprint, name: string, time: string): DriverInfo {
  return {
    Attributes: print.detected ? { [`driver.${name}`]: "1", ...print.attributes } : {},
    Detected: print.detected,
    Healthy: print.healthy,
    HealthDescription: print.description,
    UpdateTime: time,
  };
}

export class NodeDescription {
  private current: NodeSpec | undefined;
  private timer: Timer | undefined;
  private closed = false;

  constructor(
    private readonly parts: AgentParts,
    private readonly nodeId: string,
    private readonly onChange: () => void,
  ) {}

  get spec(): NodeSpec {
    if (this.current === undefined) throw new Error("the node was asked for before it was read");
    return this.current;
  }

  async begin(): Promise<void> {
    this.current = await this.read();
    this.schedule();
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
  }

  private schedule(): void {
    if (this.closed) return;
    this.timer = this.parts.environment.clock.after(this.parts.settings.fingerprintIntervalMs, () => void this.readAgain());
  }

  private async readAgain(): Promise<void> {
    try {
      const next = await this.read();
      const changed = essence(next) !== essence(this.spec);
      if (changed && !this.closed) {
        this.current = next;
        this.onChange();
      }
    } catch (error) {
      this.parts.logger.warn("cannot read what the node offers", { error: messageOf(error) });
    }
    this.schedule();
  }

  private async read(): Promise<NodeSpec> {
    const facts = await this.parts.host.read();
    const time = new Date(this.parts.environment.clock.nowMs()).toISOString();
    const prints = await Promise.all(this.parts.drivers.map(async (driver) => [driver.name, await this.printOf(driver)] as const));
    const drivers = Object.fromEntries(prints.map(([name, print]) => [name, driverInfo(print, name, time)]));
    const attributes = Object.assign({}, facts.Attributes, ...Object.values(drivers).map((info) => info.Attributes)) as Record<string, string>;
    return { ...facts, ID: this.nodeId, Attributes: attributes, Drivers: drivers };
  }

  private async printOf(driver: AgentParts["drivers"][number]): Promise<DriverFingerprint> {
    try {
      return await driver.fingerprint();
    } catch (error) {
      return { detected: false, healthy: false, description: messageOf(error), attributes: {} };
    }
  }
}
