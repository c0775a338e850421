import type { TtlReport } from "@berth/core/discovery/registration";
import type { Registry } from "@berth/ports/registry";
import { inParallel } from "./in-parallel.js";

const CALLS_AT_ONCE = 8;
/** A ttl check stays true for 31 s and its interval: three reports may fail before it turns critical. */
const REPEAT_MS = 10_000;

interface Sent {
  readonly status: string;
  readonly output: string;
  readonly atMs: number;
}

/** Tells ttl checks their results: changed ones at once, unchanged ones often enough to stay true. */
export class TtlReports {
  private sent = new Map<string, Sent>();

  constructor(private readonly registry: Registry) {}

  /** These checks were registered anew and know nothing yet. */
  forget(checkIds: readonly string[]): void {
    for (const id of checkIds) this.sent.delete(id);
  }

  async send(reports: readonly TtlReport[], nowMs: number): Promise<void> {
    const due = reports.filter((report) => this.isDue(report, nowMs));
    await inParallel(due, CALLS_AT_ONCE, async (report) => {
      await this.registry.report(report.checkId, report.status, report.output);
      this.sent.set(report.checkId, { status: report.status, output: report.output, atMs: nowMs });
    });
    const wanted = new Set(reports.map((report) => report.checkId));
    for (const id of this.sent.keys()) if (!wanted.has(id)) this.sent.delete(id);
  }

  private isDue(report: TtlReport, nowMs: number): boolean {
    const sent = this.sent.get(report.checkId);
    return sent === undefined || sent.status !== report.status || sent.output !== report.output || nowMs - sent.atMs >= REPEAT_MS;
  }
}
