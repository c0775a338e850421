// Questions inside one process, for `berth dev`: the same contract as over NATS, without the wire. A question nobody
// serves here goes on to the outer Rpc, if there is one (agents live in other processes).
import type { Subscription } from "@berth/ports/log";
import { type Rpc, RpcError } from "@berth/ports/rpc";

type Listener = (payload: Uint8Array, subject: string) => void;
type Handler = (payload: Uint8Array) => Promise<Uint8Array>;

export class LocalRpc implements Rpc {
  private readonly handlers = new Map<string, Handler[]>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private turn = 0;

  constructor(private readonly outer: Rpc | undefined) {}

  async request(subject: string, payload: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    const handlers = this.handlers.get(subject);
    if (handlers === undefined || handlers.length === 0) {
      if (this.outer !== undefined) return this.outer.request(subject, payload, timeoutMs);
      throw new RpcError("no-responder", `nobody serves ${subject}`);
    }
    return handlers[this.turn++ % handlers.length]!(payload);
  }

  async serve(subject: string, queue: string, handler: Handler): Promise<Subscription> {
    const handlers = this.handlers.get(subject) ?? [];
    this.handlers.set(subject, [...handlers, handler]);
    const outside = await this.outer?.serve(subject, queue, handler);
    return {
      close: async () => {
        this.handlers.set(
          subject,
          (this.handlers.get(subject) ?? []).filter((other) => other !== handler),
        );
        await outside?.close();
      },
    };
  }

  publish(subject: string, payload: Uint8Array): void {
    if (this.outer !== undefined) return this.outer.publish(subject, payload);
    for (const listener of this.listeners.get(subject) ?? []) listener(payload, subject);
  }

  async subscribe(subject: string, onMessage: Listener): Promise<Subscription> {
    if (this.outer !== undefined) return this.outer.subscribe(subject, onMessage);
    const listeners = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, listeners.add(onMessage));
    return {
      close: async () => {
        listeners.delete(onMessage);
      },
    };
  }
}
