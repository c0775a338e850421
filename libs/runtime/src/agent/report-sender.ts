// Sends the newest report of each allocation that changed, in batches, until the gateway has it. An urgent change goes at
// once with all that waits; the others wait a moment for company. What is acknowledged is stored, so that a restarted agent
// sends only what was not heard.
import type { AllocationReport } from "@berth/core/model/report";
import type { Timer } from "@berth/ports/environment";
import type { AgentParts } from "./agent-parts.js";
import { Backoff, messageOf, within } from "./backoff.js";

export interface ReportSource {
  /** The newest report, undefined when the allocation is forgotten. */
  report(allocationId: string): AllocationReport | undefined;
  registerAgain(reason: string): void;
}

const URGENT_DELAY_MS = 0;
const REPORTS_A_REQUEST = 200;
const REPORT_TIMEOUT_MS = 5000;
const LAST_WORDS_MS = 500;

export class ReportSender {
  private readonly waiting = new Set<string>();
  private readonly acknowledged = new Map<string, number>();
  private readonly leaving = new AbortController();
  private readonly backoff: Backoff;
  private registration: { nodeId: string; registrationIndex: number } | undefined;
  private timer: Timer | undefined;
  private timerAtMs = Number.POSITIVE_INFINITY;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly parts: AgentParts,
    private readonly source: ReportSource,
  ) {
    this.backoff = new Backoff(parts.environment, { firstMs: 250, maxMs: 5000 });
  }

  /** Reports stay here until there is a registration to send them under. */
  useRegistration(registration: { nodeId: string; registrationIndex: number } | undefined): void {
    this.registration = registration;
    if (registration !== undefined && this.waiting.size > 0) this.schedule(URGENT_DELAY_MS);
  }

  /** The cluster has these, by a report or by the inventory of a registration. */
  acknowledge(reports: readonly AllocationReport[]): void {
    this.parts.store.transaction(() => {
      for (const report of reports) this.parts.store.putAcknowledged(report.allocationId, report.revision);
    });
    for (const report of reports) this.acknowledged.set(report.allocationId, report.revision);
  }

  changed(allocationId: string, urgent: boolean): void {
    this.waiting.add(allocationId);
    this.schedule(urgent ? URGENT_DELAY_MS : this.parts.settings.reportDelayMs);
  }

  isAcknowledged(report: AllocationReport): boolean {
    return (this.acknowledged.get(report.allocationId) ?? 0) >= report.revision;
  }

  forget(allocationId: string): void {
    this.waiting.delete(allocationId);
    this.acknowledged.delete(allocationId);
  }

  /** Tries once more to send what waits, then ends. */
  async close(): Promise<void> {
    this.timer?.cancel();
    const { clock } = this.parts.environment;
    await Promise.race([this.sending ?? this.sendOnce().catch(() => undefined), clock.sleep(LAST_WORDS_MS)]);
    this.leaving.abort();
    await this.sending;
  }

  private schedule(delayMs: number): void {
    if (this.leaving.signal.aborted) return;
    const { clock } = this.parts.environment;
    const atMs = clock.monotonicMs() + delayMs;
    if (this.timer !== undefined && this.timerAtMs <= atMs) return;
    this.timer?.cancel();
    this.timerAtMs = atMs;
    this.timer = clock.after(delayMs, () => {
      this.timer = undefined;
      this.timerAtMs = Number.POSITIVE_INFINITY;
      this.sending ??= this.sendAll().finally(() => {
        this.sending = undefined;
      });
    });
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.size > 0 && this.registration !== undefined && !this.leaving.signal.aborted) {
      try {
        if (!(await this.sendOnce())) return;
        this.backoff.reset();
      } catch (error) {
        this.parts.logger.warn("cannot send reports, trying again", { waiting: this.waiting.size, error: messageOf(error) });
        await this.backoff.wait(this.leaving.signal);
      }
    }
  }

  /** False: a new registration is needed first; everything stays here. */
  private async sendOnce(): Promise<boolean> {
    const { registration } = this;
    if (registration === undefined) return false;
    const ids = [...this.waiting].slice(0, REPORTS_A_REQUEST);
    const reports = ids.flatMap((id) => this.source.report(id) ?? []).filter((report) => report.revision > (this.acknowledged.get(report.allocationId) ?? 0));
    for (const id of ids) this.waiting.delete(id);
    if (reports.length === 0) return true;
    try {
      const limit = { timeoutMs: REPORT_TIMEOUT_MS, signal: this.leaving.signal, what: "a report" };
      const response = await within(this.parts.environment, limit, this.parts.gateway.report({ ...registration, reports }));
      if (response.kind === "register-again") {
        for (const id of ids) this.waiting.add(id);
        this.registration = undefined;
        this.source.registerAgain(response.reason);
        return false;
      }
    } catch (error) {
      for (const id of ids) this.waiting.add(id);
      throw error;
    }
    this.acknowledge(reports);
    return true;
  }
}
