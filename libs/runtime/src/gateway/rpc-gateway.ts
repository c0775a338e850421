// The agent's side of the conversation with node-gateway, over Rpc.
import type { PollRequest, PollResponse, RegisterRequest, RegisterResponse, ReportRequest, ReportResponse } from "@berth/core/model/agent-protocol";
import { decodePollAnswer } from "@berth/contracts/poll-answer";
import { encodeReported } from "@berth/contracts/reported";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Gateway } from "@berth/ports/gateway";
import { type Rpc, RpcError } from "@berth/ports/rpc";

const timeoutMs = 15_000;

export class RpcGateway implements Gateway {
  constructor(
    private readonly rpc: Rpc,
    private readonly subjects: Subjects,
  ) {}

  async register(request: RegisterRequest): Promise<RegisterResponse> {
    return decodeJson<RegisterResponse>(await this.ask("register", encodeJson(request), timeoutMs));
  }

  async report(request: ReportRequest): Promise<ReportResponse> {
    return decodeJson<ReportResponse>(await this.ask("report", encodeReported({ type: "AllocationsReported", ...request }), timeoutMs));
  }

  poll(request: PollRequest, signal: AbortSignal): Promise<PollResponse> {
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(new RpcError("unavailable", "the agent stopped polling"));
      if (signal.aborted) return abort();
      signal.addEventListener("abort", abort, { once: true });
      this.ask("poll", encodeJson(request), request.waitMs + timeoutMs)
        .then((bytes) => resolve(decodePollAnswer(bytes)))
        .catch(reject)
        .finally(() => signal.removeEventListener("abort", abort));
    });
  }

  private ask(verb: string, request: Uint8Array, limitMs: number): Promise<Uint8Array> {
    return this.rpc.request(this.subjects.rpc("gateway", verb), request, limitMs);
  }
}
