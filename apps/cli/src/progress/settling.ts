// What is known while an evaluation does its work, and when that is over. The loop in watch-settling.ts reads it, the views
// show it.
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import type { DeploymentAnswer, EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";

export interface Settling {
  /** The chain of evaluations looked at, the newest last. */
  readonly evaluations: readonly EvaluationAnswer[];
  /** Placed by these evaluations or belonging to the deployment. */
  readonly allocations: readonly AllocationStub[];
  readonly deployment: DeploymentAnswer | null;
}

export const exitCodes = { ok: 0, error: 1, placementsFailed: 2 } as const;

const endedEvaluations = new Set(["complete", "failed", "canceled"]);
const endedDeployments = new Set(["successful", "failed", "cancelled"]);

export function hasEnded(evaluation: EvaluationAnswer): boolean {
  return endedEvaluations.has(evaluation.Status);
}

export function deploymentEnded(deployment: DeploymentAnswer | null): boolean {
  return deployment === null || endedDeployments.has(deployment.Status);
}

export function failedGroups(settling: Settling): NonNullable<EvaluationAnswer["FailedTGAllocs"]> {
  return settling.evaluations.at(-1)?.FailedTGAllocs ?? {};
}

/** The exit code, or undefined while there is something to wait for. */
export function settledCode(settling: Settling): number | undefined {
  const last = settling.evaluations.at(-1);
  if (last === undefined || !hasEnded(last)) return undefined;
  if (Object.keys(failedGroups(settling)).length > 0) return exitCodes.placementsFailed;
  if (last.Status === "failed") return exitCodes.error;
  if (last.NextEval !== undefined && last.NextEval !== "") return undefined;
  const { deployment } = settling;
  if (!deploymentEnded(deployment)) return undefined;
  return deployment?.Status === "failed" ? exitCodes.error : exitCodes.ok;
}
