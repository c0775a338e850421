// The agent's line to the cluster: register with the whole inventory, then poll for changes for ever; the poll is the
// heartbeat. When the gateway says so, when what the node offers changed, or when the log began a new life: register again.
//
//   register ──ok──▶ poll ──changes──▶ carry out, store, poll again
//      ▲  failed: backoff │
//      └──────────────────┘ register-again, other incarnation, fingerprint changed
import type { PollResponse, RegisterResponse } from "@berth/core/model/agent-protocol";
import type { NodeRegistration } from "@berth/core/model/node";
import type { AgentParts } from "./agent-parts.js";
import { Backoff, messageOf } from "./backoff.js";

export interface NodeLinkOwner {
  registration(): NodeRegistration;
  registered(registration: NodeRegistration, response: RegisterResponse): void;
  unregistered(): void;
  /** Carries out an answer; resolves when it is stored and the next one may be asked for. */
  changes(response: PollResponse): Promise<void>;
}

const REGISTER_BACKOFF = { firstMs: 200, maxMs: 15_000 };
const POLL_BACKOFF = { firstMs: 200, maxMs: 3000 };

export class NodeLink {
  private readonly leaving = new AbortController();
  private again = new AbortController();
  private running: Promise<void> | undefined;
  private heartbeatTtlMs = 30_000;

  constructor(
    private readonly parts: AgentParts,
    private readonly owner: NodeLinkOwner,
  ) {}

  begin(): void {
    this.running = this.run();
  }

  registerAgain(reason: string): void {
    if (this.again.signal.aborted) return;
    this.parts.logger.info("registering again", { reason });
    this.again.abort();
  }

  async close(): Promise<void> {
    this.leaving.abort();
    this.again.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      this.again = new AbortController();
      const registered = await this.register();
      if (registered) await this.pollUntilAgain();
      this.owner.unregistered();
    }
  }

  private async register(): Promise<boolean> {
    const backoff = new Backoff(this.parts.environment, REGISTER_BACKOFF);
    while (!this.leaving.signal.aborted) {
      const registration = this.owner.registration();
      try {
        const response = await this.parts.gateway.register({ registration });
        this.heartbeatTtlMs = response.heartbeatTtlMs;
        this.owner.registered(registration, response);
        this.parts.logger.info("registered", { registrationIndex: response.registrationIndex, incarnation: response.incarnation });
        return true;
      } catch (error) {
        this.parts.logger.warn("cannot register, trying again", { error: messageOf(error) });
        await backoff.wait(this.leaving.signal);
      }
    }
    return false;
  }

  private async pollUntilAgain(): Promise<void> {
    const { again } = this;
    const backoff = new Backoff(this.parts.environment, POLL_BACKOFF);
    while (!again.signal.aborted) {
      try {
        const response = await this.poll(again.signal);
        if (again.signal.aborted) return;
        this.heartbeatTtlMs = response.heartbeatTtlMs;
        if (response.kind === "register-again") return this.registerAgain(response.reason);
        await this.owner.changes(response);
        backoff.reset();
      } catch (error) {
        if (again.signal.aborted) return;
        this.parts.logger.warn("cannot poll, trying again", { error: messageOf(error) });
        await backoff.wait(again.signal);
      }
    }
  }

  private poll(signal: AbortSignal): Promise<PollResponse> {
    const { incarnation, registrationIndex, sinceIndex } = this.parts.store.position();
    const { nodeId } = this.parts.store.identity(() => {
      throw new Error("polled before the node had a name");
    });
    const waitMs = Math.max(100, Math.min(this.parts.settings.pollWaitMs, Math.floor(this.heartbeatTtlMs / 2)));
    return this.parts.gateway.poll({ nodeId, incarnation, registrationIndex, sinceIndex, waitMs }, signal);
  }
}
