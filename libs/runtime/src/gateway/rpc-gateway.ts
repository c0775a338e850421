// The agent's side of the conversation with node-gateway, over Rpc.
import type { PollRequest, PollResponse, RegisterRequest, RegisterResponse, ReportRequest, ReportResponse } from "@berth/core/model/agent-protocol";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Gateway } from "@berth/ports/gateway";
import { type Rpc, RpcError } from "@berth/ports/rpc";

const timeoutMs = 15_000;

export class RpcGateway implements Gateway {
  constructor(
    private readonly rpc: Rpc,
    private readonly subjects: Subjects,
  ) {}

  register(request: RegisterRequest): Promise<RegisterResponse> {
    return this.ask("register", request, timeoutMs);
  }

  report(request: ReportRequest): Promise<ReportResponse> {
    return this.ask("report", request, timeoutMs);
  }

  poll(request: PollRequest, signal: AbortSignal): Promise<PollResponse> {
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(new RpcError("unavailable", "the agent stopped polling"));
      if (signal.aborted) return abort();
      signal.addEventListener("abort", abort, { once: true });
      this.ask<PollResponse>("poll", request, request.waitMs + timeoutMs)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener("abort", abort));
    });
  }

  private async ask<Response>(verb: string, request: unknown, limitMs: number): Promise<Response> {
    return decodeJson<Response>(await this.rpc.request(this.subjects.rpc("gateway", verb), encodeJson(request), limitMs));
  }
}
