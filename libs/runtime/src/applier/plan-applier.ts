// plan-applier's loop: checks plans against the newest state, commits what fits, many plans in one entry. While one
// entry is under way the next plans gather and are checked on top of it when it is folded. Answers go out only after
// the own replica has seen the entry; a leader that lost its epoch answers `retry`, never `rejected`.
import type { Outcome } from "@berth/core/model/entry";
import type { Plan, PlanResult } from "@berth/core/model/plan";
import { AcceptedPlans } from "@berth/core/plan/accepted-plans";
import { checkPlan } from "@berth/core/plan/check-plan";
import { decodePlan } from "@berth/contracts/plan";
import { encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import { untilAborted } from "../broker/broker.js";
import type { LeaderWriter } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

/** Plans of one entry: bounded so that an entry stays small and others are not kept waiting. */
const maxPlansPerEntry = 128;
const maxPlanBytesPerEntry = 512 * 1024;
const maxWaiting = 4_096;

export interface PlanApplierOptions {
  readonly replica: Replica;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

interface Submitted {
  readonly plan: Plan;
  readonly bytes: number;
  readonly submittedAtMs: number;
  readonly answer: (result: PlanResult) => void;
}

interface Accepted {
  readonly submitted: Submitted;
  readonly plan: Plan;
  readonly moved: number;
  readonly rejected: number;
}

export class PlanApplier {
  private waiting: Submitted[] = [];
  private arrived: (() => void) | undefined;

  constructor(private readonly options: PlanApplierOptions) {}

  async lead(writer: LeaderWriter): Promise<void> {
    const { rpc, subjects } = this.options;
    const serving = await rpc.serve(subjects.leader("applier", "submit"), subjects.queue("applier"), (bytes) => this.submit(bytes));
    const wake = (): void => this.arrived?.();
    writer.over.addEventListener("abort", wake, { once: true });
    try {
      while (!writer.over.aborted) {
        if (this.waiting.length === 0) await this.next(writer.over);
        if (this.waiting.length > 0 && !writer.over.aborted) await this.commit(writer, this.take());
      }
    } finally {
      for (const submitted of this.waiting.splice(0)) this.answerRetry(submitted, "the plan applier no longer leads");
      await serving.close();
      await untilAborted(writer.over);
    }
  }

  private next(over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (over.aborted) return resolve();
      this.arrived = resolve;
    });
  }

  private async submit(bytes: Uint8Array): Promise<Uint8Array> {
    if (this.waiting.length >= maxWaiting) throw new RpcError("unavailable", "too many plans are waiting");
    const plan = decodePlan(bytes);
    const { clock } = this.options.environment;
    const result = await new Promise<PlanResult>((answer) => {
      this.waiting.push({ plan, bytes: bytes.length, submittedAtMs: clock.monotonicMs(), answer });
      this.arrived?.();
    });
    return encodeJson(result);
  }

  private take(): Submitted[] {
    let bytes = 0;
    let count = 0;
    for (const submitted of this.waiting) {
      bytes += submitted.bytes;
      if (count > 0 && (count >= maxPlansPerEntry || bytes > maxPlanBytesPerEntry)) break;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async commit(writer: LeaderWriter, batch: readonly Submitted[]): Promise<void> {
    const { state } = this.options.replica;
    const layer = new AcceptedPlans(state);
    const verifiedThrough = state.index;
    const accepted: Accepted[] = [];
    for (const submitted of batch) {
      const verdict = checkPlan(state, layer, submitted.plan);
      if (verdict.kind === "accepted") accepted.push({ submitted, ...verdict });
      else this.answer(submitted, { kind: "stale", index: state.index, reason: verdict.reason, placed: 0, moved: 0, rejected: 0 });
    }
    if (accepted.length === 0) return;
    try {
      const traces = [accepted.map(({ plan }) => state.evaluations.get(plan.evaluationId)?.trace ?? "").find((trace) => trace !== "") ?? ""];
      const [outcome] = await writer.write([{ type: "PlansCommitted", verifiedThrough, plans: accepted.map(({ plan }) => plan) }], traces);
      this.settle(accepted, outcome!);
    } catch (error) {
      this.options.logger.warn("plans were not committed", { reason: (error as Error).message, plans: accepted.length });
      for (const { submitted } of accepted) this.answerRetry(submitted, (error as Error).message);
    }
  }

  private settle(accepted: readonly Accepted[], outcome: Outcome): void {
    if (outcome.kind === "refused") {
      for (const { submitted } of accepted) this.answerRetry(submitted, outcome.message);
      return;
    }
    for (const [i, { submitted, plan, moved, rejected }] of accepted.entries()) {
      const fate = outcome.plans?.[i];
      const { index } = outcome;
      if (fate === undefined || !fate.applied)
        this.answer(submitted, { kind: "stale", index, reason: "the job changed before the plan was folded", placed: 0, moved: 0, rejected: 0 });
      else {
        const isPartial = plan.partial || fate.skipped > 0;
        this.answer(submitted, {
          kind: isPartial ? "partial" : "committed",
          index,
          reason: isPartial ? "some placements no longer fit" : "",
          placed: fate.placed,
          moved,
          rejected: rejected + fate.skipped,
        });
      }
    }
  }

  private answerRetry(submitted: Submitted, reason: string): void {
    this.answer(submitted, { kind: "retry", index: this.options.replica.state.index, reason, placed: 0, moved: 0, rejected: 0 });
  }

  private answer(submitted: Submitted, result: PlanResult): void {
    const { metrics, environment } = this.options;
    metrics.observe("nomad.plan.submit", environment.clock.monotonicMs() - submitted.submittedAtMs);
    metrics.count("berth.plan.placed", result.placed);
    metrics.count("berth.plan.moved", result.moved);
    metrics.count("berth.plan.rejected", result.rejected);
    submitted.answer(result);
  }
}
