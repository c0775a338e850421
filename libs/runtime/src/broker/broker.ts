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
import type { DequeueRequest, DequeueResponse, NackRequest } from "./broker-protocol.js";

const nothing: DequeueResponse = { evaluationId: "", token: "", minIndex: 0 };
const longestParkMs = 10_000;

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
  readonly resolve: (response: DequeueResponse) => void;
  readonly timer: Timer;
}

/** One leader's reign. */
export class Broker {
  private readonly queue: EvaluationQueue;
  private readonly parked: Parked[] = [];
  private wake: Timer | undefined;

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
    await untilAborted(writer.over);
    following.close();
    this.wake?.cancel();
    for (const { resolve, timer } of this.parked.splice(0)) {
      timer.cancel();
      resolve(nothing);
    }
    await Promise.all(serving.map((subscription) => subscription.close()));
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
    const { environment, replica, metrics } = this.options;
    const nowMs = environment.clock.nowMs();
    const isPaused = replica.state.schedulerConfiguration.PauseEvalBroker;
    while (this.parked.length > 0 && !isPaused) {
      const delivery = this.queue.dequeue(nowMs, () => environment.ids.uuid());
      if (delivery === undefined) break;
      const { resolve, timer } = this.parked.shift()!;
      timer.cancel();
      resolve({ evaluationId: delivery.evaluation.id, token: delivery.token, minIndex: replica.state.index });
    }
    const counts = this.queue.counts();
    metrics.gauge("nomad.broker.total_ready", counts.ready);
    metrics.gauge("nomad.broker.total_unacked", counts.outstanding);
    metrics.gauge("nomad.broker.total_waiting", counts.delayed);
    metrics.gauge("nomad.blocked_evals.total_blocked", replica.state.blockedJobs.size);
    if (isPaused) this.wake?.cancel();
    else this.setAlarm(nowMs);
  }

  private setAlarm(nowMs: number): void {
    this.wake?.cancel();
    this.wake = undefined;
    const atMs = this.queue.nextWakeMs();
    if (atMs === undefined || this.parked.length === 0) return;
    this.wake = this.options.environment.clock.after(Math.min(60_000, Math.max(1, atMs - nowMs)), () => this.hand());
  }
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
