// One simulated node agent: it talks to node-gateway as a real one does (register, poll, report), and instead of running
// tasks it says that they run. Like the real agent it gathers what changed for a moment and sends it in one report, keeps
// one report under way, registers again with its whole inventory when told to, and never stops what is not mentioned.
import { setTimeout as sleep } from "node:timers/promises";
import type { PollFrame, SharedPart } from "@berth/contracts/poll-answer";
import { uuidBytes } from "@berth/core/common/uuid-bytes";
import type { Job } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import type { AllocationReport } from "@berth/core/model/report";
import { AllocationList, standing } from "./allocation-list.ts";
import { type FleetLine, headOf } from "./fleet-line.ts";
import { ReportBatch, type Reported, reportOf } from "./report-batch.ts";

export interface FleetCounts {
  registered: number;
  registrations: number;
  polls: number;
  reports: number;
  /** Assignments taken, and reported as running, and ended. */
  assigned: number;
  running: number;
  ended: number;
  failures: number;
}

export interface NodeTerms {
  readonly line: FleetLine;
  readonly counts: FleetCounts;
  readonly secretHash: string;
  /** From the assignment to "running". */
  readonly startDelayMs: number;
  /** Changes gather for this long before they are sent. */
  readonly reportDelayMs: number;
  readonly onFailure: (reason: string) => void;
  /** Task names by job key and group, of all nodes: all that is kept of a job. */
  readonly taskNames: Map<string, readonly string[]>;
}

const maxReports = 500;
const maxTaskNames = 5_000;
const pollWaitMs = 10_000;
const retryMs = 500;

export class SimulatedNode {
  private readonly allocations = new AllocationList();
  private readonly leaving = new AbortController();
  private readonly pending = new ReportBatch();
  private reporting = false;
  private registrationIndex = 0;
  private incarnation = "";
  private sinceIndex = 0;
  private missingJobs: readonly string[] = [];
  private readonly spec: NodeSpec;
  private readonly terms: NodeTerms;

  constructor(spec: NodeSpec, terms: NodeTerms) {
    this.spec = spec;
    this.terms = terms;
  }

  /** Silent from now on, as a machine without power. */
  die(): void {
    this.leaving.abort();
  }

  async run(registerOnce: <T>(work: () => Promise<T>) => Promise<T>): Promise<void> {
    const { counts, onFailure } = this.terms;
    while (!this.leaving.signal.aborted) {
      try {
        await registerOnce(() => this.register());
        await this.pollUntilAgain();
      } catch (error) {
        if (this.leaving.signal.aborted) break;
        counts.failures++;
        onFailure((error as Error).message);
        await sleep(retryMs);
      }
      if (this.registrationIndex > 0) counts.registered--;
      this.registrationIndex = 0;
    }
  }

  private async register(): Promise<void> {
    const { line, counts, secretHash } = this.terms;
    const response = await line.register({ registration: { spec: this.spec, secretHash, inventory: this.inventory() } });
    if (this.incarnation !== response.incarnation) this.sinceIndex = 0;
    this.incarnation = response.incarnation;
    this.registrationIndex = response.registrationIndex;
    counts.registrations++;
    counts.registered++;
  }

  private inventory(): AllocationReport[] {
    return Array.from({ length: this.allocations.size }, (_, row) => row)
      .filter((row) => this.allocations.standingOf(row) !== standing.starting)
      .map((row) => reportOf(this.allocations.idOf(row), { tasks: ["t"], isWatched: false, ended: this.allocations.standingOf(row) === standing.ended }, Date.now()));
  }

  private async pollUntilAgain(): Promise<void> {
    const { line, counts, onFailure } = this.terms;
    const { signal } = this.leaving;
    while (!signal.aborted) {
      const { registrationIndex, incarnation, sinceIndex, missingJobs } = this;
      const request = { nodeId: this.spec.ID, registrationIndex, incarnation, sinceIndex, waitMs: pollWaitMs, ...(missingJobs.length > 0 ? { missingJobs } : {}) };
      try {
        const frame = await line.poll(request);
        counts.polls++;
        if (signal.aborted || frame.head.kind === "register-again") return;
        this.take(frame);
      } catch (error) {
        if (signal.aborted) return;
        counts.failures++;
        onFailure((error as Error).message);
        await sleep(retryMs);
      }
    }
  }

  private take({ head, groups, ids, jobs }: PollFrame): void {
    const { forget, index, unknownJobs = [] } = head;
    const missing = new Set<string>();
    let at = 0;
    for (const { shared, count } of groups) {
      const common = headOf(shared);
      const tasks = this.tasksOf(common, jobs) ?? (unknownJobs.includes(common.jobKey) ? [] : undefined);
      if (tasks === undefined && common.desired === "run") missing.add(common.jobKey);
      for (let i = 0; i < count; i++, at += uuidBytes) {
        if (common.desired === "stop") this.stop(ids, at, tasks ?? ["t"]);
        else if (tasks !== undefined) this.start(ids.subarray(at, at + uuidBytes), { tasks, isWatched: common.watchHealth, ended: false });
      }
    }
    for (const id of forget) {
      const row = this.allocations.rowOf(id);
      if (row >= 0) this.allocations.remove(row);
    }
    this.missingJobs = [...missing];
    if (missing.size === 0) this.sinceIndex = index;
    if (this.pending.size > 0) void this.send();
  }

  private start(id: Uint8Array, reported: Reported): void {
    const { counts, startDelayMs } = this.terms;
    if (this.allocations.rowOfBytes(id, 0) >= 0) return;
    const newRow = this.allocations.add(id, 0, standing.starting);
    counts.assigned++;
    const say = (row: number): void => {
      if (row < 0 || this.allocations.standingOf(row) !== standing.starting) return;
      this.allocations.setStanding(row, standing.running);
      counts.running++;
      this.pending.add(id, 0, reported);
    };
    if (startDelayMs === 0) return say(newRow);
    setTimeout(() => {
      say(this.allocations.rowOfBytes(id, 0));
      void this.send();
    }, startDelayMs);
  }

  private stop(ids: Uint8Array, at: number, tasks: readonly string[]): void {
    const { counts } = this.terms;
    const row = this.allocations.rowOfBytes(ids, at);
    if (row < 0 || this.allocations.standingOf(row) === standing.ended) return;
    if (this.allocations.standingOf(row) === standing.running) counts.running--;
    this.allocations.setStanding(row, standing.ended);
    counts.ended++;
    this.pending.add(ids, at, { tasks, isWatched: false, ended: true });
  }

  /** undefined: the spec is neither known nor here. */
  private tasksOf({ jobKey, group }: SharedPart, jobs: Readonly<Record<string, Job>>): readonly string[] | undefined {
    const { taskNames } = this.terms;
    const key = `${jobKey}/${group}`;
    const known = taskNames.get(key);
    if (known !== undefined) return known;
    const tasks = jobs[jobKey]?.TaskGroups.find(({ Name }) => Name === group)?.Tasks.map(({ Name }) => Name);
    if (tasks === undefined) return undefined;
    if (taskNames.size >= maxTaskNames) taskNames.clear();
    taskNames.set(key, tasks);
    return tasks;
  }

  private async send(): Promise<void> {
    if (this.reporting) return;
    this.reporting = true;
    const { line, counts, reportDelayMs, onFailure } = this.terms;
    try {
      while (this.pending.size > 0 && !this.leaving.signal.aborted) {
        await sleep(reportDelayMs);
        const rows = this.pending.rows(maxReports, Date.now());
        try {
          const { kind } = await line.report(this.spec.ID, this.registrationIndex, rows);
          // Otherwise the poll says so too, and the inventory of the next registration has them.
          if (kind === "recorded") counts.reports += rows.count;
          this.pending.drop(rows.count);
        } catch (error) {
          counts.failures++;
          onFailure((error as Error).message);
          await sleep(retryMs);
        }
      }
    } finally {
      this.reporting = false;
    }
  }
}
