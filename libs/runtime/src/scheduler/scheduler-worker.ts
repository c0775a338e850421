// A scheduler worker: takes evaluations, looks at its own replica, submits the plans, goes on until the log has taken them.
// Looking is synchronous and one at a time; several plans may be on their way meanwhile (promises.ts). An evaluation is
// settled by the log, not by an acknowledgement: a worker that dies anywhere here costs only the broker's timeout.
import { hashString } from "@berth/core/common/hash";
import type { Evaluation } from "@berth/core/model/evaluation";
import type { Plan, PlanResult } from "@berth/core/model/plan";
import { schedule } from "@berth/core/scheduling/schedule";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import type { Tracing } from "@berth/ports/tracing";
import type { DeliveredEvaluation, DequeueRequest, DequeueResponse, NackRequest } from "../broker/broker-protocol.js";
import type { Replica } from "../log/replica.js";
import { PlanOutbox } from "./plan-outbox.js";
import { type Promises, promisesOf } from "./promises.js";

/** Tries without progress before the evaluation is given back. */
const attempts = 5;
/**
 * The largest number of fresh placements in one plan: larger jobs are cut into chunks of some 130 kB that commit as they
 * come. Each chunk looks at all that the job has, so that many small ones would cost a job of a million dear.
 */
export const maxPlacementsPerPlan = 16_000;
/** Evaluations that a worker has taken and not finished: their plans are on their way, or wait for their turn. */
const maxUnderWay = 256;
/** As many as it looks at in this time, so that what comes later and matters more need not wait long. */
const takenLookingMs = 8;
const leastTaken = 8;
const maxTaken = 64;
/** So long a worker looks before it lets messages in and out. */
const longestLookingMs = 4;
const firstRetryMs = 20;
const lastRetryMs = 2_000;
const leaderPauseMs = 200;
/** Two plans of one job met at the applier: the other one will be folded in a moment. */
const stalePauseMs = 20;

export interface SchedulerWorkerOptions {
  readonly replica: Replica;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly worker: string;
  readonly spares: number;
}

export class SchedulerWorker {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private readonly underWay = new Set<Promise<void>>();
  private readonly promises: Promises;
  private readonly outbox: PlanOutbox;
  /** Of the last looks. */
  private meanLookMs = 1;
  /** Since messages last had their turn. */
  private lookedMs = 0;

  constructor(private readonly options: SchedulerWorkerOptions) {
    this.promises = promisesOf(options.replica);
    this.outbox = new PlanOutbox(options);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    const { environment, logger, replica } = this.options;
    const { signal } = this.stopping;
    let retryMs = firstRetryMs;
    while (!signal.aborted) {
      try {
        const { evaluations, minIndex } = await this.dequeue();
        retryMs = firstRetryMs;
        this.lookedMs = 0;
        if (evaluations.length === 0) continue;
        await replica.reached(minIndex);
        for (const delivered of evaluations) this.begin(delivered);
        while (this.underWay.size > maxUnderWay - maxTaken) await Promise.race(this.underWay);
      } catch (error) {
        if (signal.aborted) return;
        logger.debug("no work", { reason: (error as Error).message });
        await environment.clock.sleep(retryMs, signal);
        retryMs = Math.min(lastRetryMs, retryMs * 2);
      }
    }
  }

  /** A broker that was killed answers nobody: the question is given up as soon as the log names another one. */
  private async dequeue(): Promise<DequeueResponse> {
    const { rpc, subjects, worker, replica } = this.options;
    const request: DequeueRequest = { worker, waitMs: 2_000, most: this.most };
    const epoch = replica.state.leaders.get("broker")?.epoch;
    const asked = rpc.request(subjects.leader("broker", "dequeue"), encodeJson(request), 5_000).then((answer) => decodeJson<DequeueResponse>(answer));
    let watching: { close(): void } | undefined;
    const succeeded = new Promise<undefined>((resolve) => {
      watching = replica.onFolded(() => void (replica.state.leaders.get("broker")?.epoch === epoch || resolve(undefined)));
    });
    const answer = await Promise.race([asked, succeeded]).finally(() => watching?.close());
    if (answer !== undefined) return answer;
    // It may have reached the successor all the same.
    void asked.then(({ evaluations }) => Promise.all(evaluations.map(({ token }) => this.nack(token, "the question was given up"))), () => undefined);
    throw new RpcError("unavailable", "another broker leads now");
  }

  private get most(): number {
    return Math.round(Math.min(maxTaken, Math.max(leastTaken, takenLookingMs / this.meanLookMs)));
  }

  private begin(delivered: DeliveredEvaluation): void {
    const task: Promise<void> = this.process(delivered).finally(() => this.underWay.delete(task));
    this.underWay.add(task);
  }

  private async process({ evaluationId, token }: DeliveredEvaluation): Promise<void> {
    const { replica, logger, tracing } = this.options;
    const evaluation = replica.state.evaluations.get(evaluationId);
    if (evaluation?.status !== "pending") return;
    try {
      const attributes = { "berth.job": evaluation.jobId, "berth.evaluation": evaluation.id, "berth.trigger": evaluation.triggeredBy };
      await tracing.withSpan("evaluate", { parent: evaluation.trace, kind: "consumer", attributes }, () => this.evaluate(evaluation.id));
    } catch (error) {
      logger.warn("evaluation given back", { evaluation: evaluation.id, job: evaluation.jobId, reason: (error as Error).message });
      await this.nack(token, (error as Error).message);
    }
  }

  private async nack(token: string, reason: string): Promise<void> {
    const { rpc, subjects, logger } = this.options;
    const request: NackRequest = { token, reason };
    await rpc.request(subjects.leader("broker", "nack"), encodeJson(request), 5_000).catch((error: unknown) => {
      logger.debug("the broker will time the evaluation out itself", { reason: (error as Error).message });
    });
  }

  private async evaluate(evaluationId: string): Promise<void> {
    const { replica, environment, metrics } = this.options;
    const { signal } = this.stopping;
    let left = attempts;
    while (left > 0) {
      await this.turn();
      const evaluation = replica.state.evaluations.get(evaluationId);
      if (evaluation?.status !== "pending" || signal.aborted) return;
      const result = await this.submitOrRetry(evaluation);
      await replica.reached(result.index);
      this.promises.takeBack(evaluationId);
      // What waits for capacity that was freed while its plan was under way is pending again in the same entry.
      if (result.kind === "committed" && replica.state.evaluations.get(evaluationId)?.status !== "pending") return;
      metrics.count("berth.scheduler.retries", 1, { result: result.kind });
      if (result.kind === "retry") await environment.clock.sleep(50, signal);
      // Waiting for a leader is no attempt; the broker's timeout bounds it.
      else left = result.placed > 0 ? attempts : left - 1;
      if (result.kind === "stale") await environment.clock.sleep(stalePauseMs, signal);
    }
    throw new RpcError("refused", `no plan was accepted in ${attempts} attempts`);
  }

  /** Until this worker may look: not too much is under way, and messages had their turn. */
  private async turn(): Promise<void> {
    await this.promises.turn();
    while (this.lookedMs >= longestLookingMs) {
      const lookedMs = this.lookedMs;
      await this.options.environment.clock.sleep(0);
      // The first of those that waited here looks; it is counted anew from there.
      if (this.lookedMs === lookedMs) this.lookedMs = 0;
    }
  }

  /** No answer, or nobody there: a change of leader, most likely. Looked at anew, on what the log says by then. */
  private async submitOrRetry(evaluation: Evaluation): Promise<PlanResult> {
    try {
      return await this.submit(evaluation);
    } catch (error) {
      this.promises.takeBack(evaluation.id);
      if (!(error instanceof RpcError) || error.code === "refused" || error.code === "internal") throw error;
      await this.options.environment.clock.sleep(leaderPauseMs, this.stopping.signal);
      return { kind: "retry", index: this.options.replica.state.index, reason: error.message, placed: 0, moved: 0, rejected: 0 };
    }
  }

  private async submit(evaluation: Evaluation): Promise<PlanResult> {
    const { tracing, metrics, environment } = this.options;
    const startMs = environment.clock.monotonicMs();
    let plan = this.look(evaluation);
    if (lacksRoom(plan) && !this.promises.isEmpty) plan = await this.promises.alone(() => this.promised(this.look(evaluation)));
    else this.promised(plan);
    const lookedMs = environment.clock.monotonicMs() - startMs;
    const result = await tracing.withSpan("submit plan", { kind: "client" }, () => this.outbox.submit(plan));
    if (result.kind === "stale" || result.kind === "retry") metrics.observe("berth.scheduler.wasted", lookedMs);
    return result;
  }

  private promised(plan: Plan): Plan {
    this.promises.keep(plan);
    return plan;
  }

  private look(evaluation: Evaluation): Plan {
    const { replica, environment, spares, metrics } = this.options;
    const startMs = environment.clock.monotonicMs();
    const plan = schedule(replica.state, evaluation, {
      nowMs: Math.max(environment.clock.nowMs(), evaluation.waitUntilMs),
      seed: hashString(evaluation.id, replica.state.index),
      spares,
      maxPlacements: maxPlacementsPerPlan,
    });
    const tookMs = environment.clock.monotonicMs() - startMs;
    this.lookedMs += tookMs;
    this.meanLookMs += (tookMs - this.meanLookMs) / 16;
    metrics.observe(`nomad.worker.invoke_scheduler.${evaluation.type}`, tookMs);
    return plan;
  }
}

/** Something found no node that had room; where no node could run it at all, nobody's plan is in its way. */
function lacksRoom({ failedGroups }: Plan): boolean {
  return Object.values(failedGroups).some((metric) => metric.nodesExhausted > 0);
}
