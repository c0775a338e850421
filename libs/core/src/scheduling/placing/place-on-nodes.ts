// Places what a system or sysbatch job wants on the nodes it wants it on (nomad.md 4.8). A node that is filtered drops
// out silently, unless every node does and the group has nothing anywhere; one without room is a failure, unless the job
// may preempt and lower ones there make room.
import type { NodeRecord } from "../../state/node-table.js";
import { feasibilityOf } from "../feasibility/group-feasibility.js";
import { fits, type Misfit } from "../fit.js";
import type { Holding } from "../../model/holding.js";
import { mix32, hashString } from "../../common/hash.js";
import { type PortRequest, portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { Shape } from "../../state/interned.js";
import { choosePorts } from "../ports.js";
import { chooseUnits } from "../units/choose-units.js";
import { unitOfferOf } from "../units/unit-offer.js";
import { type UnitRequest, unitRequestsOfGroup } from "../units/unit-request.js";
import { DistinctRules } from "../ranking/distinct.js";
import { VictimSearch } from "../preemption/victim-search.js";
import { SearchTally } from "../ranking/search-tally.js";
import type { PlacementRequest, Stop } from "../reconcile/changes.js";
import { nodeIndexOf } from "../node-index/node-index.js";
import { classesInScope } from "./nodes-in-scope.js";
import { weightOf } from "./budget.js";
import { PlacementColumns } from "./placement-columns.js";
import { type PlaceableChanges, type PlacingContext, type PlacingResult, nothingPlaced } from "./placing-context.js";

type Verdict =
  | { readonly kind: "placed"; readonly ports: readonly number[]; readonly holding: Holding | undefined; readonly victims?: readonly number[] }
  | { readonly kind: "filtered"; readonly reason: string }
  | { readonly kind: "exhausted"; readonly misfit: Misfit };

interface Demand {
  readonly shape: Shape;
  readonly ports: readonly PortRequest[];
  readonly units: readonly UnitRequest[];
}

interface NodeRules {
  readonly demand: Demand;
  readonly distinct: DistinctRules;
  readonly changes: PlaceableChanges;
  /** undefined: this job pushes out nobody. */
  readonly search: VictimSearch | undefined;
}

function tryNode(context: PlacingContext, node: NodeRecord, rules: NodeRules): Verdict {
  const { demand, distinct, changes } = rules;
  const { overlay, job } = context;
  const reason = feasibilityOf(job, changes.group).refuse(node) ?? distinct.refuse(node);
  if (reason !== undefined) return { kind: "filtered", reason };
  const capacity = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  const used = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  overlay.capacityInto(node.row, capacity);
  overlay.usedInto(node.row, used);
  const misfit = fits(capacity, used, context.state.nodes.askOn(node.row, demand.shape));
  if (misfit !== undefined) return { kind: "exhausted", misfit };
  const start = mix32(context.seed ^ hashString(`${node.id} ${changes.name}`));
  const choice = choosePorts(node.spec.NodeResources, demand.ports, { taken: overlay.takenPorts(node), start });
  if (choice.kind === "failed") return { kind: "exhausted", misfit: choice.misfit };
  if (demand.units.length === 0) return { kind: "placed", ports: choice.ports, holding: undefined };
  const units = chooseUnits(unitOfferOf(node.spec), demand.units, overlay.heldUnits(node));
  return units.kind === "failed" ? { kind: "exhausted", misfit: units.misfit } : { kind: "placed", ports: choice.ports, holding: units.holding };
}

/** undefined: nothing that may go would make room. */
function tryEvicting(context: PlacingContext, node: NodeRecord, rules: NodeRules): Verdict | undefined {
  const { search } = rules;
  const victims = search?.find(node, () => tryNode(context, node, rules).kind === "placed");
  if (search === undefined || victims === undefined) return undefined;
  search.evict(victims);
  search.taken(victims);
  const verdict = tryNode(context, node, rules);
  return verdict.kind === "placed" ? { ...verdict, victims: victims.rows } : undefined;
}

function placeRequest(
  context: PlacingContext,
  request: PlacementRequest & { readonly node: NodeRecord },
  rules: NodeRules,
): Verdict {
  const { overlay } = context;
  const { node, stop } = request;
  if (stop !== undefined) {
    overlay.stop(stop.allocation);
    rules.distinct.add(node, -1);
  }
  const free = tryNode(context, node, rules);
  const verdict = free.kind === "exhausted" ? (tryEvicting(context, node, rules) ?? free) : free;
  if (verdict.kind === "placed") {
    overlay.place(node, rules.changes.name, { shape: rules.demand.shape, ports: verdict.ports, holding: verdict.holding });
    rules.distinct.add(node, 1);
  } else if (stop !== undefined) {
    overlay.restore(stop.allocation);
    rules.distinct.add(node, 1);
  }
  return verdict;
}

export function placeOnNodes(context: PlacingContext, changes: PlaceableChanges): PlacingResult {
  if (changes.placements.length === 0) return nothingPlaced;
  const { group } = changes;
  const tally = new SearchTally();
  classesInScope(nodeIndexOf(context.state.nodes), context.job, tally);
  const demand: Demand = { shape: shapeOfGroup(group), ports: portRequestsOfGroup(group), units: unitRequestsOfGroup(group) };
  const distinct = new DistinctRules(context.job, group, context);
  const columns = new PlacementColumns({
    group: group.Name,
    jobVersion: context.version,
    portsPerPlacement: demand.ports.length,
    inDeployment: changes.inDeployment,
  });
  const { state, overlay, job, evictions } = context;
  const search = evictions === undefined ? undefined : new VictimSearch({ state, overlay, job, ask: demand.shape }, evictions);
  const stops: Stop[] = [];
  let exhausted = 0;
  let filtered = 0;
  let isPartial = false;
  for (const request of changes.placements) {
    if (request.node === undefined) continue;
    if (context.budget.left <= 0) {
      isPartial = true;
      break;
    }
    const { node } = request;
    tally.evaluated(1);
    const verdict = placeRequest(context, { ...request, node }, { demand, distinct, changes, search });
    if (verdict.kind === "placed") {
      context.budget.left -= weightOf(request, verdict.holding !== undefined);
      columns.add(request, node, verdict);
      if (verdict.victims !== undefined) columns.evict(verdict.victims.map((row) => state.allocations.idOf(row)));
      if (request.stop !== undefined) stops.push(request.stop);
    } else if (verdict.kind === "filtered") {
      filtered++;
      tally.filtered(node, verdict.reason);
    } else {
      exhausted++;
      tally.exhausted(node, verdict.misfit);
    }
  }
  const hasNowhere = filtered > 0 && columns.size === 0 && changes.desired.ignore + changes.desired.inPlaceUpdate === 0;
  const isFailure = exhausted > 0 || (hasNowhere && filtered === changes.placements.length);
  const metric = tally.metric([], Math.max(0, exhausted - 1));
  return {
    placements: columns.size === 0 ? undefined : columns.finish(metric, []),
    stops,
    failure: isFailure ? metric : undefined,
    queued: exhausted,
    batched: stops.length > 0,
    isPartial,
  };
}
