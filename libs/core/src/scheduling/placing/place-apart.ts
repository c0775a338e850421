// The common case, made short: new allocations of one group that asks for nothing but cpu, memory and disk, on nodes of
// which nothing is known but how full they are. Then the best nodes for k placements are the k best nodes, one each, as
// long as a second allocation on one of them would score less than the first on the last of them: which is looked at.
// Chooses the nodes and counts as ranking does (place-group.ts), or leaves the group to it. Costs no heap that is kept in step.
import { portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { AllocationMetric } from "../../model/evaluation.js";
import type { Shape } from "../../state/interned.js";
import type { FoundRows } from "../node-index/best-rows.js";
import { findBestParted } from "../node-index/best-search.js";
import { type NodeIndex, nodeIndexOf } from "../node-index/node-index.js";
import { nodeAffinity } from "../ranking/affinity.js";
import { askPower, fillPower, packedFit } from "../ranking/fit-score.js";
import { GroupRanking } from "../ranking/group-ranking.js";
import { type TieBreak, tieBreak, tieOf } from "../ranking/tie-break.js";
import { unitRequestsOfGroup } from "../units/unit-request.js";
import { PlacementColumns } from "./placement-columns.js";
import type { PlaceableChanges, PlacingContext, PlacingResult } from "./placing-context.js";
import { type SearchScope, searchScopeOf } from "./search-scope.js";

const nothingMore = { ports: [], holding: undefined };

/** Nodes whose scores explain the placement. */
export const scoresKept = 5;

function isPlain({ state, job, overlay }: PlacingContext, { group, placements }: PlaceableChanges): boolean {
  if (job.TaskGroups.length !== 1 || state.schedulerConfiguration.SchedulerAlgorithm !== "binpack" || state.deviceMix.frozen.length > 0) return false;
  if ((job.Spreads ?? []).length + (group.Spreads ?? []).length + portRequestsOfGroup(group).length + unitRequestsOfGroup(group).length > 0) return false;
  if (nodeAffinity(job, group) !== undefined || overlay.isTouched || overlay.nodesHolding(group.Name).size > 0) return false;
  return placements.every(({ previous, stop, avoid }) => previous === undefined && stop === undefined && avoid.length === 0);
}

interface Second {
  readonly row: number;
  readonly score: number;
}

/** What a second allocation of the group would score on each row; rows without room for it are left out. */
function secondsOn(index: NodeIndex, rows: readonly number[], { ask, count }: { readonly ask: Shape; readonly count: number }): Second[] {
  const { cpuCapacity, cpuClaimed, memoryCapacity, memoryClaimed, diskCapacity, diskClaimed } = index.table;
  const antiAffinity = -2 / Math.max(1, count);
  const seconds: Second[] = [];
  let [cpuKnown, memoryKnown, cpuAsk, memoryAsk] = [-1, -1, 1, 1];
  for (const row of rows) {
    const cpu = cpuClaimed[row]! + ask.cpuMhz;
    const memory = memoryClaimed[row]! + ask.memoryMb;
    if (cpu + ask.cpuMhz > cpuCapacity[row]! || memory + ask.memoryMb > memoryCapacity[row]! || diskClaimed[row]! + 2 * ask.diskMb > diskCapacity[row]!) continue;
    if (cpuCapacity[row] !== cpuKnown) cpuAsk = askPower(ask.cpuMhz, (cpuKnown = cpuCapacity[row]!));
    if (memoryCapacity[row] !== memoryKnown) memoryAsk = askPower(ask.memoryMb, (memoryKnown = memoryCapacity[row]!));
    const power = fillPower(cpu, cpuKnown) * cpuAsk + fillPower(memory, memoryKnown) * memoryAsk;
    seconds.push({ row, score: (packedFit(power, "binpack") + antiAffinity) / 2 });
  }
  return seconds;
}

function bestOf(index: NodeIndex, candidates: Second[], { most, tie }: { readonly most: number; readonly tie: TieBreak }): string[] {
  const id = ({ row }: Second): string => index.table.at(row)!.id;
  const place = ({ row }: Second): number => tieOf(index.ties[row]!, tie);
  candidates.sort((a, b) => b.score - a.score || place(a) - place(b) || (id(a) < id(b) ? -1 : 1));
  return candidates.slice(0, most).map(id);
}

/** Those of many that may be among the best: in one pass, with what ties with them. */
function fewBest(seconds: readonly Second[], most: number): Second[] {
  const highest: number[] = [];
  for (const { score } of seconds) {
    if (highest.length === most && score <= highest[0]!) continue;
    if (highest.length === most) highest.shift();
    let at = highest.length;
    while (at > 0 && highest[at - 1]! > score) at--;
    highest.splice(at, 0, score);
  }
  const least = highest[0] ?? Infinity;
  return seconds.filter(({ score }) => score >= least);
}

function explained(ranking: GroupRanking, index: NodeIndex, { rows, scores }: FoundRows): AllocationMetric["scores"] {
  return rows.map((row, i) => {
    const node = index.table.at(row)!;
    return { nodeId: node.id, scores: ranking.explain(node), normScore: scores[i]! };
  });
}

interface Search {
  readonly index: NodeIndex;
  readonly scope: SearchScope;
  readonly placed: number;
}

function searchFor(context: PlacingContext, changes: PlaceableChanges): Search | undefined {
  if (!isPlain(context, changes)) return undefined;
  const index = nodeIndexOf(context.state.nodes);
  const scope = searchScopeOf(index, context.job, changes.group);
  const placed = Math.min(changes.placements.length, context.budget.left);
  return scope.feasibility.escapes || !scope.isUniform || scope.size < placed ? undefined : { index, scope, placed };
}

/** undefined: ranking has to decide. */
export function placeApart(context: PlacingContext, changes: PlaceableChanges): PlacingResult | undefined {
  const search = searchFor(context, changes);
  if (search === undefined) return undefined;
  const { index, scope, placed } = search;
  const { state, overlay, seed, job, spares } = context;
  const { group, placements, inDeployment } = changes;
  const tie = tieBreak(seed);
  const ask = shapeOfGroup(group);
  const query = { ask, field: scope.field, tie, wanted: Math.max(scoresKept, placed + spares), skip: () => false };
  const { kept: chosen, leastScore: last, first, behind } = findBestParted(index, query, { kept: placed, first: scoresKept });
  if (chosen.length < placed) return undefined;
  const seconds = secondsOn(index, chosen, { ask, count: group.Count });
  if (seconds.some(({ score }) => score >= last)) return undefined;
  const ranking = new GroupRanking({ state, overlay, seed, algorithm: "binpack", expected: 1 }, job, group);
  if (ranking.hasDistinctRules) return undefined;
  const tally = scope.tally.copy();
  ranking.drawFrom(scope.field, 0);
  ranking.countExhausted(tally);
  const columns = new PlacementColumns({ group: group.Name, jobVersion: context.version, portsPerPlacement: 0, inDeployment });
  // Which name stands on which of them is all one. In the order of rows whoever folds it goes through memory upwards.
  const inRowOrder = Int32Array.from(chosen).sort();
  for (let i = 0; i < placed; i++) columns.add(placements[i]!, index.table.at(inRowOrder[i]!)!, nothingMore);
  context.budget.left -= placed;
  const rest = behind.rows.map((row, i): Second => ({ row, score: behind.scores[i]! }));
  const next = bestOf(index, [...rest, ...fewBest(seconds, spares)], { most: spares, tie });
  return {
    placements: columns.finish(tally.metric(explained(ranking, index, first), 0), next),
    stops: [],
    failure: undefined,
    queued: placements.length - placed,
    batched: false,
    isPartial: placed < placements.length,
  };
}
