// node-gateway's loop: all that agents talk to. A poll is the heartbeat; it is parked until something changed for the
// node or its time is over. Nothing is remembered here that could not be lost: an agent that asks another gateway gets
// the same answers.
import type { PollRequest, PollResponse, RegisterRequest, RegisterResponse, ReportRequest, ReportResponse } from "@berth/core/model/agent-protocol";
import type { AllocationsReported } from "@berth/core/model/entry";
import { rowsOfEvent } from "@berth/core/model/report-rows";
import type { NodeRecord } from "@berth/core/state/node-table";
import { type PollHead, decodePollAnswer, encodePollAnswer, noAssignments } from "@berth/contracts/poll-answer";
import { decodeReported } from "@berth/contracts/reported";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { CommandLog } from "@berth/ports/command-log";
import type { Environment, Timer } from "@berth/ports/environment";
import type { Gateway } from "@berth/ports/gateway";
import type { Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import type { Replica } from "../log/replica.js";
import { usualPace } from "./answer-pace.js";
import { changesSince, unknownTo } from "./assignments.js";
import { Burst, usualBurst } from "./burst.js";
import type { HeardDigest } from "./heard-digest.js";
import { type Answer, ParkedPolls } from "./parked-polls.js";

const longestParkMs = 15_000;
const longestDigestMs = 1_000;
const maxReportsPerRequest = 1_000;
/** Far below what a message may hold: an entry, which is what an answer is cut at, may come on top. */
const maxAnswerBytes = 256 * 1024;

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

export class NodeGateway implements Gateway {
  private readonly heard = new Set<string>();
  private readonly parked: ParkedPolls;
  private readonly burst = new Burst(usualBurst);
  /** Collected allocations that their node's agent may forget; told once, on its next poll here. */
  private readonly forgotten = new Map<string, string[]>();
  private serving: Subscription[] = [];
  private following: { close(): void } | undefined;
  private digest: Timer | undefined;

  constructor(private readonly options: NodeGatewayOptions) {
    const answers = {
      newsFor: (request: PollRequest) => this.newsFor(request),
      nothingNewFor: (request: PollRequest) => this.unchanged(request.sinceIndex),
      isHeld: (nowMs: number) => this.burst.holds(nowMs),
    };
    this.parked = new ParkedPolls(options.environment.clock, answers, usualPace);
  }

  async start(): Promise<void> {
    const { rpc, subjects, replica, environment } = this.options;
    const serve = (verb: string, handle: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Subscription> =>
      rpc.serve(subjects.rpc("gateway", verb), subjects.queue("gateway"), handle);
    this.following = replica.onFolded((folded) => {
      const nowMs = environment.clock.monotonicMs();
      for (const ctx of folded) {
        if (ctx.placements > 0) this.burst.placed(ctx.placements, nowMs);
        for (const { id, nodeId } of ctx.removedAllocations) this.rememberForgotten(nodeId, id);
        for (const node of ctx.assignedNodes) this.wake(node);
        for (const node of ctx.nodes) this.wake(node);
      }
    });
    this.serving = await Promise.all([
      serve("register", async (bytes) => encodeJson(await this.register(decodeJson<RegisterRequest>(bytes)))),
      serve("poll", (bytes) => this.answerTo(decodeJson<PollRequest>(bytes))),
      serve("report", async (bytes) => encodeJson(await this.record(reportedIn(bytes)))),
    ]);
    this.publishDigest();
  }

  /** Hands parked polls back, so that agents ask another gateway at once. */
  async stop(): Promise<void> {
    this.digest?.cancel();
    this.following?.close();
    this.parked.close();
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

  report({ nodeId, registrationIndex, reports }: ReportRequest): Promise<ReportResponse> {
    return this.record({ type: "AllocationsReported", nodeId, registrationIndex, reports });
  }

  private async record(event: AllocationsReported): Promise<ReportResponse> {
    const count = rowsOfEvent(event)?.count ?? event.reports.length;
    if (count > maxReportsPerRequest) throw new RpcError("refused", `more than ${maxReportsPerRequest} reports in one request`);
    const outcome = await this.options.commands.submit(event, "");
    if (outcome.kind === "applied") return { kind: "recorded", reason: "" };
    return { kind: "register-again", reason: outcome.message };
  }

  async poll(request: PollRequest): Promise<PollResponse> {
    return decodePollAnswer(await this.answerTo(request));
  }

  private async answerTo(request: PollRequest): Promise<Uint8Array> {
    const { replica, heartbeatTtlMs } = this.options;
    // A gateway behind what the agent already knows waits rather than answer with an older truth.
    if (request.sinceIndex > replica.state.index) await replica.catchUp();
    const reason = this.reasonToRegister(request);
    if (reason !== "") return this.registerAgain(reason).bytes;
    const { nodeId, sinceIndex, missingJobs = [] } = request;
    this.heard.add(nodeId);
    const waitMs = Math.max(0, Math.min(request.waitMs, longestParkMs, heartbeatTtlMs / 3));
    const answered = this.parked.park(request, waitMs);
    if (missingJobs.length > 0) this.parked.answerNow(nodeId);
    else if (replica.state.node(nodeId)!.assignedAt > sinceIndex || this.forgotten.has(nodeId)) this.parked.wake(nodeId);
    return answered;
  }

  private reasonToRegister({ nodeId, registrationIndex, incarnation }: PollRequest): string {
    const { state, incarnation: current } = this.options.replica;
    if (incarnation !== current) return "the cluster log is another one";
    const node = state.node(nodeId);
    if (node === undefined) return "the node is not registered";
    if (node.registrationIndex !== registrationIndex) return "the node registered again since";
    return node.status === "ready" ? "" : `the node is ${node.status}`;
  }

  private head(index: number): PollHead {
    return { kind: "changes", index, forget: [], heartbeatTtlMs: this.options.heartbeatTtlMs, reason: "" };
  }

  private registerAgain(reason: string): Answer {
    return { bytes: encodePollAnswer({ ...this.head(0), kind: "register-again", reason }, noAssignments, []), isCut: false };
  }

  private unchanged(sinceIndex: number): Uint8Array {
    return encodePollAnswer(this.head(sinceIndex), noAssignments, []);
  }

  private newsFor(request: PollRequest): Answer | undefined {
    const { state } = this.options.replica;
    const reason = this.reasonToRegister(request);
    if (reason !== "") return this.registerAgain(reason);
    const { nodeId, sinceIndex, missingJobs = [] } = request;
    const changes = changesSince(state, state.node(nodeId)!, { index: sinceIndex, missingJobs, maxBytes: maxAnswerBytes });
    const forget = this.forgotten.get(nodeId) ?? [];
    if (changes === undefined && forget.length === 0) return undefined;
    this.forgotten.delete(nodeId);
    const { index = state.index, assignments = noAssignments, parts = [], unknownJobs = [], isCut = false } = changes ?? {};
    const unknown = unknownJobs.length === 0 ? {} : { unknownJobs };
    return { bytes: encodePollAnswer({ ...this.head(index), forget, ...unknown }, assignments, parts), isCut };
  }

  private rememberForgotten(nodeId: string, allocationId: string): void {
    const { state } = this.options.replica;
    // Nodes that left the state never ask again.
    if (this.forgotten.size > state.nodes.size) for (const known of this.forgotten.keys()) if (state.node(known) === undefined) this.forgotten.delete(known);
    if (state.node(nodeId) !== undefined) this.forgotten.set(nodeId, [...(this.forgotten.get(nodeId) ?? []), allocationId]);
  }

  private wake(node: NodeRecord): void {
    if (node.status === "ready" && this.options.replica.state.node(node.id) === node) this.parked.wake(node.id);
    else this.parked.answerNow(node.id);
  }

  private publishDigest(): void {
    const { rpc, subjects, instance, environment, heartbeatTtlMs } = this.options;
    const digest: HeardDigest = { gateway: instance, nodeIds: [...this.heard] };
    this.heard.clear();
    rpc.publish(subjects.heard, encodeJson(digest));
    this.digest = environment.clock.after(Math.min(longestDigestMs, heartbeatTtlMs / 4), () => this.publishDigest());
  }
}

function reportedIn(bytes: Uint8Array): AllocationsReported {
  try {
    return decodeReported(bytes);
  } catch (cause) {
    throw new RpcError("refused", `the reports cannot be read: ${(cause as Error).message}`, { cause });
  }
}
