// Ranks the nodes for one group: each feasible node is scored exactly once, then again only when the plan itself
// changed it. k placements over n nodes cost O(n + k log n); with spreads, also the number of distinct spread values.
// Exact: `pick` returns what a full scan would. Deterministic: the order in which nodes are added does not matter.
import { hashString, mix32 } from "../../common/hash.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import type { Misfit } from "../fit.js";
import type { PlanOverlay } from "../plan-overlay.js";
import { choosePorts } from "../ports.js";
import { CandidatePool } from "./candidate-pool.js";
import { DistinctRules } from "./distinct.js";
import type { FitAlgorithm } from "./fit-score.js";
import { NodeScoring } from "./node-scoring.js";
import { SpreadCounts } from "./spread.js";

export interface RankingContext {
  readonly state: State;
  readonly overlay: PlanOverlay;
  readonly seed: number;
  readonly algorithm: FitAlgorithm;
}

export interface Pick {
  readonly node: NodeRecord;
  readonly ports: readonly number[];
  readonly score: number;
}

export class GroupRanking {
  readonly scoring: NodeScoring;
  private readonly spreads: SpreadCounts;
  private readonly distinct: DistinctRules;
  private readonly pool: CandidatePool;
  /** Nodes that may run the group but have no room now, and why. */
  private readonly full = new Map<number, { readonly node: NodeRecord; readonly misfit: Misfit }>();
  /** Entries that a distinct rule keeps out for now. */
  private parked: { readonly entry: number; readonly reason: string }[] = [];
  private picks = 0;

  constructor(
    private readonly context: RankingContext,
    job: Job,
    group: TaskGroup,
  ) {
    const { state, overlay, seed, algorithm } = context;
    this.scoring = new NodeScoring(overlay, algorithm, { job, group });
    this.distinct = new DistinctRules(job, group, { state, overlay });
    this.spreads = new SpreadCounts(job, group);
    this.pool = new CandidatePool(this.spreads, seed, state.nodes.rowLimit);
    if (this.spreads.isEmpty) return;
    for (const [row, held] of overlay.nodesHolding(group.Name)) {
      const node = state.nodes.at(row);
      if (node !== undefined && held > 0) this.spreads.add(node, held);
    }
  }

  /** A feasible node comes into play. */
  add(node: NodeRecord): void {
    const misfit = this.scoring.misfitOn(node);
    if (misfit === undefined) this.pool.add(node, this.scoring.ownScore(node));
    else this.full.set(node.row, { node, misfit });
  }

  /** The plan placed an allocation of this group there (1), or took one away (-1): the overlay has it already. */
  changed(node: NodeRecord, step: 1 | -1): void {
    if (!this.spreads.isEmpty) {
      const changesAll = this.spreads.add(node, step);
      this.pool.spreadChanged(changesAll ? undefined : this.spreads.valuesOf(node));
    }
    this.distinct.add(node, step);
    if (!this.pool.has(node) && !this.full.has(node.row)) return;
    this.pool.remove(node);
    this.full.delete(node.row);
    this.add(node);
    if (step === -1) this.unpark();
  }

  /** The best node, `avoid` only when there is no other; the first of them least of all. */
  pick(avoid: readonly string[] = []): Pick | undefined {
    const aside: number[] = [];
    for (let entry = this.pool.take(); entry !== undefined; entry = this.pool.take()) {
      if (avoid.includes(this.pool.nodeOf(entry).id)) {
        aside.push(entry);
        continue;
      }
      const pick = this.tryPick(entry, false);
      if (pick === undefined) continue;
      for (const avoided of aside) this.pool.giveBack(avoided);
      return pick;
    }
    return this.pickPenalised(aside, avoid[0]);
  }

  /** The n best as things are, best first; they stay in play. Scores are of a placement that should avoid `penalised`. */
  best(n: number, penalised: ReadonlySet<string> = new Set()): { readonly node: NodeRecord; readonly score: number }[] {
    const found: number[] = [];
    while (found.length < n) {
      const entry = this.pool.take();
      if (entry === undefined) break;
      found.push(entry);
    }
    for (const entry of found) this.pool.giveBack(entry);
    return found.map((entry) => {
      const node = this.pool.nodeOf(entry);
      return { node, score: this.pool.scoreOf(entry, penalised.has(node.id)) };
    });
  }

  /** The node's score by component, under Nomad's names. */
  explain(node: NodeRecord): Readonly<Record<string, number>> {
    const { binpack, jobAntiAffinity, nodeAffinity } = this.scoring.componentsOn(node);
    const spread = this.spreads.isEmpty ? 0 : this.spreads.scoreOf(this.spreads.valuesOf(node));
    return {
      binpack,
      "job-anti-affinity": jobAntiAffinity ?? 0,
      ...(nodeAffinity === undefined ? {} : { "node-affinity": nodeAffinity }),
      ...(spread === 0 ? {} : { "allocation-spread": spread }),
    };
  }

  get hasDistinctRules(): boolean {
    return !this.distinct.isEmpty;
  }

  /** Nodes without room, with what is short. */
  get exhausted(): Iterable<{ readonly node: NodeRecord; readonly misfit: Misfit }> {
    return this.full.values();
  }

  /** Nodes that distinct rules keep out. */
  get refused(): readonly { readonly node: NodeRecord; readonly reason: string }[] {
    return this.parked
      .filter(({ entry }) => !this.pool.isStale(entry))
      .map(({ entry, reason }) => ({ node: this.pool.nodeOf(entry), reason }));
  }

  /** Judges what changes with every placement: distinct rules, ports. The entry has left its heap; picked, it is back. */
  private tryPick(entry: number, penalised: boolean): Pick | undefined {
    const node = this.pool.nodeOf(entry);
    const reason = this.distinct.refuse(node);
    if (reason !== undefined) {
      this.parked.push({ entry, reason });
      return undefined;
    }
    const start = mix32(this.context.seed ^ Math.imul(++this.picks, 0x9e3779b1) ^ hashString(node.id));
    const taken = this.context.overlay.takenPorts(node);
    const choice = choosePorts(node.spec.NodeResources, this.scoring.portRequests, { taken, start });
    if (choice.kind === "failed") {
      this.pool.remove(node);
      this.full.set(node.row, { node, misfit: choice.misfit });
      return undefined;
    }
    this.pool.giveBack(entry);
    return { node, ports: choice.ports, score: this.pool.scoreOf(entry, penalised) };
  }

  /** None but nodes to avoid are left. */
  private pickPenalised(aside: readonly number[], last: string | undefined): Pick | undefined {
    const { pool } = this;
    const inOrder = [...aside].sort((a, b) => {
      const lastApart = Number(pool.nodeOf(a).id === last) - Number(pool.nodeOf(b).id === last);
      const apart = lastApart !== 0 ? lastApart : pool.scoreOf(b, true) - pool.scoreOf(a, true);
      return apart !== 0 ? apart : pool.winsTie(a, b) ? -1 : 1;
    });
    for (const [i, entry] of inOrder.entries()) {
      const pick = this.tryPick(entry, true);
      if (pick === undefined) continue;
      for (const avoided of inOrder.slice(i + 1)) pool.giveBack(avoided);
      return pick;
    }
    return undefined;
  }

  private unpark(): void {
    const { parked } = this;
    this.parked = [];
    for (const { entry } of parked) this.pool.giveBack(entry);
  }
}
