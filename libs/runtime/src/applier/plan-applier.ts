// plan-applier's loop: checks plans against the newest state, commits what fits, many plans in one entry. A few entries may
// be under way at once, each checked on top of those before it. When one of them is not applied, the fold refuses those
// behind it (their ordinals do not follow): they wait until none is under way, and are checked and sent anew. Answers go
// out only after the own replica has seen the entry; a leader that lost its epoch answers `retry`, never `rejected`.
import type { Outcome } from "@berth/core/model/entry";
import type { Plan, PlanResult } from "@berth/core/model/plan";
import { type AcceptedBatch, AcceptedPlans } from "@berth/core/plan/accepted-plans";
import { checkPlan } from "@berth/core/plan/check-plan";
import { decodePlans } from "@berth/contracts/plan";
import { encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import { untilAborted } from "../broker/broker.js";
import type { LeaderWriter, SentEntry } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

/** Plans of one entry: bounded so that an entry stays small and others are not kept waiting. */
const maxPlansPerEntry = 128;
const maxPlanBytesPerEntry = 512 * 1024;
const maxWaiting = 4_096;
const maxUnderWay = 4;
/** While entries are under way plans gather to this before another is sent: each costs an fsync and a fold everywhere. */
const worthAnEntryPlans = 16;
const worthAnEntryBytes = 32 * 1024;

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

interface UnderWay {
  readonly entry: SentEntry;
  readonly accepted: readonly Accepted[];
  readonly batch: AcceptedBatch;
  readonly sentAtMs: number;
}

/** One leader's reign. */
export class PlanApplier {
  private waiting: Submitted[] = [];
  private waitingBytes = 0;
  private arrived: (() => void) | undefined;
  private readonly accepted: AcceptedPlans;
  /** By entry id, in the order of sending. */
  private readonly underWay = new Map<string, UnderWay>();
  /** Of them, those whose part is still on top of the state. */
  private readonly unfolded = new Map<string, AcceptedBatch>();
  /** One of those under way was not applied. */
  private isBroken = false;

  constructor(private readonly options: PlanApplierOptions) {
    this.accepted = new AcceptedPlans(options.replica.state);
  }

  async lead(writer: LeaderWriter): Promise<void> {
    const { rpc, subjects, replica } = this.options;
    const following = replica.onFolded((folded) => {
      for (const { entry } of folded) this.takeBack(entry.id);
    });
    const serving = await rpc.serve(subjects.leader("applier", "submit"), subjects.queue("applier"), (bytes) => this.submit(bytes));
    writer.over.addEventListener("abort", () => this.wake(), { once: true });
    try {
      while (!writer.over.aborted) {
        if (this.isTimeForAnEntry()) this.commit(writer, this.take());
        else await this.next(writer.over);
      }
    } finally {
      for (const submitted of this.waiting.splice(0)) this.answerRetry(submitted, "the plan applier no longer leads");
      await serving.close();
      await untilAborted(writer.over);
      following.close();
    }
  }

  private wake(): void {
    this.arrived?.();
    this.arrived = undefined;
  }

  private next(over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (over.aborted) return resolve();
      this.arrived = resolve;
    });
  }

  private isTimeForAnEntry(): boolean {
    if (this.waiting.length === 0) return false;
    if (this.underWay.size === 0) return true;
    if (this.isBroken || this.underWay.size >= maxUnderWay) return false;
    return this.waiting.length >= worthAnEntryPlans || this.waitingBytes >= worthAnEntryBytes;
  }

  private async submit(bytes: Uint8Array): Promise<Uint8Array> {
    if (this.waiting.length >= maxWaiting) throw new RpcError("unavailable", "too many plans are waiting");
    const plans = decodePlans(bytes);
    const { replica, environment } = this.options;
    const submittedAtMs = environment.clock.monotonicMs();
    // Rows of nodes mean what they meant there.
    await replica.reached(plans.reduce((index, { snapshotIndex }) => Math.max(index, snapshotIndex), 0));
    // Nearly: an entry has room for what one of them takes beyond its share.
    const each = bytes.length / Math.max(1, plans.length);
    const results = plans.map((plan) => new Promise<PlanResult>((answer) => this.enqueue([{ plan, bytes: each, submittedAtMs, answer }])));
    return encodeJson(await Promise.all(results));
  }

  private enqueue(submitted: readonly Submitted[]): void {
    for (const each of submitted) {
      this.waiting.push(each);
      this.waitingBytes += each.bytes;
    }
    this.wake();
  }

  private take(): Submitted[] {
    let bytes = 0;
    let count = 0;
    for (const submitted of this.waiting) {
      if (count > 0 && (count >= maxPlansPerEntry || bytes + submitted.bytes > maxPlanBytesPerEntry)) break;
      bytes += submitted.bytes;
      count++;
    }
    this.waitingBytes -= bytes;
    return this.waiting.splice(0, count);
  }

  private commit(writer: LeaderWriter, submitted: readonly Submitted[]): void {
    const { replica, environment, metrics } = this.options;
    const { state } = replica;
    const { clock } = environment;
    const startMs = clock.monotonicMs();
    if (this.underWay.size === 0) this.isBroken = false;
    const verifiedThrough = state.index;
    const accepted: Accepted[] = [];
    for (const each of submitted) {
      const verdict = checkPlan(state, this.accepted, each.plan);
      if (verdict.kind === "accepted") accepted.push({ submitted: each, ...verdict, plan: asWritten(verdict.plan) });
      else this.answer(each, { kind: "stale", index: state.index, reason: verdict.reason, placed: 0, moved: 0, rejected: 0 });
    }
    const sentAtMs = clock.monotonicMs();
    metrics.observe("nomad.plan.evaluate", sentAtMs - startMs);
    metrics.gauge("nomad.plan.queue_depth", this.waiting.length);
    if (accepted.length === 0) return;
    const traces = [accepted.map(({ plan }) => state.evaluations.get(plan.evaluationId)?.trace ?? "").find((trace) => trace !== "") ?? ""];
    const entry = writer.send([{ type: "PlansCommitted", verifiedThrough, plans: accepted.map(({ plan }) => plan) }], traces);
    const batch = this.accepted.seal();
    this.unfolded.set(entry.id, batch);
    this.underWay.set(entry.id, { entry, accepted, batch, sentAtMs });
    void this.settle(writer, this.underWay.get(entry.id)!);
  }

  /** The state says the same now, or nothing came of it. */
  private takeBack(entryId: string): void {
    const batch = this.unfolded.get(entryId);
    if (batch === undefined) return;
    this.unfolded.delete(entryId);
    this.accepted.drop(batch);
  }

  private async settle(writer: LeaderWriter, { entry, accepted, sentAtMs }: UnderWay): Promise<void> {
    const { logger, metrics, environment } = this.options;
    try {
      const [outcome] = await entry.outcomes;
      metrics.observe("nomad.plan.apply", environment.clock.monotonicMs() - sentAtMs);
      if (outcome!.kind === "applied") this.answerAll(accepted, outcome!);
      else this.sendAnew(writer, accepted, outcome!.message);
    } catch (error) {
      this.isBroken = true;
      logger.warn("plans were not committed", { reason: (error as Error).message, plans: accepted.length });
      for (const { submitted } of accepted) this.answerRetry(submitted, (error as Error).message);
    } finally {
      this.takeBack(entry.id);
      this.underWay.delete(entry.id);
      this.wake();
    }
  }

  /** Refused by the fold: another epoch, or an entry before it was not applied. */
  private sendAnew(writer: LeaderWriter, accepted: readonly Accepted[], reason: string): void {
    this.isBroken = true;
    const submitted = accepted.map((each) => each.submitted);
    if (writer.over.aborted) for (const each of submitted) this.answerRetry(each, reason);
    else this.enqueue(submitted);
  }

  private answerAll(accepted: readonly Accepted[], outcome: Outcome & { readonly kind: "applied" }): void {
    const { index } = outcome;
    for (const [i, { submitted, plan, moved, rejected }] of accepted.entries()) {
      const fate = outcome.plans?.[i];
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

/** Spare nodes were for the check alone. */
function asWritten(plan: Plan): Plan {
  return { ...plan, placements: plan.placements.map((group) => (group.spareNodeIds.length === 0 ? group : { ...group, spareNodeIds: [] })) };
}
