// Ranks the nodes for one group. Either all feasible nodes are added, each scored exactly once, or (`drawFrom`) the
// index hands them out, best first, as far as the plan may need them. A node is scored again only when the plan itself
// changed it: k placements cost O(k log n) beside the adding. Exact: `pick` returns what a full scan would.
// Deterministic: neither the order in which nodes are added nor the way they come matters.
import { hashString, mix32 } from "../../common/hash.js";
import type { Holding } from "../../model/holding.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import type { Misfit } from "../fit.js";
import type { RowSet } from "../node-index/exhausted-rows.js";
import { nodeIndexOf, type NodeIndex } from "../node-index/node-index.js";
import type { PlanOverlay } from "../plan-overlay.js";
import { choosePorts } from "../ports.js";
import { CandidatePool } from "./candidate-pool.js";
import { CandidateSource, type DrawField, type LastNodes } from "./candidate-source.js";
import { Candidates, unseen, withoutRoom } from "./candidates.js";
import { DistinctRules } from "./distinct.js";
import type { FitAlgorithm } from "./fit-score.js";
import { NodeScoring } from "./node-scoring.js";
import type { SearchTally } from "./search-tally.js";
import { SpreadCounts } from "./spread.js";
import { type TieBreak, tieBreak, tieOf } from "./tie-break.js";

export interface RankingContext {
  readonly state: State;
  readonly overlay: PlanOverlay;
  readonly seed: number;
  readonly algorithm: FitAlgorithm;
  /** How many nodes will be looked at; all, when not given. */
  readonly expected?: number;
}

export interface Pick {
  readonly node: NodeRecord;
  readonly ports: readonly number[];
  readonly holding: Holding | undefined;
  readonly score: number;
}

const noPorts: readonly number[] = [];
/** Drawing one by one would search again for each. */
const leastDrawn = 8;
/** Clearing a number for every row costs less than a map when one row in so many will be looked at. */
const denseFrom = 32;

export class GroupRanking {
  readonly scoring: NodeScoring;
  private readonly index: NodeIndex;
  private readonly tie: TieBreak;
  private readonly spreads: SpreadCounts;
  private readonly distinct: DistinctRules;
  private readonly candidates: Candidates;
  private readonly pool: CandidatePool;
  private source: CandidateSource | undefined;
  private last: LastNodes | undefined;
  /** Drawn from the source and not used up: as many are sure to be better than all that was not drawn. */
  private reserve = 0;
  /** Rows that may run the group but have no room now. */
  private readonly full = new Set<number>();
  /** Why, where it is for want of dynamic ports. */
  private readonly portMisfits = new Map<number, Misfit>();
  /** Entries that a distinct rule keeps out for now. */
  private parked: number[] = [];
  private picks = 0;

  constructor(
    private readonly context: RankingContext,
    job: Job,
    private readonly group: TaskGroup,
  ) {
    const { state, overlay, seed, algorithm, expected = Infinity } = context;
    this.index = nodeIndexOf(state.nodes);
    this.tie = tieBreak(seed);
    this.scoring = new NodeScoring({ overlay, algorithm, index: this.index, mix: state.deviceMix.frozen }, { job, group });
    this.distinct = new DistinctRules(job, group, { state, overlay });
    this.spreads = new SpreadCounts(job, group);
    if (!this.spreads.isEmpty)
      for (const [row, held] of overlay.nodesHolding(group.Name)) {
        const node = state.nodes.at(row);
        if (node !== undefined && held > 0) this.spreads.add(this.spreads.slotsOf(node), held);
      }
    this.candidates = new Candidates(state.nodes, expected * denseFrom >= state.nodes.rowLimit);
    this.pool = new CandidatePool(this.candidates, this.spreads);
  }

  /** A feasible node comes into play. */
  add(node: NodeRecord): void {
    const { row } = node;
    if (this.scoring.misfitOn(node) !== undefined) {
      this.candidates.setState(row, withoutRoom);
      this.full.add(row);
      return;
    }
    const { candidates, scoring } = this;
    const entry = candidates.add(row);
    candidates.sums[entry] = scoring.sumOn(node);
    candidates.components[entry] = scoring.componentCount;
    candidates.ties[entry] = tieOf(this.index.ties[row]!, this.tie);
    this.pool.add(entry);
  }

  /** All other nodes of this field come into play when they are needed. Nodes that the plan or the group has touched must have been added. */
  drawFrom(field: DrawField, wanted: number, last?: LastNodes): void {
    this.last = last;
    this.source = new CandidateSource({ field, counted: last?.whole ?? field, index: this.index, ask: this.scoring.shape, tie: this.tie });
    this.ensure(wanted);
  }

  /** The plan placed an allocation of this group there (1), or took one away (-1): the overlay has it already. */
  changed(node: NodeRecord, step: 1 | -1): void {
    const { row } = node;
    if (!this.spreads.isEmpty) {
      const slots = this.spreads.slotsOf(node);
      this.spreads.add(slots, step);
      this.pool.spreadChanged(slots);
    }
    this.distinct.add(node, step);
    const state = this.candidates.stateOf(row);
    if (state !== unseen) {
      this.useUp(state);
      this.candidates.setState(row, unseen);
      this.full.delete(row);
      this.portMisfits.delete(row);
      this.add(node);
    }
    if (step === -1) this.unpark();
  }

  /** The best node, `avoid` only when there is no other; the first of them least of all. */
  pick(avoid: readonly string[] = []): Pick | undefined {
    const aside: number[] = [];
    for (;;) {
      this.ensure(aside.length + 1);
      const entry = this.pool.take();
      if (entry === undefined) return this.pickPenalised(aside, avoid[0]);
      if (avoid.length > 0 && avoid.includes(this.candidates.nodeOf(entry).id)) {
        aside.push(entry);
        continue;
      }
      const pick = this.tryPick(entry, false);
      if (pick === undefined) continue;
      for (const avoided of aside) this.pool.giveBack(avoided);
      return pick;
    }
  }

  /** The n best as things are, best first; they stay in play. Scores are of a placement that should avoid `penalised`. */
  best(n: number, penalised: ReadonlySet<string> = new Set()): { readonly node: NodeRecord; readonly score: number }[] {
    this.ensure(n);
    const found: number[] = [];
    while (found.length < n) {
      const entry = this.pool.take();
      if (entry === undefined) break;
      found.push(entry);
    }
    for (const entry of found) this.pool.giveBack(entry);
    return found.map((entry) => {
      const node = this.candidates.nodeOf(entry);
      return { node, score: this.pool.scoreOf(entry, penalised.has(node.id)) };
    });
  }

  /** The node's score by component, under Nomad's names. */
  explain(node: NodeRecord): Readonly<Record<string, number>> {
    const { fit, jobAntiAffinity, nodeAffinity, devices } = this.scoring.componentsOn(node);
    const spread = this.spreads.isEmpty ? 0 : this.spreads.scoreOf(this.spreads.slotsOf(node));
    return {
      [this.scoring.fitNameOn(node)]: fit,
      "job-anti-affinity": jobAntiAffinity ?? 0,
      ...(nodeAffinity === undefined ? {} : { "node-affinity": nodeAffinity }),
      ...(devices === undefined ? {} : { devices }),
      ...(spread === 0 ? {} : { "allocation-spread": spread }),
    };
  }

  /** A placement on this one node as the overlay has it, whatever its rank; undefined: it is not possible. */
  pickOn(node: NodeRecord): Pick | undefined {
    if (this.scoring.misfitOn(node) !== undefined) return undefined;
    this.picks++;
    const ports = this.scoring.portRequests.length === 0 ? noPorts : this.portsOn(node);
    return ports === undefined ? undefined : { node, ports, holding: this.scoring.holdingOn(node), score: 0 };
  }

  /** Comes into play, if it was not: the plan made room there. */
  bringIn(node: NodeRecord): void {
    if (this.candidates.stateOf(node.row) === unseen) this.add(node);
  }

  refuses(node: NodeRecord): boolean {
    return !this.distinct.isEmpty && this.distinct.refuses(node);
  }

  /** 0: spread takes no part. */
  spreadOn(node: NodeRecord): number {
    return this.spreads.isEmpty ? 0 : this.spreads.scoreOf(this.spreads.slotsOf(node));
  }

  tieOn(node: NodeRecord): number {
    return tieOf(this.index.ties[node.row]!, this.tie);
  }

  get hasDistinctRules(): boolean {
    return !this.distinct.isEmpty;
  }

  /** Counts nodes without room as things are, with what is short. */
  countExhausted(tally: SearchTally): void {
    const { nodes } = this.context.state;
    for (const row of this.full) {
      const node = nodes.at(row)!;
      const misfit = this.portMisfits.get(row) ?? this.scoring.misfitOn(node);
      if (misfit !== undefined) tally.exhausted(node, misfit);
    }
    if (this.source === undefined) return;
    for (const { like, dimension, count, closest } of this.source.exhausted(this.seenRows()))
      tally.exhausted(like, { dimension, shortfall: closest }, count);
  }

  private seenRows(): RowSet {
    const { candidates, full } = this;
    return { has: (row) => candidates.stateOf(row) !== unseen, rows: [...candidates.entryRows, ...full] };
  }

  /** Counts nodes that distinct rules keep out. */
  countRefused(tally: SearchTally): void {
    for (const entry of this.parked) {
      if (this.candidates.isStale(entry)) continue;
      const node = this.candidates.nodeOf(entry);
      tally.filtered(node, this.distinct.refuse(node) ?? `distinct rules of "${this.group.Name}"`);
    }
  }

  /** Judges what changes with every placement: distinct rules, ports. The entry has left its heap. */
  private tryPick(entry: number, penalised: boolean): Pick | undefined {
    const node = this.candidates.nodeOf(entry);
    if (!this.distinct.isEmpty && this.distinct.refuses(node)) {
      this.parked.push(entry);
      this.useUp(entry);
      return undefined;
    }
    this.picks++;
    const ports = this.scoring.portRequests.length === 0 ? noPorts : this.portsOn(node);
    if (ports === undefined) this.useUp(entry);
    return ports === undefined ? undefined : { node, ports, holding: this.scoring.holdingOn(node), score: this.pool.scoreOf(entry, penalised) };
  }

  private portsOn(node: NodeRecord): readonly number[] | undefined {
    const { row } = node;
    const start = mix32(this.context.seed ^ Math.imul(this.picks, 0x9e3779b1) ^ hashString(node.id));
    const taken = this.context.overlay.takenPorts(node);
    const choice = choosePorts(node.spec.NodeResources, this.scoring.portRequests, { taken, start });
    if (choice.kind === "chosen") return choice.ports;
    this.candidates.setState(row, withoutRoom);
    this.full.add(row);
    this.portMisfits.set(row, choice.misfit);
    return undefined;
  }

  /** None but nodes to avoid are left. */
  private pickPenalised(aside: readonly number[], last: string | undefined): Pick | undefined {
    const { pool, candidates } = this;
    const inOrder = [...aside].sort((a, b) => {
      const lastApart = Number(candidates.nodeOf(a).id === last) - Number(candidates.nodeOf(b).id === last);
      const apart = lastApart !== 0 ? lastApart : pool.scoreOf(b, true) - pool.scoreOf(a, true);
      return apart !== 0 ? apart : candidates.winsTie(a, b) ? -1 : 1;
    });
    for (const [i, entry] of inOrder.entries()) {
      const pick = this.tryPick(entry, true);
      if (pick === undefined) continue;
      for (const avoided of inOrder.slice(i + 1)) pool.giveBack(avoided);
      return pick;
    }
    return undefined;
  }

  /** No longer sure to be better than what was not drawn. */
  private useUp(entry: number): void {
    if (entry < 0 || this.candidates.untouched[entry] !== 1) return;
    this.candidates.untouched[entry] = 0;
    this.reserve--;
  }

  private unpark(): void {
    const { parked } = this;
    this.parked = [];
    for (const entry of parked) this.pool.giveBack(entry);
  }

  /** Draws until as many are in reserve, or there are no more. */
  private ensure(wanted: number): void {
    const { source, candidates } = this;
    if (source === undefined) return;
    while (source.hasMore && this.reserve < wanted) {
      const rows = source.next(Math.max(leastDrawn, wanted - this.reserve), (row) => candidates.stateOf(row) !== unseen);
      for (const row of rows) {
        this.add(this.context.state.nodes.at(row)!);
        const entry = candidates.stateOf(row);
        if (entry < 0) continue;
        candidates.untouched[entry] = 1;
        this.reserve++;
      }
    }
    if (!source.hasMore) this.addLast();
  }

  /** All others have been drawn: what comes after them comes into play. */
  private addLast(): void {
    const { last } = this;
    this.last = undefined;
    for (const node of last?.nodes() ?? []) this.bringIn(node);
  }
}
