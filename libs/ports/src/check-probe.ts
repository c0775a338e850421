// One attempt of a health check over the network. Never throws: what went wrong is the answer.
import type { PlannedProbe } from "@berth/core/agent/check-plan";
import type { CheckResult } from "@berth/core/agent/check-state";

export type NetworkProbe = Extract<PlannedProbe, { type: "http" | "tcp" | "grpc" }>;

export interface CheckProbe {
  probe(probe: NetworkProbe, timeoutMs: number): Promise<CheckResult>;
}
