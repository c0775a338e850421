// `berth explain JOB`: for each group what is there, where and why there, and why the rest is not.
import type { AllocationAnswer } from "@berth/core/api/schema/allocation-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { columns } from "../output/columns.js";
import { reasons } from "../output/placement-failure.js";
import { jsonText, shortId } from "../output/words.js";
import { type JobFacts, openFailure, readJobFacts } from "./job-status.js";

export interface Explained {
  readonly facts: JobFacts;
  /** Those that should run. */
  readonly allocations: readonly AllocationAnswer[];
  readonly nodeNames: ReadonlyMap<string, string>;
}

function scoreText(allocation: AllocationAnswer, nodeNames: ReadonlyMap<string, string>): string {
  const scores = allocation.Metrics.ScoreMetaData ?? [];
  const own = scores.find((score) => score.NodeID === allocation.NodeID);
  const others = scores.filter((score) => score.NodeID !== allocation.NodeID).slice(0, 2);
  const text = (score: { readonly NodeID: string; readonly NormScore: number }): string =>
    `${nodeNames.get(score.NodeID) ?? shortId(score.NodeID)} ${score.NormScore.toFixed(3)}`;
  if (own === undefined && others.length === 0) return "scores are no longer kept";
  const chosen = own === undefined ? "" : `score ${own.NormScore.toFixed(3)}`;
  const rest = others.length === 0 ? "" : `next best ${others.map(text).join(", ")}`;
  return [chosen, rest].filter((part) => part !== "").join("; ");
}

export function explainLines({ facts, allocations, nodeNames }: Explained): string[] {
  const { job } = facts;
  const failed = openFailure(facts.evaluations)?.FailedTGAllocs ?? {};
  const lines = [`Job "${job.ID}" version ${job.Version} is ${job.Stop ? "stopped" : job.Status}`];
  for (const group of job.TaskGroups) {
    const here = allocations.filter((one) => one.TaskGroup === group.Name);
    const perNode = job.Type === "system" || job.Type === "sysbatch" ? "on each fitting node" : `of ${group.Count}`;
    lines.push("", `Group "${group.Name}": ${here.length} ${perNode} placed`);
    const rows = here.map((one) => [`  ${shortId(one.ID)}`, one.NodeName, one.ClientStatus, `${one.Metrics.NodesEvaluated} nodes looked at; ${scoreText(one, nodeNames)}`]);
    lines.push(...columns(rows));
    const metric = failed[group.Name];
    if (metric !== undefined) lines.push("  Not placed:", ...reasons(metric).map((reason) => `    * ${reason}`));
    else if (here.length < group.Count && !job.Stop) lines.push("  The rest waits for its turn: see Evaluations in berth job status -verbose");
  }
  return lines;
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findJob(client, call.args[0]!);
  const [facts, nodes] = await Promise.all([readJobFacts(client, id), client.nodes.list()]);
  const wanted = facts.allocations.filter((one) => one.DesiredStatus === "run" && one.ClientStatus !== "lost" && one.ClientStatus !== "failed");
  const allocations = await Promise.all(wanted.slice(0, 100).map(async (one) => (await client.allocations.get(one.ID)).body));
  const nodeNames = new Map(nodes.body.map((node) => [node.ID, node.Name]));
  if (call.flags.isOn("json")) call.terminal.out(jsonText({ Job: facts.job, FailedTGAllocs: openFailure(facts.evaluations)?.FailedTGAllocs ?? null, Allocations: allocations }));
  else explainLines({ facts, allocations, nodeNames }).forEach((line) => call.terminal.out(line));
  return 0;
}
