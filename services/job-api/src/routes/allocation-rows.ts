// Rows of allocations by what they belong to. Valid until the next entry, so only inside one read.
import type { State } from "@berth/core/state/state";
import type { StubOptions } from "@berth/core/api/allocation-view";
import { boolValue, type Query } from "../http/query-values.js";

export function stubOptions(query: Query): StubOptions {
  return { resources: boolValue(query, "resources"), taskStates: boolValue(query, "task_states", true) };
}

/** An evaluation's or a deployment's allocations are all of one job: only its list is walked. */
export function rowsOfEvaluation(state: State, evaluationId: string): number[] {
  const evaluation = state.evaluations.get(evaluationId);
  const job = evaluation === undefined ? undefined : state.job(evaluation.namespace, evaluation.jobId);
  if (job === undefined) return [];
  const { allocations, strings } = state;
  return [...state.allocationsOfJob(job)].filter((row) => strings.text(allocations.evaluation.get(row)) === evaluationId);
}

export function rowsOfDeployment(state: State, deploymentId: string): number[] {
  const deployment = state.deployments.get(deploymentId);
  const job = deployment === undefined ? undefined : state.job(deployment.namespace, deployment.jobId);
  if (job === undefined) return [];
  return [...state.allocationsOfJob(job)].filter((row) => state.allocations.deploymentOf(row) === deploymentId);
}
