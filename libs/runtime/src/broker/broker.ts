// evaluation-broker's loop: hands out what the state says is due. It leads without writing a single entry: a new broker
// begins with what is pending in its replica and nobody working. Its timers are about liveness only.
import { EvaluationQueue } from "@berth/core/evaluations/evaluation-queue";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment, Timer } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { Rpc } from "@berth/ports/rpc";
import type { Replica } from "../log/replica.js";
import type { LeaderWriter } from "../log/leadership.js";
import type { DeliveredEvaluation, DequeueRequest, DequeueResponse, NackRequest } from "./broker-protocol.js";

const nothing: DequeueResponse = { evaluations: [], minIndex: 0 };
const longestParkMs = 10_000;
const mostAtOnce = 64;
const gaugePauseMs = 1_000;

export interface BrokerOptions {
  readonly replica: Replica;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly ackTimeoutMs: number;
}

interface Parked {
  readonly most: number;
  readonly resolve: (response: DequeueResponse) => void;
  readonly timer: Timer;
}

/** One leader's reign. */
export class Broker {
  private readonly queue: EvaluationQueue;
  private readonly parked: Parked[] = [];
  private wake: Timer | undefined;
  private wakeAtMs = Infinity;

  constructor(private readonly options: BrokerOptions) {
    this.queue = new EvaluationQueue(options.ackTimeoutMs);
  }

  async lead(writer: LeaderWriter): Promise<void> {
    const { replica, rpc, subjects } = this.options;
    for (const evaluation of replica.state.evaluations.values()) if (evaluation.status === "pending") this.queue.offer(evaluation);
    const following = replica.onFolded((folded) => {
      for (const ctx of folded) for (const id of ctx.evaluations) this.take(id);
      this.hand();
    });
    const serving = await Promise.all([
      rpc.serve(subjects.leader("broker", "dequeue"), subjects.queue("broker"), (bytes) => this.dequeue(decodeJson<DequeueRequest>(bytes))),
      rpc.serve(subjects.leader("broker", "nack"), subjects.queue("broker"), (bytes) => this.nack(decodeJson<NackRequest>(bytes))),
    ]);
    this.hand();
    await this.tellUntil(writer.over);
    following.close();
    this.wake?.cancel();
    for (const { resolve, timer } of this.parked.splice(0)) {
      timer.cancel();
      resolve(nothing);
    }
    await Promise.all(serving.map((subscription) => subscription.close()));
  }

  /** Gauges are read every few seconds at most: they need not follow each entry. */
  private async tellUntil(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      this.tell();
      await this.options.environment.clock.sleep(gaugePauseMs, over);
    }
  }

  private take(id: string): void {
    const evaluation = this.options.replica.state.evaluations.get(id);
    if (evaluation?.status === "pending") this.queue.offer(evaluation);
    else this.queue.settle(id);
  }

  private async dequeue(request: DequeueRequest): Promise<Uint8Array> {
    const { clock } = this.options.environment;
    const waitMs = Math.min(longestParkMs, Math.max(0, request.waitMs));
    const response = await new Promise<DequeueResponse>((resolve) => {
      const entry: Parked = {
        most: Math.min(mostAtOnce, Math.max(1, request.most)),
        resolve,
        timer: clock.after(waitMs, () => {
          this.parked.splice(this.parked.indexOf(entry), 1);
          resolve(nothing);
        }),
      };
      this.parked.push(entry);
      this.hand();
    });
    return encodeJson(response);
  }

  private async nack({ token, reason }: NackRequest): Promise<Uint8Array> {
    this.options.logger.debug("evaluation given back", { reason });
    this.queue.nack(token, this.options.environment.clock.nowMs());
    this.hand();
    return encodeJson({});
  }

  /** Gives what is due to who waits, and sets the alarm for what becomes due by time. */
  private hand(): void {
    const { environment, replica } = this.options;
    const nowMs = environment.clock.nowMs();
    if (replica.state.schedulerConfiguration.PauseEvalBroker) return this.silenceAlarm();
    while (this.parked.length > 0) {
      // Not more than its share: who waits beside it is free now.
      const share = Math.ceil(this.queue.counts().ready / this.parked.length);
      const evaluations = this.dequeueUpTo(Math.min(this.parked[0]!.most, Math.max(1, share)), nowMs);
      if (evaluations.length === 0) break;
      const { resolve, timer } = this.parked.shift()!;
      timer.cancel();
      resolve({ evaluations, minIndex: replica.state.index });
    }
    this.setAlarm(nowMs);
  }

  private dequeueUpTo(most: number, nowMs: number): readonly DeliveredEvaluation[] {
    const { ids } = this.options.environment;
    const evaluations: DeliveredEvaluation[] = [];
    while (evaluations.length < most) {
      const delivery = this.queue.dequeue(nowMs, () => ids.uuid());
      if (delivery === undefined) break;
      evaluations.push({ evaluationId: delivery.evaluation.id, token: delivery.token });
    }
    return evaluations;
  }

  private tell(): void {
    const { replica, metrics } = this.options;
    const counts = this.queue.counts();
    metrics.gauge("nomad.broker.total_ready", counts.ready);
    metrics.gauge("nomad.broker.total_unacked", counts.outstanding);
    metrics.gauge("nomad.broker.total_waiting", counts.delayed);
    metrics.gauge("nomad.blocked_evals.total_blocked", replica.state.blockedJobs.size);
  }

  private silenceAlarm(): void {
    this.wake?.cancel();
    this.wake = undefined;
  }

  /** One that rings too early finds nothing and is set again: it is not moved for every evaluation that is settled. */
  private setAlarm(nowMs: number): void {
    const atMs = this.parked.length === 0 ? undefined : this.queue.nextWakeMs();
    if (atMs === undefined || (this.wake !== undefined && this.wakeAtMs <= atMs)) return;
    this.silenceAlarm();
    const waitMs = Math.min(60_000, Math.max(1, atMs - nowMs));
    this.wakeAtMs = nowMs + waitMs;
    this.wake = this.options.environment.clock.after(waitMs, () => {
      this.wake = undefined;
      this.hand();
    });
  }
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
