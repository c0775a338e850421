// Questions between processes over an unreliable network: delay, loss, doubling, partitions. A dead process keeps its
// subscriptions for a moment, a paused or unreachable one keeps them: questions routed there are not answered.
import type { Subscription } from "@berth/ports/log";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import type { FaultCounts } from "./fault-counts.ts";
import type { FaultRates } from "./fault-rates.ts";
import type { Life } from "./life.ts";
import type { Random } from "./random.ts";
import type { SimTime } from "./sim-time.ts";

interface Responder {
  readonly life: Life;
  readonly handle: (payload: Uint8Array) => Promise<Uint8Array>;
}

interface Listener {
  readonly life: Life;
  readonly hear: (payload: Uint8Array, subject: string) => void;
}

export interface Answered {
  readonly from: Life;
  readonly by: Life;
  readonly subject: string;
  readonly question: Uint8Array;
  readonly answer: Uint8Array;
}

export interface NetworkParts {
  readonly time: SimTime;
  readonly random: Random;
  readonly rates: FaultRates;
  readonly counts: FaultCounts;
  /** Each answer as it leaves its responder. */
  readonly onAnswered: (answered: Answered) => void;
  /** Each published message as it reaches a listener. */
  readonly onHeard: (by: Life, subject: string, payload: Uint8Array) => void;
}

export class Network {
  private readonly responders = new Map<string, Set<Responder>>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.parts = parts;
  }

  client(life: Life): Rpc {
    return {
      request: (subject, payload, timeoutMs) => this.request(life, { subject, payload, timeoutMs }),
      serve: async (subject, _queue, handle) => this.add(this.responders, subject, { life, handle }),
      publish: (subject, payload) => this.publish(life, subject, payload),
      subscribe: async (subject, hear) => this.add(this.listeners, subject, { life, hear }),
    };
  }

  private add<T extends { readonly life: Life }>(table: Map<string, Set<T>>, subject: string, member: T): Subscription {
    const members = table.get(subject) ?? new Set<T>();
    table.set(subject, members.add(member));
    return {
      close: async () => {
        members.delete(member);
      },
    };
  }

  /** The servers notice that a process has gone. */
  forget(life: Life): void {
    for (const table of [this.responders, this.listeners])
      for (const members of table.values()) for (const member of members) if (member.life === life) members.delete(member as never);
  }

  private travel(life: Life): number {
    return life.random.delay(0.2, this.parts.rates.rpcDelayMs);
  }

  private request(from: Life, asked: { readonly subject: string; readonly payload: Uint8Array; readonly timeoutMs: number }): Promise<Uint8Array> {
    const { rates, counts } = this.parts;
    const { subject, payload, timeoutMs } = asked;
    return new Promise((resolve, reject) => {
      if (!from.alive) return;
      const timer = from.after(timeoutMs, () => reject(new RpcError("timeout", `no answer to ${subject} within ${timeoutMs} ms`)));
      const settle = (deliver: () => void): void =>
        void from.after(this.travel(from), () => {
          if (from.isDeaf()) return;
          timer.cancel();
          deliver();
        });
      if (from.isMute() || counts.happens("request lost", rates.requestLost)) return;
      const copies = counts.happens("request doubled", rates.requestDoubled) ? 2 : 1;
      for (let i = 0; i < copies; i++) this.parts.time.after(this.travel(from), () => this.route(from, { subject, payload }, { resolve, reject, settle }));
    });
  }

  private route(
    from: Life,
    { subject, payload }: { readonly subject: string; readonly payload: Uint8Array },
    back: { readonly resolve: (answer: Uint8Array) => void; readonly reject: (error: Error) => void; readonly settle: (deliver: () => void) => void },
  ): void {
    const { rates, counts, random, onAnswered } = this.parts;
    const responders = [...(this.responders.get(subject) ?? [])];
    if (responders.length === 0) return back.settle(() => back.reject(new RpcError("no-responder", `nobody serves ${subject}`)));
    const { life, handle } = random.pick(responders);
    if (life.isDeaf()) return;
    const isLost = (): boolean => life.isMute() || counts.happens("reply lost", rates.replyLost);
    life.after(this.travel(life), () => {
      handle(payload).then(
        (answer) => {
          if (!life.alive) return;
          onAnswered({ from, by: life, subject, question: payload, answer });
          if (!isLost()) back.settle(() => back.resolve(answer));
        },
        (error: unknown) => {
          if (!life.alive || isLost()) return;
          const known = error instanceof RpcError ? error : new RpcError("internal", error instanceof Error ? error.message : String(error));
          back.settle(() => back.reject(known));
        },
      );
    });
  }

  private publish(from: Life, subject: string, payload: Uint8Array): void {
    const { rates, counts, onHeard } = this.parts;
    if (!from.alive || from.isMute()) return;
    for (const { life, hear } of this.listeners.get(subject) ?? []) {
      if (counts.happens("publication lost", rates.publishLost)) continue;
      life.after(this.travel(life), () => {
        if (life.isDeaf()) return;
        onHeard(life, subject, payload);
        hear(payload, subject);
      });
    }
  }
}
