// A gateway in memory: holds what the cluster wants, answers polls with what changed, keeps what agents report. It obeys the
// protocol, lives across restarts of an agent, and can be made to fail.
import type {
  AssignedPort,
  Assignment,
  PollRequest,
  PollResponse,
  RegisterRequest,
  RegisterResponse,
  ReportRequest,
  ReportResponse,
} from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { NodeRegistration } from "@berth/core/model/node";
import type { AllocationReport } from "@berth/core/model/report";
import type { Gateway } from "@berth/ports/gateway";

export interface WantedAllocation {
  readonly allocationId: string;
  readonly job: Job;
  readonly jobVersion?: number;
  readonly ports?: readonly AssignedPort[];
  readonly watchHealth?: boolean;
  readonly nameIndex?: number;
}

export class MemoryGateway implements Gateway {
  incarnation = "first";
  heartbeatTtlMs = 4000;
  /** While true every call fails. */
  unreachable = false;
  readonly registrations: NodeRegistration[] = [];
  readonly reports = new Map<string, AllocationReport>();
  /** All that was ever reported, in order. */
  readonly history: AllocationReport[] = [];
  polls = 0;
  /** While false a spec comes only when it is asked for. */
  sendsSpecs = true;
  /** Keys of specs that were asked for. */
  readonly asked: string[] = [];
  private index = 100;
  private registrationIndex = 0;
  private registerAgain = "";
  private readonly assignments = new Map<string, Assignment>();
  private readonly jobs = new Map<string, Job>();
  private readonly forgotten = new Map<string, number>();
  private waiters: (() => void)[] = [];

  assign(wanted: WantedAllocation): void {
    const { allocationId, job, jobVersion = 0 } = wanted;
    const jobKey = `${job.Namespace}/${job.ID}@1.${jobVersion}`;
    this.jobs.set(jobKey, job);
    const group = job.TaskGroups[0]?.Name ?? "";
    const nameIndex = wanted.nameIndex ?? 0;
    this.put({
      allocationId,
      name: `${job.ID}.${group}[${nameIndex}]`,
      namespace: job.Namespace,
      jobId: job.ID,
      jobVersion,
      jobKey,
      group,
      nameIndex,
      desired: "run",
      desiredDescription: "",
      index: 0,
      ports: wanted.ports ?? [],
      watchHealth: wanted.watchHealth ?? false,
      previousAllocationId: "",
      createdAtMs: Date.now(),
      trace: "",
    });
  }

  stop(allocationId: string): void {
    const assignment = this.assignments.get(allocationId);
    if (assignment !== undefined) this.put({ ...assignment, desired: "stop" });
  }

  forget(allocationId: string): void {
    this.assignments.delete(allocationId);
    this.index += 1;
    this.forgotten.set(allocationId, this.index);
    this.wake();
  }

  askToRegisterAgain(reason: string): void {
    this.registerAgain = reason;
    this.wake();
  }

  async register(request: RegisterRequest): Promise<RegisterResponse> {
    this.failIfUnreachable();
    this.registrations.push(request.registration);
    for (const report of request.registration.inventory) this.note(report);
    this.index += 1;
    this.registrationIndex = this.index;
    this.registerAgain = "";
    return { registrationIndex: this.registrationIndex, incarnation: this.incarnation, heartbeatTtlMs: this.heartbeatTtlMs };
  }

  async poll(request: PollRequest, signal: AbortSignal): Promise<PollResponse> {
    this.polls += 1;
    this.asked.push(...(request.missingJobs ?? []));
    this.failIfUnreachable();
    if (this.answerNow(request) === undefined) await this.park(request.waitMs, signal);
    signal.throwIfAborted();
    this.failIfUnreachable();
    return this.answerNow(request) ?? this.answer(request, { index: this.index });
  }

  async report(request: ReportRequest): Promise<ReportResponse> {
    this.failIfUnreachable();
    if (request.registrationIndex !== this.registrationIndex) return { kind: "register-again", reason: "another registration" };
    for (const report of request.reports) this.note(report);
    return { kind: "recorded", reason: "" };
  }

  private note(report: AllocationReport): void {
    this.history.push(report);
    const known = this.reports.get(report.allocationId);
    if (known === undefined || report.revision > known.revision) this.reports.set(report.allocationId, report);
  }

  private failIfUnreachable(): void {
    if (this.unreachable) throw new Error("the gateway is unreachable");
  }

  private put(assignment: Assignment): void {
    this.index += 1;
    this.assignments.set(assignment.allocationId, { ...assignment, index: this.index });
    this.wake();
  }

  private wake(): void {
    const { waiters } = this;
    this.waiters = [];
    for (const waiter of waiters) waiter();
  }

  private park(waitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.waiters.push(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  private answerNow(request: PollRequest): PollResponse | undefined {
    if (this.registerAgain !== "" || request.incarnation !== this.incarnation || request.registrationIndex !== this.registrationIndex) {
      return { ...this.answer(request, { index: request.sinceIndex }), kind: "register-again", reason: this.registerAgain || "unknown registration" };
    }
    const response = this.answer(request, { index: this.index });
    return response.assignments.length > 0 || response.forget.length > 0 ? response : undefined;
  }

  private answer({ sinceIndex, missingJobs = [] }: PollRequest, { index }: { index: number }): PollResponse {
    const assignments = [...this.assignments.values()].filter((assignment) => assignment.index > sinceIndex);
    const forget = [...this.forgotten].filter(([, at]) => at > sinceIndex).map(([id]) => id);
    const jobs = Object.fromEntries(assignments.flatMap(({ jobKey }) => (this.jobs.has(jobKey) && (this.sendsSpecs || missingJobs.includes(jobKey)) ? [[jobKey, this.jobs.get(jobKey)!]] : [])));
    const unknownJobs = assignments.map(({ jobKey }) => jobKey).filter((jobKey) => !this.jobs.has(jobKey));
    return { kind: "changes", index, assignments, forget, jobs, unknownJobs, heartbeatTtlMs: this.heartbeatTtlMs, reason: "" };
  }
}
