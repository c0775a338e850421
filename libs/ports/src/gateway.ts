// The agent's only way out: register, poll (which is the heartbeat), report. Every call may fail at any time
// (TransientError, RpcError): the agent repeats it; all three are safe to repeat.
import type {
  PollRequest,
  PollResponse,
  RegisterRequest,
  RegisterResponse,
  ReportRequest,
  ReportResponse,
} from "@berth/core/model/agent-protocol";

export interface Gateway {
  register(request: RegisterRequest): Promise<RegisterResponse>;
  /** Rejects soon after the signal fires; an answer that was on its way is then lost and asked for again. */
  poll(request: PollRequest, signal: AbortSignal): Promise<PollResponse>;
  report(request: ReportRequest): Promise<ReportResponse>;
}
