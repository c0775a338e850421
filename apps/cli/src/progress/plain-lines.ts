// Progress as lines that are only ever added, in the words of Nomad's monitor: for pipes, logs and CI.
import { deploymentLines } from "../output/deployment-view.js";
import { failureLines } from "../output/placement-failure.js";
import { shortId, timeText } from "../output/words.js";
import type { EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import { hasEnded, type Settling } from "./settling.js";

export interface LineOptions {
  readonly nowMs: number;
  readonly verbose: boolean;
}

function evaluationLines(now: EvaluationAnswer, before: EvaluationAnswer | undefined, options: LineOptions): string[] {
  const at = timeText(options.nowMs);
  const id = shortId(now.ID, options.verbose);
  const lines: string[] = [];
  if (before === undefined) {
    lines.push(`==> ${at}: Monitoring evaluation "${id}"`);
    const cause = now.TriggeredBy === "node-update" ? `node "${shortId(now.NodeID ?? "", options.verbose)}"` : `job "${now.JobID}"`;
    lines.push(`    ${at}: Evaluation triggered by ${cause}`);
  }
  if (now.DeploymentID !== undefined && before?.DeploymentID === undefined)
    lines.push(`    ${at}: Evaluation within deployment: "${shortId(now.DeploymentID, options.verbose)}"`);
  return lines;
}

function endLines(now: EvaluationAnswer, before: EvaluationAnswer | undefined, options: LineOptions): string[] {
  const at = timeText(options.nowMs);
  if (before?.Status === now.Status) return [];
  const lines = before === undefined && now.Status === "pending" ? [] : [`    ${at}: Evaluation status changed: "${before?.Status ?? "pending"}" -> "${now.Status}"`];
  if (!hasEnded(now)) return lines;
  lines.push(`==> ${at}: Evaluation "${shortId(now.ID, options.verbose)}" finished with status "${now.Status}"`);
  const failed = now.FailedTGAllocs ?? {};
  if (Object.keys(failed).length > 0) {
    lines.push("    Failed placements:", ...failureLines(failed, true).map((line) => `    ${line}`));
    if (now.BlockedEval) lines.push(`    Evaluation "${shortId(now.BlockedEval, options.verbose)}" waits for capacity to place the remainder`);
  }
  return lines;
}

function allocationLines(now: Settling, before: Settling | undefined, options: LineOptions): string[] {
  const at = timeText(options.nowMs);
  const known = new Map((before?.allocations ?? []).map((one) => [one.ID, one]));
  return now.allocations.flatMap((one) => {
    const was = known.get(one.ID);
    const id = shortId(one.ID, options.verbose);
    // Of the deployment's older allocations only what changes from now on is told.
    if (was === undefined && !now.evaluations.some((evaluation) => evaluation.ID === one.EvalID)) return [];
    if (was === undefined) return [`    ${at}: Allocation "${id}" created: node "${shortId(one.NodeID, options.verbose)}" (${one.NodeName}), group "${one.TaskGroup}"`];
    if (was.ClientStatus === one.ClientStatus) return [];
    const why = one.ClientDescription === "" ? "" : ` (${one.ClientDescription})`;
    return [`    ${at}: Allocation "${id}" status changed: "${was.ClientStatus}" -> "${one.ClientStatus}"${why}`];
  });
}

function deploymentChange(now: Settling, before: Settling | undefined, options: LineOptions): string[] {
  const { deployment } = now;
  if (deployment === null || !now.evaluations.some(hasEnded)) return [];
  const text = deploymentLines(deployment, { verbose: options.verbose, withJob: true });
  const wasShown = before !== undefined && before.evaluations.some(hasEnded) ? before.deployment : null;
  if (wasShown !== null && deploymentLines(wasShown, { verbose: options.verbose, withJob: true }).join("\n") === text.join("\n")) return [];
  const head = wasShown === null ? [`==> ${timeText(options.nowMs)}: Monitoring deployment "${shortId(deployment.ID, options.verbose)}"`] : [];
  return [...head, "", timeText(options.nowMs), ...text];
}

/** What is new since `before`. */
export function newLines(now: Settling, before: Settling | undefined, options: LineOptions): string[] {
  const previous = new Map((before?.evaluations ?? []).map((one) => [one.ID, one]));
  const heads = now.evaluations.flatMap((one) => evaluationLines(one, previous.get(one.ID), options));
  const ends = now.evaluations.flatMap((one) => endLines(one, previous.get(one.ID), options));
  return [...heads, ...allocationLines(now, before, options), ...ends, ...deploymentChange(now, before, options)];
}
