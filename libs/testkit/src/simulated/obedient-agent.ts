// An agent without tasks, for tests of the control plane: registers, polls, and at once reports what it was told as done.
// `obeys` can be turned off to let it fall silent.
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { NodeSpec } from "@berth/core/model/node";
import type { AllocationReport, ReportedStatus } from "@berth/core/model/report";
import type { Gateway } from "@berth/ports/gateway";

export class ObedientAgent {
  private readonly stopping = new AbortController();
  private readonly known = new Map<string, AllocationReport>();
  private registrationIndex = 0;
  private incarnation = "";
  private running: Promise<void> | undefined;

  constructor(
    private readonly gateway: Gateway,
    private readonly spec: NodeSpec,
    /** What becomes of an allocation that shall run; also its deployment health. */
    private readonly outcome: (assignment: Assignment) => ReportedStatus = () => "running",
  ) {}

  get allocationIds(): readonly string[] {
    return [...this.known].filter(([, report]) => report.clientStatus === "running").map(([id]) => id);
  }

  start(): void {
    this.running = this.run();
  }

  /** Falls silent, as a machine that lost power. */
  async kill(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    await this.register();
    let sinceIndex = 0;
    while (!this.stopping.signal.aborted) {
      const { registrationIndex, incarnation } = this;
      const poll = { nodeId: this.spec.ID, registrationIndex, incarnation, sinceIndex, waitMs: 100 };
      const answer = await this.gateway.poll(poll, this.stopping.signal).catch(() => undefined);
      if (answer === undefined || this.stopping.signal.aborted) continue;
      if (answer.kind === "register-again") {
        await this.register();
        continue;
      }
      await this.obey(answer.assignments);
      sinceIndex = answer.index;
    }
  }

  private async register(): Promise<void> {
    const registration = { spec: this.spec, secretHash: this.spec.ID, inventory: [...this.known.values()] };
    const { registrationIndex, incarnation } = await this.gateway.register({ registration });
    this.registrationIndex = registrationIndex;
    this.incarnation = incarnation;
  }

  private async obey(assignments: readonly Assignment[]): Promise<void> {
    const reports = assignments.flatMap((assignment): AllocationReport[] => {
      const before = this.known.get(assignment.allocationId);
      const clientStatus = assignment.desired === "stop" ? "complete" : this.outcome(assignment);
      if (before?.clientStatus === clientStatus) return [];
      const healthy = assignment.watchHealth && clientStatus === "running" ? true : undefined;
      const { allocationId } = assignment;
      return [{ allocationId, revision: (before?.revision ?? 0) + 1, clientStatus, description: "", taskStates: {}, checks: [], healthy }];
    });
    for (const report of reports) this.known.set(report.allocationId, report);
    if (reports.length === 0) return;
    await this.gateway.report({ nodeId: this.spec.ID, registrationIndex: this.registrationIndex, reports });
  }
}
