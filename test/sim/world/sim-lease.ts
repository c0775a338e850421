// Leases that run out, vanish all at once, or are given to two at a time: they only advise.
import type { Lease } from "@berth/ports/lease";
import type { FaultRates } from "./fault-rates.ts";
import type { Life } from "./life.ts";
import type { SimTime } from "./sim-time.ts";

export class LeaseServer {
  downUntilMs = 0;
  /** Until then everybody who asks is told that he holds the lease. */
  liesUntilMs = 0;
  readonly ttlMs = 1_500;
  private readonly leases = new Map<string, { readonly holder: string; readonly untilMs: number }>();
  private readonly time: SimTime;
  private readonly rates: FaultRates;

  constructor(time: SimTime, rates: FaultRates) {
    this.time = time;
    this.rates = rates;
  }

  loseAll(): void {
    this.leases.clear();
  }

  client(life: Life): Lease {
    const isAway = (): boolean => life.isMute() || life.isDeaf() || this.time.nowMs < this.downUntilMs;
    return {
      ttlMs: this.ttlMs,
      hold: async (role, holder) => {
        if (isAway()) return life.later(1_000, () => false);
        return life.later(life.random.delay(0.2, this.rates.rpcDelayMs), () => !isAway() && this.grant(role, holder));
      },
      release: async (role, holder) => {
        if (!isAway() && this.leases.get(role)?.holder === holder) this.leases.delete(role);
      },
    };
  }

  private grant(role: string, holder: string): boolean {
    const lease = this.leases.get(role);
    const { nowMs } = this.time;
    if (nowMs < this.liesUntilMs) return true;
    if (lease !== undefined && lease.holder !== holder && nowMs < lease.untilMs) return false;
    this.leases.set(role, { holder, untilMs: nowMs + this.ttlMs });
    return true;
  }
}
