// The agent of one node. It owns what runs here: it takes up everything it had stored, registers with that inventory, and
// then carries out what the cluster says. Only an assignment with desired = stop ends a task; silence, an unknown log or
// a missing mention never do. It may be killed between any two steps and goes on from its store.
import type { Demand } from "@berth/core/agent/admission";
import type { Assignment, PollResponse, RegisterResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { NodeRegistration, NodeSpec } from "@berth/core/model/node";
import { type AllocationReport, isClientTerminal } from "@berth/core/model/report";
import type { AgentIdentity, StoredTask } from "@berth/ports/agent-store";
import type { AgentParts } from "./agent-parts.js";
import { firstReport, inventoryEntry, reportUnder } from "./allocation-report.js";
import { AllocationRunner } from "./allocation-runner.js";
import { messageOf } from "./backoff.js";
import { NodeDescription } from "./node-description.js";
import { NodeLink } from "./node-link.js";
import { ReportSender } from "./report-sender.js";

/** An allocation without a runner has nothing to run: it only has something to report. */
interface Known {
  readonly assignment: Assignment;
  report: AllocationReport;
  runner: AllocationRunner | undefined;
}

export class Agent {
  private readonly known = new Map<string, Known>();
  private readonly identity: AgentIdentity;
  private readonly description: NodeDescription;
  private readonly reports: ReportSender;
  private readonly link: NodeLink;
  private readonly heard: Promise<void>;
  private markHeard: () => void = () => undefined;
  private missingJobs: readonly string[] = [];

  constructor(private readonly parts: AgentParts) {
    const { ids } = parts.environment;
    this.identity = parts.store.identity(() => ({ nodeId: ids.uuid(), secret: ids.uuid() }));
    this.heard = new Promise((resolve) => {
      this.markHeard = resolve;
    });
    this.description = new NodeDescription(parts, this.identity.nodeId, () => this.link.registerAgain("the node changed"));
    this.reports = new ReportSender(parts, {
      report: (id) => this.reportOf(id),
      registerAgain: (reason) => this.link.registerAgain(reason),
    });
    this.link = new NodeLink(parts, this.identity.nodeId, {
      registration: (countFrom) => this.registration(countFrom),
      registered: (registration, response) => this.registered(registration, response),
      unregistered: () => this.reports.useRegistration(undefined),
      missingJobs: () => this.missingJobs,
      changes: (response) => this.changes(response),
    });
  }

  get nodeId(): string {
    return this.identity.nodeId;
  }

  get node(): NodeSpec {
    return this.description.spec;
  }

  allocation(id: string): AllocationRunner | undefined {
    return this.known.get(id)?.runner;
  }

  allocations(): readonly AllocationRunner[] {
    return [...this.known.values()].flatMap(({ runner }) => runner ?? []);
  }

  async start(): Promise<void> {
    await this.description.begin();
    for (const stored of this.parts.store.allocations()) {
      this.run(stored.assignment, this.parts.store.job(stored.assignment.jobKey), { report: stored.report, tasks: stored.tasks });
      this.reports.changed(stored.assignment.allocationId, true);
    }
    this.link.begin();
  }

  /** Tasks go on running: the next agent on this data directory finds them. */
  async stop(): Promise<void> {
    this.description.close();
    await this.link.close();
    await this.reports.close();
    await Promise.all(this.allocations().map((runner) => runner.leave()));
    this.parts.files.close();
  }

  private reportOf(id: string): AllocationReport | undefined {
    const known = this.known.get(id);
    return known?.runner?.report ?? known?.report;
  }

  private registration(countFrom: number): NodeRegistration {
    const inventory = [...this.known.keys()].flatMap((id) => this.reportOf(id) ?? []).map(inventoryEntry);
    return { spec: this.node, secretHash: this.parts.sha256(this.identity.secret), inventory, counter: this.parts.store.countRegistration(countFrom) };
  }

  private registered(registration: NodeRegistration, response: RegisterResponse): void {
    const before = this.parts.store.position();
    const sameLife = before.incarnation === response.incarnation;
    this.parts.store.putPosition({
      incarnation: response.incarnation,
      registrationIndex: response.registrationIndex,
      sinceIndex: sameLife ? before.sinceIndex : 0,
    });
    this.reports.acknowledge(registration.inventory);
    this.reports.useRegistration({ nodeId: this.nodeId, registrationIndex: response.registrationIndex });
    // What another life of the log had placed is kept: its operator decides.
    if (sameLife) for (const id of response.unknown ?? []) this.stopUnknown(id);
  }

  /** Thought lost, collected, and still here: no assignment will ever name it again. */
  private stopUnknown(id: string): void {
    const runner = this.known.get(id)?.runner;
    if (runner === undefined || runner.isTerminal) return;
    const { assignment, job, group } = runner.spec;
    if (assignment.desired === "stop") return;
    const stop: Assignment = { ...assignment, desired: "stop", desiredDescription: "alloc is no longer known to the cluster" };
    this.parts.logger.warn("stopping an allocation that the cluster no longer knows", { allocation: id });
    this.parts.store.putAssignment(stop);
    runner.update(stop, { job, group }, runner.report);
  }

  private async changes(response: PollResponse): Promise<void> {
    const news = response.assignments.filter((assignment) => this.isNews(assignment));
    this.missingJobs = this.missingAmong(news, response);
    // They come again: the index stays until all of them are carried out.
    const fresh = news.filter(({ desired, jobKey }) => desired === "stop" || !this.missingJobs.includes(jobKey)).map((assignment) => this.underKnownSpec(assignment, response));
    if (fresh.length > 0) this.store(response, fresh);
    for (const assignment of fresh) this.accept(assignment);
    this.markHeard();
    for (const id of [...response.forget, ...this.surplus()]) await this.forget(id);
    const position = this.parts.store.position();
    if (this.missingJobs.length === 0 && position.sinceIndex !== response.index) this.parts.store.putPosition({ ...position, sinceIndex: response.index });
  }

  /** Specs to ask for: without them nothing can begin. A stop needs none, and what the gateway does not know either never comes. */
  private missingAmong(news: readonly Assignment[], { jobs, unknownJobs = [] }: PollResponse): readonly string[] {
    const keys = new Set(news.filter(({ desired }) => desired === "run").map(({ jobKey }) => jobKey));
    return [...keys].filter((key) => !Object.hasOwn(jobs, key) && !unknownJobs.includes(key) && this.parts.store.job(key) === undefined);
  }

  /** A gateway behind an earlier one may repeat what is already known. */
  private isNews(assignment: Assignment): boolean {
    const known = this.known.get(assignment.allocationId);
    return known === undefined || assignment.index > (known.runner?.spec.assignment ?? known.assignment).index;
  }

  /**
   * What runs stays under the specification it was begun with, in the store too, until the new one is here: a stop does not
   * wait for it, and an agent that is killed then must still find what to stop.
   */
  private underKnownSpec(assignment: Assignment, { jobs }: PollResponse): Assignment {
    const runner = this.known.get(assignment.allocationId)?.runner;
    const job = jobs[assignment.jobKey] ?? this.parts.store.job(assignment.jobKey);
    if (runner === undefined || job?.TaskGroups.some(({ Name }) => Name === assignment.group) === true) return assignment;
    return { ...assignment, jobKey: runner.spec.assignment.jobKey };
  }

  private store(response: PollResponse, fresh: readonly Assignment[]): void {
    const { store } = this.parts;
    store.transaction(() => {
      for (const [key, job] of Object.entries(response.jobs)) store.putJob(key, job);
      for (const assignment of fresh) {
        store.putAssignment(assignment);
        const report = this.reportOf(assignment.allocationId);
        const before = this.known.get(assignment.allocationId)?.runner?.spec.assignment ?? assignment;
        store.putReport(report === undefined ? firstReport(assignment.allocationId) : reportUnder(report, before, assignment));
      }
    });
  }

  private accept(assignment: Assignment): void {
    const job = this.parts.store.job(assignment.jobKey);
    const group = job?.TaskGroups.find((candidate) => candidate.Name === assignment.group);
    const known = this.known.get(assignment.allocationId);
    if (known?.runner !== undefined) {
      const { spec, report } = known.runner;
      const next = reportUnder(report, spec.assignment, assignment);
      // A stop must not wait for a specification: what runs is stopped by the one it was started with.
      known.runner.update(assignment, job !== undefined && group !== undefined ? { job, group } : spec, next);
      if (next !== report) this.reports.changed(assignment.allocationId, true);
      return;
    }
    this.run(assignment, job, { report: firstReport(assignment.allocationId), tasks: [] });
  }

  private run(assignment: Assignment, job: Job | undefined, stored: { report: AllocationReport; tasks: readonly StoredTask[] }): void {
    const group = job?.TaskGroups.find((candidate) => candidate.Name === assignment.group);
    if (job === undefined || group === undefined) return this.reportOnly(assignment, stored.report);
    const runner = new AllocationRunner(this.parts, this.allocationOwner(), { assignment, job, group, ...stored });
    this.known.set(assignment.allocationId, { assignment, report: stored.report, runner });
    runner.begin();
  }

  /** Nothing of it is here: a stop is done already, a run cannot begin. */
  private reportOnly(assignment: Assignment, report: AllocationReport): void {
    const stopped = assignment.desired === "stop";
    const next: AllocationReport = {
      ...report,
      revision: report.revision + 1,
      clientStatus: stopped ? "complete" : "failed",
      description: stopped ? "Nothing ran here" : `the specification of ${assignment.jobKey} did not reach the node`,
    };
    const final = isClientTerminal(report.clientStatus) ? report : next;
    if (final !== report) this.parts.store.putReport(final);
    this.known.set(assignment.allocationId, { assignment, report: final, runner: undefined });
    this.reports.changed(assignment.allocationId, true);
  }

  private allocationOwner() {
    return {
      node: () => this.node,
      contacted: () => this.heard,
      admit: (demand: Demand) => this.admit(demand),
      reportChanged: (id: string, urgent: boolean) => this.reports.changed(id, urgent),
      terminated: () => this.reconsider(),
    };
  }

  private admit(demand: Demand): string | undefined {
    const held = this.allocations()
      .filter((runner) => runner.id !== demand.allocationId)
      .flatMap((runner) => runner.held ?? []);
    return this.parts.fits(this.node, held, demand);
  }

  /** Room has become free: whoever waits is asked again, the oldest first. */
  private reconsider(): void {
    for (const runner of this.allocations()) runner.reconsider();
  }

  /** The oldest of the ended allocations that the cluster knows to have ended, when there are too many of them. */
  private surplus(): string[] {
    const ended = [...this.known].filter(([id, { runner }]) => {
      const report = this.reportOf(id);
      return (runner?.isTerminal ?? true) && report !== undefined && isClientTerminal(report.clientStatus) && this.reports.isAcknowledged(report);
    });
    return ended.slice(0, Math.max(0, ended.length - this.parts.settings.endedAllocationsKept)).map(([id]) => id);
  }

  private async forget(id: string): Promise<void> {
    const runner = this.allocation(id);
    if (runner !== undefined && !runner.isTerminal) {
      this.parts.logger.warn("asked to forget an allocation that still runs; keeping it", { allocation: id });
      return;
    }
    try {
      await runner?.leave();
      await this.parts.files.remove(id);
      this.parts.store.forget(id);
      this.known.delete(id);
      this.reports.forget(id);
    } catch (error) {
      this.parts.logger.warn("cannot remove an allocation's directory", { allocation: id, error: messageOf(error) });
    }
  }
}
