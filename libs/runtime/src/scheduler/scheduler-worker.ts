// A scheduler worker: takes one evaluation at a time, looks at its own replica, submits the plan, goes on until the
// log has taken it. The evaluation is settled by the log, not by an acknowledgement: a worker that dies anywhere here
// costs only the broker's timeout.
import { hashString } from "@berth/core/common/hash";
import type { Evaluation } from "@berth/core/model/evaluation";
import type { PlanResult } from "@berth/core/model/plan";
import { schedule } from "@berth/core/scheduling/schedule";
import { encodePlan } from "@berth/contracts/plan";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import type { Tracing } from "@berth/ports/tracing";
import type { DequeueRequest, DequeueResponse, NackRequest } from "../broker/broker-protocol.js";
import type { Replica } from "../log/replica.js";

/** Tries without progress before the evaluation is given back. */
const attempts = 5;
/** The largest number of placements in one plan: larger jobs are cut into chunks that commit as they come. */
const maxPlacementsPerPlan = 1_000;
/** An applier that died does not answer. Asking again is safe: of the plans made for one state of a job one counts. */
const submitTimeoutMs = 3_000;
const firstRetryMs = 20;
const lastRetryMs = 2_000;
const leaderPauseMs = 200;

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

  constructor(private readonly options: SchedulerWorkerOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { environment, logger } = this.options;
    const { signal } = this.stopping;
    let retryMs = firstRetryMs;
    while (!signal.aborted) {
      try {
        const work = await this.dequeue();
        retryMs = firstRetryMs;
        if (work.evaluationId !== "") await this.process(work);
      } catch (error) {
        if (signal.aborted) return;
        logger.debug("no work", { reason: (error as Error).message });
        await environment.clock.sleep(retryMs, signal);
        retryMs = Math.min(lastRetryMs, retryMs * 2);
      }
    }
  }

  private async dequeue(): Promise<DequeueResponse> {
    const { rpc, subjects, worker } = this.options;
    const request: DequeueRequest = { worker, waitMs: 2_000 };
    return decodeJson(await rpc.request(subjects.leader("broker", "dequeue"), encodeJson(request), 5_000));
  }

  private async process(work: DequeueResponse): Promise<void> {
    const { replica, logger, tracing } = this.options;
    await replica.reached(work.minIndex);
    const evaluation = replica.state.evaluations.get(work.evaluationId);
    if (evaluation?.status !== "pending") return;
    try {
      const attributes = { "berth.job": evaluation.jobId, "berth.evaluation": evaluation.id, "berth.trigger": evaluation.triggeredBy };
      await tracing.withSpan("evaluate", { parent: evaluation.trace, kind: "consumer", attributes }, () => this.evaluate(evaluation.id));
    } catch (error) {
      logger.warn("evaluation given back", { evaluation: evaluation.id, job: evaluation.jobId, reason: (error as Error).message });
      await this.nack(work.token, (error as Error).message);
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
    const { replica, environment } = this.options;
    let left = attempts;
    while (left > 0) {
      const evaluation = replica.state.evaluations.get(evaluationId);
      if (evaluation?.status !== "pending") return;
      const result = await this.submitOrRetry(evaluation);
      await replica.reached(result.index);
      if (result.kind === "committed") return;
      if (result.kind === "retry") await environment.clock.sleep(50, this.stopping.signal);
      // Waiting for a leader is no attempt; the broker's timeout bounds it.
      else left = result.placed > 0 ? attempts : left - 1;
      if (this.stopping.signal.aborted) return;
    }
    throw new RpcError("refused", `no plan was accepted in ${attempts} attempts`);
  }

  /** No answer, or nobody there: a change of leader, most likely. Looked at anew, on what the log says by then. */
  private async submitOrRetry(evaluation: Evaluation): Promise<PlanResult> {
    try {
      return await this.submit(evaluation);
    } catch (error) {
      if (!(error instanceof RpcError) || error.code === "refused" || error.code === "internal") throw error;
      await this.options.environment.clock.sleep(leaderPauseMs, this.stopping.signal);
      return { kind: "retry", index: this.options.replica.state.index, reason: error.message, placed: 0, moved: 0, rejected: 0 };
    }
  }

  private submit(evaluation: Evaluation): Promise<PlanResult> {
    const { replica, rpc, subjects, environment, spares, metrics, tracing } = this.options;
    const startMs = environment.clock.monotonicMs();
    const plan = schedule(replica.state, evaluation, {
      nowMs: Math.max(environment.clock.nowMs(), evaluation.waitUntilMs),
      seed: hashString(evaluation.id, replica.state.index),
      spares,
      maxPlacements: maxPlacementsPerPlan,
    });
    metrics.observe(`nomad.worker.invoke_scheduler.${evaluation.type}`, environment.clock.monotonicMs() - startMs);
    return tracing.withSpan("submit plan", { kind: "client" }, async () =>
      decodeJson<PlanResult>(await rpc.request(subjects.leader("applier", "submit"), encodePlan(plan), submitTimeoutMs)),
    );
  }
}
