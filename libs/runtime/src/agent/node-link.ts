// The agent's line to the cluster: register with the whole inventory, then poll for changes for ever; the poll is the
// heartbeat. When the gateway says so, when what the node offers changed, or when the log began a new life: register again.
//
//   register ──ok──▶ poll ──changes──▶ carry out, store, poll again
//      ▲  failed: backoff │
//      └──────────────────┘ register-again, other incarnation, fingerprint changed
import type { PollResponse, RegisterResponse } from "@berth/core/model/agent-protocol";
import type { NodeRegistration } from "@berth/core/model/node";
import type { AgentParts } from "./agent-parts.js";
import { Backoff, messageOf, within } from "./backoff.js";

export interface NodeLinkOwner {
  /** Its counter is above all earlier ones, and above this one. */
  registration(countFrom: number): NodeRegistration;
  registered(registration: NodeRegistration, response: RegisterResponse): void;
  unregistered(): void;
  /** Specs that the last answer should have had, and had not. */
  missingJobs(): readonly string[];
  /** Carries out an answer; resolves when it is stored and the next one may be asked for. */
  changes(response: PollResponse): Promise<void>;
}

const REGISTER_BACKOFF = { firstMs: 200, maxMs: 15_000 };
const POLL_BACKOFF = { firstMs: 200, maxMs: 3000 };
const REGISTER_TIMEOUT_MS = 5000;
/** A gateway that dies with our poll in its hands says nothing: so long after its time is over it is asked again. */
const POLL_GRACE_MS = 1000;

export class NodeLink {
  private readonly leaving = new AbortController();
  private again = new AbortController();
  private running: Promise<void> | undefined;
  private heartbeatTtlMs = 30_000;

  constructor(
    private readonly parts: AgentParts,
    private readonly nodeId: string,
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
    let countFrom = 0;
    while (!this.leaving.signal.aborted) {
      const registration = this.owner.registration(countFrom);
      try {
        const limit = { timeoutMs: REGISTER_TIMEOUT_MS, signal: this.leaving.signal, what: "a registration" };
        const response = await within(this.parts.environment, limit, this.parts.gateway.register({ registration }));
        if (response.countFrom !== undefined) {
          countFrom = response.countFrom;
          throw new Error("the cluster knows a later registration of this node");
        }
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

  private async poll(signal: AbortSignal): Promise<PollResponse> {
    const { store, settings, environment, gateway } = this.parts;
    const { incarnation, registrationIndex, sinceIndex } = store.position();
    // A third of the TTL parked, a sixth of it to notice a dead gateway: half is left to reach another one.
    const waitMs = Math.max(100, Math.min(settings.pollWaitMs, Math.floor(this.heartbeatTtlMs / 3)));
    const timeoutMs = waitMs + Math.max(POLL_GRACE_MS, Math.floor(this.heartbeatTtlMs / 6));
    const late = new AbortController();
    const missingJobs = this.owner.missingJobs();
    const request = { nodeId: this.nodeId, incarnation, registrationIndex, sinceIndex, waitMs, ...(missingJobs.length > 0 ? { missingJobs } : {}) };
    try {
      return await within(environment, { timeoutMs, signal, what: "a poll" }, gateway.poll(request, AbortSignal.any([signal, late.signal])));
    } finally {
      late.abort();
    }
  }
}
