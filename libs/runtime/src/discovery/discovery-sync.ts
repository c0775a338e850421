// Keeps a service registry in step with what runs. Level-triggered: each pass compares what should be there with what
// the registry says is there, so a lost event, a restart, or a registry that lost its data costs time and nothing else.
//
//   wait ──change | compare interval──▶ derive ──▶ list ──▶ plan ──▶ register, deregister ──▶ report ttl checks ──▶ wait
//     ▲                                              │ registry down
//     └──────────────── backoff ◀────────────────────┘
import { desiredServices } from "@berth/core/discovery/desired-services";
import { hashRegistration, type HashedRegistration, planSync } from "@berth/core/discovery/plan-sync";
import type { DiscoveryProblem, TextHash, TtlReport } from "@berth/core/discovery/registration";
import type { DiscoverySource } from "@berth/ports/discovery-source";
import type { Clock } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Registry } from "@berth/ports/registry";
import { RegistryError } from "@berth/ports/registry-error";
import { Bell, pause } from "./bell.js";
import { inParallel } from "./in-parallel.js";
import { retryDelayMs } from "./retry-delay.js";
import { TtlReports } from "./ttl-reports.js";

export interface DiscoverySyncParts {
  readonly source: DiscoverySource;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hash: TextHash;
  /** Told after each pass, for metrics and readiness. */
  readonly onPass?: (report: SyncReport) => void;
}

export interface SyncReport {
  readonly kind: "synced" | "failed";
  /** Services that should be registered. */
  readonly services: number;
  readonly registered: number;
  readonly deregistered: number;
  /** Services that the registry will not take. */
  readonly refused: number;
  /** "" when synced. */
  readonly error: string;
}

export interface DiscoverySyncTimes {
  /** After a change, for others to come along in the same pass. */
  readonly gatherMs: number;
  /** How often the registry is compared though nothing changed here: how soon lost data is noticed. */
  readonly compareMs: number;
  /** How often everything is derived anew from the source. */
  readonly fullMs: number;
}

const defaultTimes: DiscoverySyncTimes = { gatherMs: 50, compareMs: 5_000, fullMs: 30_000 };
const CALLS_AT_ONCE = 8;
/** Comparing may cost at most this part of the time, however many services there are. */
const COMPARE_DUTY = 1 / 50;

interface Desired {
  readonly services: readonly HashedRegistration[];
  readonly reports: readonly TtlReport[];
}

export class DiscoverySync {
  private readonly bell: Bell;
  private readonly reports: TtlReports;
  private readonly told = new Set<string>();
  private readonly times: DiscoverySyncTimes;
  private desired: Desired | undefined;
  private derivedAtMs = 0;
  private refused = new Map<string, string>();

  constructor(
    private readonly parts: DiscoverySyncParts,
    times: Partial<DiscoverySyncTimes> = {},
  ) {
    this.times = { ...defaultTimes, ...times };
    this.bell = new Bell(parts.clock);
    this.reports = new TtlReports(parts.registry);
  }

  /** Ends soon after the signal; what is registered stays registered. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, source } = this.parts;
    const subscription = source.onChange(() => {
      this.desired = undefined;
      this.bell.ring();
    });
    try {
      for (let failures = 0; !signal.aborted; ) {
        const startedMs = clock.monotonicMs();
        failures = (await this.pass()) ? 0 : failures + 1;
        const tookMs = clock.monotonicMs() - startedMs;
        if (failures > 0) await pause(clock, retryDelayMs(failures), signal);
        else await this.nextChange(tookMs, signal);
      }
    } finally {
      subscription.close();
    }
  }

  private async nextChange(tookMs: number, signal: AbortSignal): Promise<void> {
    const compareMs = Math.min(Math.max(this.times.compareMs, tookMs / COMPARE_DUTY), this.times.fullMs);
    await this.bell.heard(compareMs, signal);
    // Under steady change a pass may take at most half of the time, so that the process can do other things too.
    await pause(this.parts.clock, Math.max(this.times.gatherMs, tookMs), signal);
  }

  private async pass(): Promise<boolean> {
    const { logger, onPass } = this.parts;
    let services = 0;
    try {
      const desired = this.derive();
      services = desired.services.length;
      const changes = await this.apply(desired);
      onPass?.({ kind: "synced", services, ...changes, refused: this.refused.size, error: "" });
      return true;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      logger.warn("services are not in step with the registry; trying again", { error: said });
      onPass?.({ kind: "failed", services, registered: 0, deregistered: 0, refused: this.refused.size, error: said });
      return false;
    }
  }

  private derive(): Desired {
    const { clock, source, hash } = this.parts;
    const now = clock.monotonicMs();
    if (this.desired !== undefined && now - this.derivedAtMs < this.times.fullMs) return this.desired;
    const { services, reports, problems } = desiredServices(source.running(), hash);
    this.tell(problems);
    this.desired = { services: services.map((service) => hashRegistration(service, hash)), reports };
    this.derivedAtMs = now;
    return this.desired;
  }

  private async apply(desired: Desired): Promise<{ readonly registered: number; readonly deregistered: number }> {
    const { registry, logger, clock } = this.parts;
    const plan = planSync(desired.services, await registry.list());
    // Additions first: while a version replaces another there is never nobody.
    await inParallel(plan.register, CALLS_AT_ONCE, (registration) => this.register(registration));
    await inParallel(plan.deregister, CALLS_AT_ONCE, (id) => registry.deregister(id));
    this.forgetRefusals(desired);
    this.reports.forget(plan.register.flatMap(({ service }) => service.checks.map((check) => check.id)));
    const unknown = this.refusedChecks(desired);
    const accepted = desired.reports.filter((report) => !unknown.has(report.checkId));
    await this.reports.send(accepted, clock.monotonicMs());
    const counts = { registered: plan.register.length, deregistered: plan.deregister.length };
    if (counts.registered + counts.deregistered > 0) logger.info("the registry was brought in step", counts);
    return counts;
  }

  /** A service that is refused must not keep the others out; it is tried again in each pass, and told once. */
  private async register({ service, contentHash }: HashedRegistration): Promise<void> {
    try {
      await this.parts.registry.register(service, contentHash);
      this.refused.delete(service.id);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.kind !== "refused") throw error;
      if (this.refused.get(service.id) !== contentHash) {
        this.parts.logger.error("the registry refuses a service", { service: service.name, id: service.id, error: error.message });
      }
      this.refused.set(service.id, contentHash);
    }
  }

  private forgetRefusals(desired: Desired): void {
    if (this.refused.size === 0) return;
    const wanted = new Set(desired.services.map(({ service }) => service.id));
    for (const id of this.refused.keys()) if (!wanted.has(id)) this.refused.delete(id);
  }

  private refusedChecks(desired: Desired): ReadonlySet<string> {
    const refused = desired.services.filter(({ service }) => this.refused.has(service.id));
    return new Set(refused.flatMap(({ service }) => service.checks.map((check) => check.id)));
  }

  /** Once a job, service and reason: all allocations of a group have the same problems. */
  private tell(problems: readonly DiscoveryProblem[]): void {
    const current = new Set(problems.map(keyOf));
    for (const key of this.told) if (!current.has(key)) this.told.delete(key);
    for (const problem of problems) {
      if (this.told.has(keyOf(problem))) continue;
      this.told.add(keyOf(problem));
      this.parts.logger.warn("a service is not registered as its job asks", { ...problem });
    }
  }
}

function keyOf(problem: DiscoveryProblem): string {
  return JSON.stringify([problem.jobId, problem.service, problem.reason]);
}
