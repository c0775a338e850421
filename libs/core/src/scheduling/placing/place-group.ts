// Finds nodes for what a group of a service or batch job wants placed. All nodes in scope are filtered and scored once;
// then each placement takes the best. A replacement and the stop of what it replaces stand or fall together: when no
// node is found, the old allocation stays. Where no node has room and the job may preempt, lower ones make room. The
// nodes that come next are named as spares.
import type { AllocationMetric } from "../../model/evaluation.js";
import { portRequestsOfGroup } from "../../model/group-demand.js";
import type { TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { type IndexedClass, type NodeIndex, nodeIndexOf } from "../node-index/node-index.js";
import type { PreemptingPick } from "../preemption/preempting-ranking.js";
import { Preempting } from "../preemption/preempting.js";
import type { DrawField } from "../ranking/candidate-source.js";
import { GroupRanking, type Pick } from "../ranking/group-ranking.js";
import type { SearchTally } from "../ranking/search-tally.js";
import type { PlacementRequest, Stop } from "../reconcile/changes.js";
import { weightOf } from "./budget.js";
import { placeApart, scoresKept } from "./place-apart.js";
import { PlacementColumns } from "./placement-columns.js";
import { type PlaceableChanges, type PlacingContext, type PlacingResult, nothingPlaced } from "./placing-context.js";
import { unitRequestsOfGroup } from "../units/unit-request.js";
import { type SearchScope, searchScopeOf } from "./search-scope.js";

/** A plan for more than this share of the nodes looks at all of them: keeping the index in order would cost more. */
const fewOfMany = 1 / 3;
/** A search passes over nodes that may not be used: where only few may, it is cheaper to look at just these. */
const leastOfAll = 1 / 64;

function maySearch(index: NodeIndex, scope: SearchScope, around: { group: TaskGroup; wanted: number; size: number }): boolean {
  const { group, wanted, size } = around;
  const isUniform = !scope.feasibility.escapes && scope.isUniform;
  const hasSpread = (group.Spreads ?? []).length > 0;
  const hasStaticPorts = portRequestsOfGroup(group).some((request) => request.staticPort !== 0);
  const hasUnits = unitRequestsOfGroup(group).length > 0;
  return isUniform && !hasSpread && !hasStaticPorts && !hasUnits && wanted < size * fewOfMany && size > index.size * leastOfAll;
}

/** What the plan or the group has touched is judged on its own, the rest as the index has it. */
function drawNodes(ranking: GroupRanking, around: { context: PlacingContext; group: TaskGroup; scope: SearchScope; wanted: number; field: DrawField }): void {
  const { context, group, scope, wanted, field } = around;
  const { state, overlay } = context;
  const index = nodeIndexOf(state.nodes);
  const touched = new Set([...overlay.touchedRows, ...overlay.nodesHolding(group.Name).keys()]);
  for (const row of touched) if (scope.field.mayUse[index.classAt(row)] === 1) ranking.add(state.nodes.at(row)!);
  const last = field === scope.field ? undefined : { whole: scope.field, nodes: () => nodesIn(state, scope.withDevices) };
  ranking.drawFrom(field, wanted, last);
}

function* nodesIn(state: State, classes: readonly IndexedClass[]): Generator<NodeRecord> {
  for (const { rows } of classes) for (const row of rows) yield state.nodes.at(row)!;
}

function addNodes(ranking: GroupRanking, around: { state: State; scope: SearchScope; tally: SearchTally }): void {
  const { state, scope, tally } = around;
  for (const { rows } of scope.classes)
    for (const row of rows) {
      const node = state.nodes.at(row)!;
      const reason = scope.feasibility.refuseUnique(node);
      if (reason === undefined) ranking.add(node);
      else tally.filtered(node, reason);
    }
}

/** Nodes that may run the group, as far as what they are decides. */
function* feasibleNodes(state: State, scope: SearchScope): Generator<NodeRecord> {
  for (const { rows } of scope.classes)
    for (const row of rows) {
      const node = state.nodes.at(row)!;
      if (scope.feasibility.refuseUnique(node) === undefined) yield node;
    }
}

function rankNodes(context: PlacingContext, changes: PlaceableChanges): { readonly ranking: GroupRanking; readonly tally: SearchTally } {
  const { state, overlay, seed, job } = context;
  const { group, placements } = changes;
  const index = nodeIndexOf(state.nodes);
  const scope = searchScopeOf(index, job, group);
  const tally = scope.tally.copy();
  // As many as can be placed, named as spares or shown with their scores.
  const wanted = Math.min(placements.length, context.budget.left) + context.spares + nodesAvoided(placements).size + scoresKept;
  const { SchedulerAlgorithm: algorithm } = state.schedulerConfiguration;
  // The index keeps nodes in order of fullness: it finds the fullest that fit, not the emptiest.
  const whole = { field: scope.field, size: scope.size };
  // For a group that asks for no device, nodes that others want for theirs come after all others: they can wait.
  const first = scope.withDevices.length > 0 && state.deviceMix.frozen.length > 0 ? scope.plain : whole;
  const isSparse = algorithm === "binpack" && first !== undefined && (job.Spreads ?? []).length === 0 && maySearch(index, scope, { group, wanted, size: first.size });
  const ranking = new GroupRanking({ state, overlay, seed, algorithm, expected: isSparse ? wanted : Infinity }, job, group);
  if (isSparse) drawNodes(ranking, { context, group, scope, wanted, field: first.field });
  else addNodes(ranking, { state, scope, tally });
  return { ranking, tally };
}

function nodesAvoided(placements: readonly PlacementRequest[]): ReadonlySet<string> {
  const avoided = new Set<string>();
  for (const { avoid } of placements) for (const id of avoid) avoided.add(id);
  return avoided;
}

function bestScores(ranking: GroupRanking, placements: readonly PlacementRequest[]): AllocationMetric["scores"] {
  const avoided = nodesAvoided(placements);
  const scored = ranking.best(scoresKept, avoided).map(({ node, score }) => {
    const penalty: Readonly<Record<string, number>> = avoided.has(node.id) ? { "node-reschedule-penalty": -1 } : {};
    return { nodeId: node.id, scores: { ...ranking.explain(node), ...penalty }, normScore: score };
  });
  return scored.sort((a, b) => b.normScore - a.normScore);
}

type Placed = Pick & Partial<PreemptingPick>;

/** One placement, with the stop of what it replaces already in the overlay. */
function placeOne(context: PlacingContext, ranking: GroupRanking, found: { group: string; request: PlacementRequest; preempting: Preempting }): Placed | undefined {
  const { overlay } = context;
  const { group, request, preempting } = found;
  const replaced = request.stop?.allocation;
  const vacated = replaced?.node;
  if (replaced !== undefined) {
    overlay.stop(replaced);
    if (vacated !== undefined) preempting.changed(vacated, -1);
  }
  const free = ranking.pick(request.avoid);
  const pick = free ?? preempting.pick(request.avoid);
  if (pick !== undefined) {
    overlay.place(pick.node, group, { shape: ranking.scoring.shape, ports: pick.ports, holding: pick.holding });
    preempting.changed(pick.node, 1);
    if (free === undefined) ranking.bringIn(pick.node);
  } else if (replaced !== undefined) {
    overlay.restore(replaced);
    if (vacated !== undefined) preempting.changed(vacated, 1);
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

function preemptingFor({ state, overlay, job, evictions }: PlacingContext, ranking: GroupRanking, group: TaskGroup): Preempting {
  const scope = (): SearchScope => searchScopeOf(nodeIndexOf(state.nodes), job, group);
  return new Preempting({ state, overlay, job, ranking, counts: evictions, nodes: () => feasibleNodes(state, scope()) });
}

export function placeGroup(context: PlacingContext, changes: PlaceableChanges): PlacingResult {
  if (changes.placements.length === 0) return nothingPlaced;
  return placeApart(context, changes) ?? placeRanked(context, changes);
}

/** By ranking all nodes that may be needed, whatever the group asks for. */
export function placeRanked(context: PlacingContext, changes: PlaceableChanges): PlacingResult {
  const { group, placements, inDeployment } = changes;
  const { ranking, tally } = rankNodes(context, changes);
  // A placed group is explained by what its nodes had left before it, a failed one by what is left after.
  const placedTally = tally.copy();
  ranking.countExhausted(placedTally);
  const scores = bestScores(ranking, placements);
  const portsPerPlacement = ranking.scoring.portRequests.length;
  const columns = new PlacementColumns({ group: group.Name, jobVersion: context.version, portsPerPlacement, inDeployment });
  const preempting = preemptingFor(context, ranking, group);
  const stops: Stop[] = [];
  let failures = 0;
  let batched = false;
  let tried = 0;
  for (const request of placements) {
    if (context.budget.left <= 0) break;
    tried++;
    const pick = placeOne(context, ranking, { group: group.Name, request, preempting });
    if (pick === undefined) {
      failures++;
      continue;
    }
    context.budget.left -= weightOf(request, pick.holding !== undefined || pick.victims !== undefined);
    columns.add(request, pick.node, pick);
    if (pick.victims !== undefined) columns.evict(pick.victims.rows.map((row) => context.state.allocations.idOf(row)));
    batched ||= request.inBatch;
    if (request.stop !== undefined) stops.push(request.stop);
  }
  if (failures > 0) {
    ranking.countExhausted(tally);
    ranking.countRefused(tally);
  }
  const metric = (failures > 0 ? tally : placedTally).metric(scores.length === 0 ? preempting.scores : scores, Math.max(0, failures - 1));
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
