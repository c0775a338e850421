// node-gateway's loop: all that agents talk to. A poll is the heartbeat; it is parked until something changed for the
// node or its time is over. Nothing is remembered here that could not be lost: an agent that asks another gateway gets
// the same answers.
import type { PollRequest, PollResponse, RegisterRequest, RegisterResponse, ReportRequest, ReportResponse } from "@berth/core/model/agent-protocol";
import type { NodeRecord } from "@berth/core/state/node-table";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { CommandLog } from "@berth/ports/command-log";
import type { Environment, Timer } from "@berth/ports/environment";
import type { Gateway } from "@berth/ports/gateway";
import type { Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import type { Replica } from "../log/replica.js";
import { changesSince, unknownTo } from "./assignments.js";
import type { HeardDigest } from "./heard-digest.js";

const longestParkMs = 15_000;
const longestDigestMs = 1_000;
const maxReportsPerRequest = 1_000;

export interface NodeGatewayOptions {
  readonly replica: Replica;
  readonly commands: CommandLog;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly instance: string;
  readonly heartbeatTtlMs: number;
}

interface ParkedPoll {
  readonly sinceIndex: number;
  readonly finish: (response: PollResponse) => void;
  readonly timer: Timer;
}

export class NodeGateway implements Gateway {
  private readonly heard = new Set<string>();
  private readonly parked = new Map<string, Set<ParkedPoll>>();
  /** Collected allocations that their node's agent may forget; told once, on its next poll here. */
  private readonly forgotten = new Map<string, string[]>();
  private serving: Subscription[] = [];
  private following: { close(): void } | undefined;
  private digest: Timer | undefined;

  constructor(private readonly options: NodeGatewayOptions) {}

  async start(): Promise<void> {
    const { rpc, subjects, replica } = this.options;
    const serve = <Request>(verb: string, handle: (request: Request) => Promise<unknown>): Promise<Subscription> =>
      rpc.serve(subjects.rpc("gateway", verb), subjects.queue("gateway"), async (bytes) => encodeJson(await handle(decodeJson<Request>(bytes))));
    this.following = replica.onFolded((folded) => {
      for (const ctx of folded) {
        for (const { id, nodeId } of ctx.removedAllocations) this.rememberForgotten(nodeId, id);
        for (const node of ctx.assignedNodes) this.wake(node);
        for (const node of ctx.nodes) this.wake(node);
      }
    });
    this.serving = await Promise.all([
      serve<RegisterRequest>("register", (request) => this.register(request)),
      serve<PollRequest>("poll", (request) => this.poll(request)),
      serve<ReportRequest>("report", (request) => this.report(request)),
    ]);
    this.publishDigest();
  }

  /** Hands parked polls back, so that agents ask another gateway at once. */
  async stop(): Promise<void> {
    this.digest?.cancel();
    this.following?.close();
    for (const polls of this.parked.values())
      for (const poll of polls) {
        poll.timer.cancel();
        poll.finish(this.unchanged(poll.sinceIndex));
      }
    this.parked.clear();
    await Promise.all(this.serving.map((subscription) => subscription.close()));
  }

  async register({ registration }: RegisterRequest): Promise<RegisterResponse> {
    const { commands, replica, heartbeatTtlMs, logger } = this.options;
    const outcome = await commands.submit({ type: "NodeRegistered", registration }, "");
    if (outcome.kind === "refused") {
      const countFrom = replica.state.node(registration.spec.ID)?.registrationCounter;
      if (outcome.code !== "stale-registration" || countFrom === undefined) throw new RpcError("refused", outcome.message);
      return { registrationIndex: 0, incarnation: replica.incarnation, heartbeatTtlMs, countFrom };
    }
    this.heard.add(registration.spec.ID);
    logger.info("node registered", { node: registration.spec.ID, name: registration.spec.Name, inventory: registration.inventory.length });
    const unknown = unknownTo(replica.state, registration);
    if (unknown.length > 0) logger.warn("the node still runs what the log has collected: to be stopped", { node: registration.spec.ID, allocations: unknown.length });
    return { registrationIndex: outcome.detail, incarnation: replica.incarnation, heartbeatTtlMs, unknown };
  }

  async report({ nodeId, registrationIndex, reports }: ReportRequest): Promise<ReportResponse> {
    if (reports.length > maxReportsPerRequest) throw new RpcError("refused", `more than ${maxReportsPerRequest} reports in one request`);
    const outcome = await this.options.commands.submit({ type: "AllocationsReported", nodeId, registrationIndex, reports }, "");
    if (outcome.kind === "applied") return { kind: "recorded", reason: "" };
    return { kind: "register-again", reason: outcome.message };
  }

  async poll(request: PollRequest): Promise<PollResponse> {
    const { replica, environment, heartbeatTtlMs } = this.options;
    // A gateway behind what the agent already knows waits rather than answer with an older truth.
    if (request.sinceIndex > replica.state.index) await replica.catchUp();
    const reason = this.reasonToRegister(request);
    if (reason !== "") return this.registerAgain(reason);
    this.heard.add(request.nodeId);
    const node = replica.state.node(request.nodeId)!;
    const now = this.changes(node, request.sinceIndex);
    if (now !== undefined) return now;
    const waitMs = Math.max(0, Math.min(request.waitMs, longestParkMs, heartbeatTtlMs / 3));
    return new Promise<PollResponse>((resolve) => {
      const polls = this.parked.get(node.id) ?? new Set<ParkedPoll>();
      this.parked.set(node.id, polls);
      const poll: ParkedPoll = {
        sinceIndex: request.sinceIndex,
        timer: environment.clock.after(waitMs, () => this.finish(node.id, poll, this.unchanged(request.sinceIndex))),
        finish: resolve,
      };
      polls.add(poll);
    });
  }

  private reasonToRegister({ nodeId, registrationIndex, incarnation }: PollRequest): string {
    const { state, incarnation: current } = this.options.replica;
    if (incarnation !== current) return "the cluster log is another one";
    const node = state.node(nodeId);
    if (node === undefined) return "the node is not registered";
    if (node.registrationIndex !== registrationIndex) return "the node registered again since";
    return node.status === "ready" ? "" : `the node is ${node.status}`;
  }

  private registerAgain(reason: string): PollResponse {
    return { ...this.unchanged(0), kind: "register-again", reason };
  }

  private unchanged(sinceIndex: number): PollResponse {
    const { heartbeatTtlMs } = this.options;
    return { kind: "changes", index: sinceIndex, assignments: [], forget: [], jobs: {}, heartbeatTtlMs, reason: "" };
  }

  private changes(node: NodeRecord, sinceIndex: number): PollResponse | undefined {
    const { state } = this.options.replica;
    const changes = changesSince(state, node, sinceIndex);
    const forget = this.forgotten.get(node.id) ?? [];
    if (changes === undefined && forget.length === 0) return undefined;
    this.forgotten.delete(node.id);
    return { ...this.unchanged(state.index), ...changes, forget };
  }

  private rememberForgotten(nodeId: string, allocationId: string): void {
    const { state } = this.options.replica;
    // Nodes that left the state never ask again.
    if (this.forgotten.size > state.nodes.size) for (const known of this.forgotten.keys()) if (state.node(known) === undefined) this.forgotten.delete(known);
    if (state.node(nodeId) !== undefined) this.forgotten.set(nodeId, [...(this.forgotten.get(nodeId) ?? []), allocationId]);
  }

  private wake(node: NodeRecord): void {
    for (const poll of this.parked.get(node.id) ?? []) {
      if (this.options.replica.state.node(node.id) === undefined || node.status !== "ready")
        this.finish(node.id, poll, this.registerAgain(`the node is ${node.status}`));
      else {
        const changes = this.changes(node, poll.sinceIndex);
        if (changes !== undefined) this.finish(node.id, poll, changes);
      }
    }
  }

  private finish(nodeId: string, poll: ParkedPoll, response: PollResponse): void {
    const polls = this.parked.get(nodeId);
    if (polls === undefined || !polls.delete(poll)) return;
    if (polls.size === 0) this.parked.delete(nodeId);
    poll.timer.cancel();
    poll.finish(response);
  }

  private publishDigest(): void {
    const { rpc, subjects, instance, environment, heartbeatTtlMs } = this.options;
    const digest: HeardDigest = { gateway: instance, nodeIds: [...this.heard] };
    this.heard.clear();
    rpc.publish(subjects.heard, encodeJson(digest));
    this.digest = environment.clock.after(Math.min(longestDigestMs, heartbeatTtlMs / 4), () => this.publishDigest());
  }
}
