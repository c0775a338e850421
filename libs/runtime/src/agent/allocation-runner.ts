// Runs one allocation: its tasks in their order, its checks, its health, and the report of all that. Level-triggered:
// every change calls `reconcile`, which asks core what follows from what is seen.
import { type Demand, demandOf } from "@berth/core/agent/admission";
import { coordinateTasks } from "@berth/core/agent/coordinate-tasks";
import { planChecks } from "@berth/core/agent/check-plan";
import { interpolate } from "@berth/core/agent/interpolate";
import { taskEvents } from "@berth/core/agent/task-events";
import { receivedTask, type TaskProgress } from "@berth/core/agent/task-life";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job, TaskGroup } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import { type AllocationReport, isClientTerminal } from "@berth/core/model/report";
import type { StoredTask } from "@berth/ports/agent-store";
import type { AgentParts } from "./agent-parts.js";
import { compareReports, composeReport, hookOf, type ReportSource } from "./allocation-report.js";
import { CheckRunner } from "./check-runner.js";
import { HealthWatch } from "./health-watch.js";
import { type AllocationSpec, scopeOf } from "./task-start.js";
import { TaskRunner } from "./task-runner.js";

export interface AllocationOwner {
  node(): NodeSpec;
  contacted(): Promise<void>;
  /** Undefined when the allocation may begin, otherwise what is missing. */
  admit(demand: Demand): string | undefined;
  reportChanged(allocationId: string, urgent: boolean): void;
  terminated(allocationId: string): void;
}

export interface AllocationStart {
  readonly assignment: Assignment;
  readonly job: Job;
  readonly group: TaskGroup;
  readonly report: AllocationReport;
  readonly tasks: readonly StoredTask[];
}

/** Checks are planned before the directories exist, and have no use for them. */
const NO_PATHS = { allocDir: "", localDir: "", secretsDir: "" };

export class AllocationRunner {
  private current: AllocationSpec;
  private currentReport: AllocationReport;
  private readonly tasks: ReadonlyMap<string, TaskRunner>;
  private readonly health: HealthWatch;
  private checks: readonly CheckRunner[] = [];
  private waitingFor = "";
  private closed = false;
  private reconciling = false;
  private settled = false;

  constructor(
    private readonly parts: AgentParts,
    private readonly owner: AllocationOwner,
    private readonly stored: AllocationStart,
  ) {
    this.current = stored;
    this.currentReport = stored.report;
    this.health = new HealthWatch(parts.environment, () => this.changed());
    this.tasks = new Map(stored.group.Tasks.map((task) => [task.Name, this.taskRunner(task.Name)]));
  }

  get id(): string {
    return this.current.assignment.allocationId;
  }

  get spec(): AllocationSpec {
    return this.current;
  }

  get report(): AllocationReport {
    return this.currentReport;
  }

  get isTerminal(): boolean {
    return isClientTerminal(this.currentReport.clientStatus) && this.progresses().every((progress) => progress.phase === "dead");
  }

  /** What it holds on the node: nothing before it has begun, all until its last task is dead. */
  get held(): Demand | undefined {
    return this.hasBegun() && !this.isTerminal ? this.demand() : undefined;
  }

  begin(): void {
    this.planChecks();
    for (const task of this.tasks.values()) task.begin();
    this.reconcile();
  }

  update(assignment: Assignment, { job, group }: Pick<AllocationSpec, "job" | "group">, report: AllocationReport): void {
    const sameJob = assignment.jobKey === this.current.assignment.jobKey;
    this.current = { assignment, job, group };
    this.currentReport = report;
    if (!sameJob) {
      this.health.restart();
      this.planChecks();
    }
    this.reconcile();
  }

  /** Something that this allocation may wait for has changed. */
  reconsider(): void {
    if (!this.hasBegun()) this.reconcile();
  }

  /** A person's wish. Undefined task: all main tasks. False when no such task runs. */
  restart(task: string | undefined, reason: string): boolean {
    const names = task === undefined ? this.mainTasks() : [task];
    const running = names.flatMap((name) => this.tasks.get(name) ?? []).filter((runner) => runner.progress.phase === "running");
    for (const runner of running) runner.input({ kind: "restart", end: { kind: "requested" }, reason });
    return running.length > 0;
  }

  task(name: string): TaskRunner | undefined {
    return this.tasks.get(name);
  }

  async leave(): Promise<void> {
    for (const check of this.checks) check.close();
    this.health.close();
    await Promise.all([...this.tasks.values()].map((task) => task.leave()));
    this.closed = true;
  }

  private taskRunner(name: string): TaskRunner {
    const stored = this.stored.tasks.find((task) => task.name === name);
    const progress = stored === undefined ? receivedTask(this.parts.environment.clock.nowMs()) : (stored.progress as TaskProgress);
    const owner = {
      spec: () => this.current,
      node: () => this.owner.node(),
      contacted: () => this.owner.contacted(),
      persist: (task: StoredTask) => this.persist(task),
    };
    return new TaskRunner(this.parts, owner, { name, progress, handle: stored?.handle });
  }

  private mainTasks(): string[] {
    return this.current.group.Tasks.filter((task) => hookOf(task) === "").map((task) => task.Name);
  }

  private progresses(): TaskProgress[] {
    return [...this.tasks.values()].map((task) => task.progress);
  }

  private hasBegun(): boolean {
    return this.progresses().some((progress) => progress.phase !== "waiting");
  }

  private demand(): Demand {
    return demandOf(this.current.assignment, this.current.group);
  }

  private planChecks(): void {
    for (const check of this.checks) check.close();
    const last = new Map((this.checks.length > 0 ? this.checks.map((check) => check.state) : this.currentReport.checks).map((state) => [state.id, state]));
    const node = this.owner.node();
    const { region, hostEnv } = this.parts.settings;
    const scopeFor = (name: string) => {
      const task = this.current.group.Tasks.find((candidate) => candidate.Name === name) ?? this.current.group.Tasks[0];
      return task === undefined ? undefined : scopeOf({ spec: this.current, task, node, region, hostEnv }, NO_PATHS);
    };
    const plans = planChecks(this.current.group, {
      ports: this.current.assignment.ports,
      nodeIp: node.Attributes["unique.network.ip-address"] ?? "127.0.0.1",
      interpolate: (text, task) => {
        const scope = text.includes("${") ? scopeFor(task) : undefined;
        return scope === undefined ? text : interpolate(text, scope);
      },
    });
    this.checks = plans.map((plan) => new CheckRunner(this.parts, plan, { ...this.checkOwner(), last: last.get(plan.id) }));
  }

  private checkOwner() {
    return {
      taskHandle: (task: string) => this.tasks.get(task === "" ? (this.mainTasks()[0] ?? "") : task)?.runningHandle,
      checkChanged: () => this.changed(),
      restartAsked: (task: string, reason: string) => {
        const names = task === "" ? this.mainTasks() : [task];
        for (const name of names) this.tasks.get(name)?.input({ kind: "restart", end: { kind: "unhealthy", reason }, reason });
      },
    };
  }

  private persist(task: StoredTask): void {
    if (this.closed) return;
    this.parts.store.transaction(() => {
      this.parts.store.putTask(this.id, task);
      this.refreshReport();
    });
    this.reconcile();
  }

  /** Checks or health moved; the tasks did not. */
  private changed(): void {
    if (this.closed) return;
    this.reconcile();
  }

  private refreshReport(): void {
    const next = composeReport(this.reportSource(), this.currentReport.revision + 1);
    const change = compareReports(this.currentReport, next);
    if (change === "none") return;
    this.currentReport = next;
    this.parts.store.putReport(next);
    this.owner.reportChanged(this.id, change === "urgent");
  }

  private reportSource(): ReportSource {
    return {
      allocationId: this.id,
      tasks: this.current.group.Tasks.flatMap((task) => {
        const runner = this.tasks.get(task.Name);
        return runner === undefined ? [] : [{ name: task.Name, hook: hookOf(task), progress: runner.progress }];
      }),
      checks: this.checks.map((check) => check.state),
      healthy: this.currentReport.healthy ?? this.health.verdict,
      waitingFor: this.waitingFor,
    };
  }

  /** What follows from what is seen. Changes that an order brings about are seen in the next round. */
  private reconcile(): void {
    if (this.reconciling || this.closed) return;
    this.reconciling = true;
    queueMicrotask(() => {
      this.reconciling = false;
      if (!this.closed) this.reconcileNow();
    });
  }

  private reconcileNow(): void {
    this.followChecks();
    if (this.currentReport.healthy === undefined) this.watchHealth();
    this.carryOutOrders();
    this.refreshReport();
    if (this.isTerminal && !this.settled) this.settle();
  }

  private settle(): void {
    this.settled = true;
    for (const check of this.checks) check.close();
    this.health.close();
    this.parts.files.settle(this.id);
    this.owner.terminated(this.id);
  }

  private carryOutOrders(): void {
    const orders = coordinateTasks(this.coordinated(), { desired: this.current.assignment.desired, admitted: this.isAdmitted() });
    for (const order of orders) {
      const runner = this.tasks.get(order.task);
      if (order.kind === "admit") runner?.input({ kind: "admit", startId: this.parts.environment.ids.uuid() });
      else runner?.input({ kind: "kill", because: order.because });
    }
  }

  private coordinated() {
    return this.current.group.Tasks.flatMap((task) => {
      const runner = this.tasks.get(task.Name);
      if (runner === undefined) return [];
      const sidecar = task.Lifecycle?.Sidecar ?? false;
      return [{ name: task.Name, hook: hookOf(task), sidecar, leader: task.Leader, progress: runner.progress }];
    });
  }

  private isAdmitted(): boolean {
    if (this.hasBegun()) return true;
    if (this.current.assignment.desired === "stop") return false;
    const missing = this.owner.admit(this.demand());
    if (missing !== undefined && missing !== this.waitingFor) {
      this.parts.logger.warn("allocation waits for room on the node", { allocation: this.id, missing });
    }
    this.waitingFor = missing ?? "";
    return missing === undefined;
  }

  private followChecks(): void {
    for (const check of this.checks) {
      const names = check.plan.task === "" ? this.mainTasks() : [check.plan.task];
      const states = names.map((name) => this.tasks.get(name)?.progress);
      const up = states.length > 0 && states.every((progress) => progress?.phase === "running");
      check.follow(up ? Math.max(...states.map((progress) => progress?.state.startedAtMs ?? 0)) : 0);
    }
  }

  private watchHealth(): void {
    const { assignment, group } = this.current;
    if (!assignment.watchHealth || assignment.desired === "stop") return;
    this.health.look(group, {
      tasks: this.coordinated().map((task) => ({ hook: task.hook, sidecar: task.sidecar, state: this.tasks.get(task.name)!.progress.state })),
      checks: this.checks.map((check) => ({ passingSinceMs: check.passingSinceMs, ignored: check.plan.ignoredByHealth })),
    });
    const reason = this.health.unhealthyReason;
    if (reason === "") return;
    for (const task of this.tasks.values()) task.input({ kind: "note", event: taskEvents.allocationUnhealthy(reason) });
  }
}
