// The fleet's side of the conversation with node-gateway: the same messages as a real agent's, read and written without
// an object an allocation. A fleet of thousands shares the benchmark's cores with what is measured.
import type { PollRequest, RegisterRequest, RegisterResponse, ReportResponse } from "@berth/core/model/agent-protocol";
import { type ReportRows, reportedInRows } from "@berth/core/model/report-rows";
import { type PollFrame, type SharedPart, decodeShared, readPollAnswer } from "@berth/contracts/poll-answer";
import { encodeReported } from "@berth/contracts/reported";
import { type Subjects, decodeJson, encodeJson } from "@berth/contracts/rpc";
import type { Rpc } from "@berth/ports/rpc";

const timeoutMs = 15_000;
const maxHeads = 20_000;
/** What assignments have in common, by its bytes: many nodes get the same. */
const heads = new Map<string, SharedPart>();

export function headOf(shared: Uint8Array): SharedPart {
  const key = Buffer.from(shared.buffer, shared.byteOffset, shared.length).toString("latin1");
  let head = heads.get(key);
  if (head === undefined) {
    head = decodeShared(shared);
    if (heads.size >= maxHeads) heads.clear();
    heads.set(key, head);
  }
  return head;
}

export class FleetLine {
  private readonly rpc: Rpc;
  private readonly subjects: Subjects;

  constructor(rpc: Rpc, subjects: Subjects) {
    this.rpc = rpc;
    this.subjects = subjects;
  }

  async register(request: RegisterRequest): Promise<RegisterResponse> {
    return decodeJson<RegisterResponse>(await this.ask("register", encodeJson(request), timeoutMs));
  }

  async poll(request: PollRequest): Promise<PollFrame> {
    return readPollAnswer(await this.ask("poll", encodeJson(request), request.waitMs + timeoutMs));
  }

  async report(nodeId: string, registrationIndex: number, rows: ReportRows): Promise<ReportResponse> {
    return decodeJson<ReportResponse>(await this.ask("report", encodeReported(reportedInRows(nodeId, registrationIndex, rows)), timeoutMs));
  }

  private ask(verb: string, request: Uint8Array, limitMs: number): Promise<Uint8Array> {
    return this.rpc.request(this.subjects.rpc("gateway", verb), request, limitMs);
  }
}
