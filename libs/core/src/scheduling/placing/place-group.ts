// Finds nodes for what a group of a service or batch job wants placed. All nodes in scope are filtered and scored once;
// then each placement takes the best. A replacement and the stop of what it replaces stand or fall together: when no
// node is found, the old allocation stays. The nodes that come next are named as spares.
import type { AllocationMetric } from "../../model/evaluation.js";
import { feasibilityOf } from "../feasibility/group-feasibility.js";
import { GroupRanking } from "../ranking/group-ranking.js";
import { SearchTally } from "../ranking/search-tally.js";
import type { PlacementRequest, Stop } from "../reconcile/changes.js";
import { nodesInScope } from "./nodes-in-scope.js";
import { PlacementColumns } from "./placement-columns.js";
import { type PlaceableChanges, type PlacingContext, type PlacingResult, nothingPlaced } from "./placing-context.js";

const scoresKept = 5;

function rankNodes(context: PlacingContext, { group }: PlaceableChanges, tally: SearchTally): GroupRanking {
  const { state, overlay, seed, job } = context;
  const ranking = new GroupRanking({ state, overlay, seed, algorithm: "binpack" }, job, group);
  const feasibility = feasibilityOf(job, group);
  for (const { representative, nodes } of nodesInScope(context, tally)) {
    tally.evaluated(nodes.length);
    const reason = feasibility.refuseClass(representative);
    if (reason !== undefined) {
      tally.filtered(representative, reason, nodes.length);
      continue;
    }
    for (const node of nodes) {
      const own = feasibility.refuseUnique(node);
      if (own === undefined) ranking.add(node);
      else tally.filtered(node, own);
    }
  }
  return ranking;
}

function nodesAvoided(placements: readonly PlacementRequest[]): ReadonlySet<string> {
  return new Set(placements.flatMap((request) => request.avoid));
}

function bestScores(ranking: GroupRanking, placements: readonly PlacementRequest[]): AllocationMetric["scores"] {
  const avoided = nodesAvoided(placements);
  const scored = ranking.best(scoresKept, avoided).map(({ node, score }) => {
    const penalty: Readonly<Record<string, number>> = avoided.has(node.id) ? { "node-reschedule-penalty": -1 } : {};
    return { nodeId: node.id, scores: { ...ranking.explain(node), ...penalty }, normScore: score };
  });
  return scored.sort((a, b) => b.normScore - a.normScore);
}

/** One placement, with the stop of what it replaces already in the overlay. */
function placeOne(context: PlacingContext, ranking: GroupRanking, found: { group: string; request: PlacementRequest }) {
  const { overlay } = context;
  const { group, request } = found;
  const replaced = request.stop?.allocation;
  const vacated = replaced?.node;
  if (replaced !== undefined) {
    overlay.stop(replaced);
    if (vacated !== undefined) ranking.changed(vacated, -1);
  }
  const pick = ranking.pick(request.avoid);
  if (pick !== undefined) {
    overlay.place(pick.node, group, { shape: ranking.scoring.shape, ports: pick.ports });
    ranking.changed(pick.node, 1);
  } else if (replaced !== undefined) {
    overlay.restore(replaced);
    if (vacated !== undefined) ranking.changed(vacated, 1);
  }
  return pick;
}

/**
 * Nodes to fall back on. None where the applier could break a rule by moving a placement: it knows neither distinct
 * rules nor which nodes a rescheduled allocation has to avoid.
 */
function sparesOf(context: PlacingContext, ranking: GroupRanking, placements: readonly PlacementRequest[]): string[] {
  if (ranking.hasDistinctRules) return [];
  const avoided = nodesAvoided(placements);
  const best = ranking.best(context.spares + avoided.size).map(({ node }) => node.id);
  return best.filter((id) => !avoided.has(id)).slice(0, context.spares);
}

export function placeGroup(context: PlacingContext, changes: PlaceableChanges): PlacingResult {
  if (changes.placements.length === 0) return nothingPlaced;
  const { group, placements, inDeployment } = changes;
  const tally = new SearchTally();
  const ranking = rankNodes(context, changes, tally);
  const exhaustedBefore = [...ranking.exhausted];
  const scores = bestScores(ranking, placements);
  const portsPerPlacement = ranking.scoring.portRequests.length;
  const columns = new PlacementColumns({ group: group.Name, jobVersion: context.version, portsPerPlacement, inDeployment });
  const stops: Stop[] = [];
  let failures = 0;
  let batched = false;
  let tried = 0;
  for (const request of placements) {
    if (context.budget.left <= 0) break;
    tried++;
    const pick = placeOne(context, ranking, { group: group.Name, request });
    if (pick === undefined) {
      failures++;
      continue;
    }
    context.budget.left--;
    columns.add(request, pick.node, pick.ports);
    batched ||= request.inBatch;
    if (request.stop !== undefined) stops.push(request.stop);
  }
  // A placed group is explained by what its nodes had left before it, a failed one by what is left after.
  for (const { node, misfit } of failures > 0 ? ranking.exhausted : exhaustedBefore) tally.exhausted(node, misfit);
  if (failures > 0) for (const { node, reason } of ranking.refused) tally.filtered(node, reason);
  const metric = tally.metric(scores, Math.max(0, failures - 1));
  const spares = columns.size === 0 ? [] : sparesOf(context, ranking, placements);
  return {
    placements: columns.size === 0 ? undefined : columns.finish(metric, spares),
    stops,
    failure: failures > 0 ? metric : undefined,
    queued: placements.length - columns.size,
    batched,
    isPartial: tried < placements.length,
  };
}
