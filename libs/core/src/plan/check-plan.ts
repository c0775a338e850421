// The applier's judgement of one plan against the newest state and everything accepted but not yet folded. It uses the
// scheduler's own fit function. A placement whose node was taken meanwhile moves to one of the plan's spare nodes; one
// that fits nowhere is left out and the plan becomes partial. Stops and in-place updates are always accepted. Whoever
// has to go for a placement is judged with it (check-preemption.ts): a placement never moves to where others had to go.
import type { GroupPlacements, Plan, PlannedPreemption } from "../model/plan.js";
import type { PortRequest } from "../model/group-demand.js";
import { portRequestsOfGroup, shapeOfGroup } from "../model/group-demand.js";
import type { Holding } from "../model/holding.js";
import { type Misfit, fits, holdingMisfit } from "../scheduling/fit.js";
import { choosePorts } from "../scheduling/ports.js";
import { chooseUnits } from "../scheduling/units/choose-units.js";
import { unitOfferOf } from "../scheduling/units/unit-offer.js";
import { type UnitRequest, unitRequestsOfGroup } from "../scheduling/units/unit-request.js";
import type { Shape } from "../state/interned.js";
import { currentVersion, specOfVersion } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import type { AcceptedPlans, Demand } from "./accepted-plans.js";
import { makeRoom, spareNeedless } from "./check-preemption.js";

export type PlanVerdict =
  | { readonly kind: "accepted"; readonly plan: Plan; readonly moved: number; readonly rejected: number }
  | { readonly kind: "stale"; readonly reason: string };

export function checkPlan(state: State, accepted: AcceptedPlans, plan: Plan): PlanVerdict {
  const job = state.job(plan.namespace, plan.jobId);
  if (job === undefined) return { kind: "stale", reason: "the job is gone" };
  if (accepted.decidedAt(job) !== plan.decidedAt) return { kind: "stale", reason: "the job changed after the scheduler looked" };
  if (state.evaluations.get(plan.evaluationId)?.status !== "pending") return { kind: "stale", reason: "the evaluation has ended" };
  const asked = sizeOf(plan.placements);
  for (let round = plan; ; ) {
    const checked = checkRound(state, accepted, round);
    if (checked.kind === "stale") return checked;
    // What was to be replaced and found no place stays for now, unless it has ended anyway. Others may have counted on its
    // room: all is judged again without it. Each round has fewer stops, so this ends.
    const staying = new Set(round.stops.flatMap((stop) => (stop.clientStatus === "" && checked.unreplaced.has(stop.allocationId) ? stop.allocationId : [])));
    if (staying.size > 0) {
      round = withoutReplacing(round, staying);
      continue;
    }
    const rejected = asked - sizeOf(checked.placements);
    if (rejected > 0 && plan.allAtOnce) return { kind: "stale", reason: "not everything fits, and the job wants all at once" };
    checked.draft.keep(job);
    const { placements, moved } = checked;
    return { kind: "accepted", plan: { ...round, placements, partial: plan.partial || rejected > 0 }, moved, rejected };
  }
}

function sizeOf(placements: readonly GroupPlacements[]): number {
  return placements.reduce((sum, group) => sum + group.nameIndexes.length, 0);
}

interface CheckedRound {
  readonly kind: "checked";
  readonly draft: Draft;
  readonly placements: readonly GroupPlacements[];
  readonly moved: number;
  /** Allocations whose replacement found no place. */
  readonly unreplaced: ReadonlySet<string>;
}

function checkRound(state: State, accepted: AcceptedPlans, plan: Plan): CheckedRound | (PlanVerdict & { readonly kind: "stale" }) {
  const job = state.job(plan.namespace, plan.jobId)!;
  const draft = accepted.begin();
  for (const stop of plan.stops) draft.stop(state.allocations.rowOf(stop.allocationId));
  let moved = 0;
  const placements: GroupPlacements[] = [];
  const unreplaced = new Set<string>();
  for (const group of plan.placements) {
    const spec = specOfVersion(job, group.jobVersion).TaskGroups.find((candidate) => candidate.Name === group.group);
    if (spec === undefined) return { kind: "stale", reason: `group "${group.group}" is not in version ${group.jobVersion} of the job` };
    const checked = checkGroup(state, draft, { seenAt: plan.snapshotIndex, group, shape: shapeOfGroup(spec), requests: portRequestsOfGroup(spec), units: unitRequestsOfGroup(spec), priority: currentVersion(job).job.Priority });
    moved += checked.moved;
    const replaced = new Set(checked.group.previousIds);
    for (const id of group.previousIds) if (!replaced.has(id)) unreplaced.add(id);
    placements.push(checked.group);
  }
  return { kind: "checked", draft, placements: spareNeedless(state, draft, placements), moved, unreplaced };
}

function withoutReplacing(plan: Plan, staying: ReadonlySet<string>): Plan {
  const placements = plan.placements.map((group) => {
    const kept = [...group.nameIndexes.keys()].filter((i) => !staying.has(group.previousIds[i] ?? ""));
    if (kept.length === group.nameIndexes.length) return group;
    const { portsPerPlacement: width } = group;
    const ports = kept.flatMap((i) => [...group.ports.subarray(i * width, (i + 1) * width)]);
    const holdings = group.holdings === undefined ? [] : kept.flatMap((i) => group.holdings![i] ?? []);
    const preemptions = (group.preemptions ?? []).flatMap(({ placement, allocationIds }) => {
      const at = kept.indexOf(placement);
      return at < 0 ? [] : [{ placement: at, allocationIds }];
    });
    return rebuilt(group, { kept, rows: kept.map((i) => group.nodeRows[i]!), ports, holdings, preemptions });
  });
  return { ...plan, placements, stops: plan.stops.filter((stop) => !staying.has(stop.allocationId)) };
}

interface GroupCheck {
  /** Index of the state that the scheduler looked at. */
  readonly seenAt: number;
  readonly group: GroupPlacements;
  readonly shape: Shape;
  readonly requests: readonly PortRequest[];
  readonly units: readonly UnitRequest[];
  readonly priority: number;
}

type Draft = ReturnType<AcceptedPlans["begin"]>;

function checkGroup(state: State, draft: Draft, check: GroupCheck): { readonly group: GroupPlacements; readonly moved: number } {
  const { group } = check;
  const width = group.portsPerPlacement;
  const kept: number[] = [];
  const rows: number[] = [];
  const ports: number[] = [];
  const holdings: Holding[] = [];
  const preemptions: PlannedPreemption[] = [];
  const victims = new Map((group.preemptions ?? []).map(({ placement, allocationIds }) => [placement, allocationIds]));
  let moved = 0;
  let changed = 0;
  for (let i = 0; i < group.nameIndexes.length; i++) {
    const wanted = width === 0 ? noPorts : group.ports.subarray(i * width, (i + 1) * width);
    const attempt = { node: nodeSeen(state, check, group.nodeRows[i]!), wanted, holding: group.holdings?.[i] };
    const asked = victims.size === 0 ? undefined : victims.get(i);
    const spot = (asked === undefined ? tryNode(draft, check, attempt) : tryEvicting(draft, check, { state, attempt, asked })) ?? trySpares(state, draft, check);
    if (spot === undefined) continue;
    if (spot.node.row !== group.nodeRows[i]) moved++;
    kept.push(i);
    rows.push(spot.node.row);
    for (const port of spot.ports) ports.push(port);
    if (asked !== undefined) {
      const gone = spot.evicted ?? [];
      if (gone.length > 0) preemptions.push({ placement: kept.length - 1, allocationIds: gone });
      if (gone.length < asked.length) changed++;
    }
    if (spot.holding === undefined) continue;
    holdings.push(spot.holding);
    if (spot.holding !== group.holdings?.[i]) changed++;
  }
  const unchanged = kept.length === group.nameIndexes.length && moved + changed === 0 && samePorts(group.ports, ports);
  return unchanged ? { group, moved } : { group: rebuilt(group, { kept, rows, ports, holdings, preemptions }), moved };
}

/** The node that the scheduler saw in this row; not one that took the row since. */
function nodeSeen(state: State, { seenAt }: GroupCheck, row: number): NodeRecord | undefined {
  const node = state.nodes.at(row);
  return node !== undefined && node.createIndex <= seenAt ? node : undefined;
}

function samePorts(column: Uint16Array, ports: readonly number[]): boolean {
  return ports.every((port, i) => column[i] === port);
}

interface Rebuilt {
  readonly kept: readonly number[];
  readonly rows: readonly number[];
  readonly ports: readonly number[];
  readonly holdings: readonly Holding[];
  readonly preemptions: readonly PlannedPreemption[];
}

function rebuilt(group: GroupPlacements, { kept, rows, ports, holdings, preemptions }: Rebuilt): GroupPlacements {
  return {
    ...group,
    nameIndexes: Uint32Array.from(kept, (i) => group.nameIndexes[i]!),
    nodeRows: Uint32Array.from(rows),
    ports: Uint16Array.from(ports),
    holdings: holdings.length === 0 ? undefined : holdings,
    preemptions: preemptions.length === 0 ? undefined : preemptions,
    previousIds: group.previousIds.length === 0 ? [] : kept.map((i) => group.previousIds[i]!),
    rescheduleDelaysMs: group.rescheduleDelaysMs.length === 0 ? [] : kept.map((i) => group.rescheduleDelaysMs[i]!),
  };
}

const noPorts: readonly number[] = [];
const nothingMore: Demand = { ports: noPorts, holding: undefined };

interface Spot {
  readonly node: NodeRecord;
  readonly ports: readonly number[];
  readonly holding: Holding | undefined;
  /** Allocations that have to go for it. */
  readonly evicted?: readonly string[];
}

interface Attempt {
  readonly node: NodeRecord | undefined;
  readonly wanted: ArrayLike<number>;
  readonly holding?: Holding | undefined;
}

/** `wanted` empty with requests: any ports will do (a spare node), and any units likewise. */
function tryNode(draft: Draft, check: GroupCheck, at: Attempt): Spot | undefined {
  const spot = spotOn(draft, check, at);
  if (spot !== undefined) draft.place(spot.node, check.shape, spot.ports === noPorts && spot.holding === undefined ? nothingMore : spot);
  return spot;
}

/** Others go first, if there is room so. */
function tryEvicting(draft: Draft, check: GroupCheck, how: { readonly state: State; readonly attempt: Attempt; readonly asked: readonly string[] }): Spot | undefined {
  const { state, attempt, asked } = how;
  const { node } = attempt;
  if (node === undefined) return undefined;
  const fitsNow = (): boolean => spotOn(draft, check, attempt) !== undefined;
  const evicted = makeRoom({ state, draft, node, priority: check.priority, fitsNow }, asked);
  const spot = evicted === undefined ? undefined : tryNode(draft, check, attempt);
  return spot === undefined ? undefined : { ...spot, evicted };
}

function spotOn(draft: Draft, check: GroupCheck, at: Attempt): Spot | undefined {
  const { node, wanted } = at;
  if (node === undefined || misfitOn(draft, check.shape, node) !== undefined) return undefined;
  if (check.requests.length + check.units.length === 0) return { node, ports: noPorts, holding: undefined };
  const ports = Array.from(wanted);
  const taken = draft.takenPorts(node);
  const asWanted = ports.length === check.requests.length && ports.every((port) => !taken(port));
  const chosen = asWanted ? ports : otherPorts(node, check.requests, taken);
  if (chosen === undefined) return undefined;
  const holding = check.units.length === 0 ? undefined : unitsOn(draft, check, { node, wanted: at.holding });
  if (holding === undefined && check.units.length > 0) return undefined;
  return { node, ports: chosen, holding };
}

/** As wanted where that still fits; otherwise others of the same node, if there are. */
function unitsOn(draft: Draft, { units }: GroupCheck, { node, wanted }: { readonly node: NodeRecord; readonly wanted: Holding | undefined }): Holding | undefined {
  const offer = unitOfferOf(node.spec);
  const held = draft.heldUnits(node);
  if (wanted !== undefined && holdingMisfit(offer.keys, held, wanted) === undefined) return wanted;
  const choice = chooseUnits(offer, units, held);
  return choice.kind === "chosen" ? choice.holding : undefined;
}

function otherPorts(node: NodeRecord, requests: readonly PortRequest[], taken: (port: number) => boolean): readonly number[] | undefined {
  const choice = choosePorts(node.spec.NodeResources, requests, { taken: { forStatic: taken, forDynamic: taken }, start: node.row });
  return choice.kind === "chosen" ? choice.ports : undefined;
}

export function misfitOn(draft: Draft, shape: Shape, node: NodeRecord): Misfit | undefined {
  if (node.status !== "ready" || node.eligibility !== "eligible") return { dimension: `node ${node.status}`, shortfall: 1 };
  return fits(draft.capacity(node), draft.used(node), draft.askOn(node, shape));
}

function trySpares(state: State, draft: Draft, check: GroupCheck): Spot | undefined {
  for (const id of check.group.spareNodeIds) {
    const spot = tryNode(draft, check, { node: state.node(id), wanted: [] });
    if (spot !== undefined) return spot;
  }
  return undefined;
}
