// One simulated node agent: it talks to node-gateway as a real one does (register, poll, report), and instead of running
// tasks it says that they run. Like the real agent it gathers what changed for a moment and sends it in one report, keeps
// one report under way, registers again with its whole inventory when told to, and never stops what is not mentioned.
import { setTimeout as sleep } from "node:timers/promises";
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import { taskEvents } from "@berth/core/agent/task-events";
import type { Job } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import type { AllocationReport, TaskState } from "@berth/core/model/report";
import type { Gateway } from "@berth/ports/gateway";
import { AllocationList, standing } from "./allocation-list.ts";

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
  readonly gateway: Gateway;
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
  private pending: AllocationReport[] = [];
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
    const { gateway, counts, secretHash } = this.terms;
    const response = await gateway.register({ registration: { spec: this.spec, secretHash, inventory: this.inventory() } });
    if (this.incarnation !== response.incarnation) this.sinceIndex = 0;
    this.incarnation = response.incarnation;
    this.registrationIndex = response.registrationIndex;
    counts.registrations++;
    counts.registered++;
  }

  private inventory(): AllocationReport[] {
    return Array.from({ length: this.allocations.size }, (_, row) => row)
      .filter((row) => this.allocations.standingOf(row) !== standing.starting)
      .map((row) => reportOf(this.allocations.idOf(row), this.allocations.standingOf(row) === standing.ended, { tasks: ["t"], isWatched: false }));
  }

  private async pollUntilAgain(): Promise<void> {
    const { gateway, counts, onFailure } = this.terms;
    const { signal } = this.leaving;
    while (!signal.aborted) {
      const { registrationIndex, incarnation, sinceIndex, missingJobs } = this;
      const request = { nodeId: this.spec.ID, registrationIndex, incarnation, sinceIndex, waitMs: pollWaitMs, ...(missingJobs.length > 0 ? { missingJobs } : {}) };
      try {
        const response = await gateway.poll(request, signal);
        counts.polls++;
        if (response.kind === "register-again") return;
        this.take(response);
      } catch (error) {
        if (signal.aborted) return;
        counts.failures++;
        onFailure((error as Error).message);
        await sleep(retryMs);
      }
    }
  }

  private take(response: PollResponse): void {
    const { assignments, jobs, unknownJobs = [] } = response;
    const missing = new Set<string>();
    for (const assignment of assignments) {
      if (assignment.desired === "stop") this.stop(assignment);
      else {
        const tasks = this.tasksOf(assignment, jobs) ?? (unknownJobs.includes(assignment.jobKey) ? [] : undefined);
        if (tasks === undefined) missing.add(assignment.jobKey);
        else this.start(assignment, tasks);
      }
    }
    for (const id of response.forget) {
      const row = this.allocations.rowOf(id);
      if (row >= 0) this.allocations.remove(row);
    }
    this.missingJobs = [...missing];
    if (missing.size === 0) this.sinceIndex = response.index;
    if (this.pending.length > 0) void this.send();
  }

  private start({ allocationId, watchHealth }: Assignment, tasks: readonly string[]): void {
    const { counts, startDelayMs } = this.terms;
    if (this.allocations.rowOf(allocationId) >= 0) return;
    const newRow = this.allocations.add(allocationId, standing.starting);
    counts.assigned++;
    const say = (row: number): void => {
      if (row < 0 || this.allocations.standingOf(row) !== standing.starting) return;
      this.allocations.setStanding(row, standing.running);
      counts.running++;
      this.pending.push(reportOf(allocationId, false, { tasks, isWatched: watchHealth }));
    };
    if (startDelayMs === 0) return say(newRow);
    setTimeout(() => {
      say(this.allocations.rowOf(allocationId));
      void this.send();
    }, startDelayMs);
  }

  private stop({ allocationId }: Assignment): void {
    const { counts } = this.terms;
    const row = this.allocations.rowOf(allocationId);
    if (row < 0 || this.allocations.standingOf(row) === standing.ended) return;
    if (this.allocations.standingOf(row) === standing.running) counts.running--;
    this.allocations.setStanding(row, standing.ended);
    counts.ended++;
    this.pending.push(reportOf(allocationId, true, { tasks: ["t"], isWatched: false }));
  }

  /** undefined: the spec is neither known nor here. */
  private tasksOf({ jobKey, group }: Assignment, jobs: Readonly<Record<string, Job>>): readonly string[] | undefined {
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
    const { gateway, counts, reportDelayMs, onFailure } = this.terms;
    try {
      while (this.pending.length > 0 && !this.leaving.signal.aborted) {
        await sleep(reportDelayMs);
        const reports = this.pending.splice(0, maxReports);
        try {
          const { kind } = await gateway.report({ nodeId: this.spec.ID, registrationIndex: this.registrationIndex, reports });
          // Otherwise the poll says so too, and the inventory of the next registration has them.
          if (kind === "recorded") counts.reports += reports.length;
        } catch (error) {
          counts.failures++;
          onFailure((error as Error).message);
          this.pending.unshift(...reports);
          await sleep(retryMs);
        }
      }
    } finally {
      this.reporting = false;
    }
  }
}

interface Reported {
  readonly tasks: readonly string[];
  readonly isWatched: boolean;
}

function reportOf(allocationId: string, ended: boolean, { tasks, isWatched }: Reported): AllocationReport {
  const nowMs = Date.now();
  // As raw_exec: received and set up in one go, started some milliseconds later.
  const receivedMs = nowMs - 1 - (parseInt(allocationId.slice(0, 4), 16) % 25);
  const told = [taskEvents.received(), taskEvents.setup(), taskEvents.started()];
  const state: TaskState = {
    state: ended ? "dead" : "running",
    failed: false,
    restarts: 0,
    lastRestartMs: 0,
    startedAtMs: nowMs,
    finishedAtMs: ended ? nowMs : 0,
    events: told.map((event, i) => ({ ...event, timeMs: i < 2 ? receivedMs : nowMs })),
  };
  return {
    allocationId,
    revision: ended ? 2 : 1,
    clientStatus: ended ? "complete" : "running",
    description: ended ? "All tasks have completed" : "Tasks are running",
    taskStates: Object.fromEntries(tasks.map((task) => [task, state])),
    checks: [],
    ...(isWatched && !ended ? { healthy: true } : {}),
  };
}
