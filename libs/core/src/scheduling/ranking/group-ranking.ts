// Ranks the nodes for one group: each feasible node is scored exactly once, then again only when the plan itself
// changed it. k placements over n nodes cost O(n + k log n); with spreads, also the number of distinct spread values.
// Exact: `pick` returns what a full scan would. Deterministic: the order in which nodes are added does not matter.
import { hashString, mix32 } from "../../common/hash.js";
import { type PortRequest, portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { Shape } from "../../state/interned.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { type Misfit, fits, reservedPortCollision } from "../fit.js";
import type { MutableShape, PlanOverlay } from "../plan-overlay.js";
import { choosePorts } from "../ports.js";
import { nodeAffinity } from "./affinity.js";
import { type Candidate, comesFirst, meanScore } from "./candidate.js";
import { CandidateHeap } from "./candidate-heap.js";
import { DistinctRules } from "./distinct.js";
import { type FitAlgorithm, normalisedFit } from "./fit-score.js";
import { SpreadCounts } from "./spread.js";

export interface RankingContext {
  readonly state: State;
  readonly overlay: PlanOverlay;
  readonly seed: number;
  readonly algorithm: FitAlgorithm;
}

export interface Pick {
  readonly candidate: Candidate;
  readonly ports: readonly number[];
  readonly score: number;
}

export class GroupRanking {
  readonly shape: Shape;
  readonly portRequests: readonly PortRequest[];
  private readonly hasStaticPorts: boolean;
  private readonly affinity: ReturnType<typeof nodeAffinity>;
  private readonly spreads: SpreadCounts;
  private readonly distinct: DistinctRules;
  private readonly heaps = new Map<string, CandidateHeap>();
  private readonly current = new Map<number, Candidate>();
  /** Nodes that may run the group but have no room now, and why. */
  private readonly full = new Map<number, { readonly node: NodeRecord; readonly misfit: Misfit }>();
  /** Candidates that a distinct rule keeps out for now. */
  private parked: { readonly candidate: Candidate; readonly reason: string }[] = [];
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private picks = 0;

  constructor(
    private readonly context: RankingContext,
    job: Job,
    private readonly group: TaskGroup,
  ) {
    const { state, overlay } = context;
    this.shape = shapeOfGroup(group);
    this.portRequests = portRequestsOfGroup(group);
    this.hasStaticPorts = this.portRequests.some((request) => request.staticPort !== 0);
    this.affinity = nodeAffinity(job, group);
    this.distinct = new DistinctRules(job, group, { state, overlay });
    this.spreads = new SpreadCounts(job, group);
    if (this.spreads.isEmpty) return;
    for (const [row, held] of overlay.nodesHolding(group.Name)) {
      const node = state.nodes.at(row);
      if (node !== undefined && held > 0) this.spreads.add(node, held);
    }
  }

  /** A feasible node comes into play. */
  add(node: NodeRecord): void {
    const misfit = this.misfitOn(node);
    if (misfit !== undefined) {
      this.full.set(node.row, { node, misfit });
      return;
    }
    const candidate = this.score(node);
    this.current.set(node.row, candidate);
    this.heapOf(candidate).push(candidate);
  }

  /** The plan placed an allocation of this group there (1), or took one away (-1): the overlay has it already. */
  changed(node: NodeRecord, step: 1 | -1): void {
    this.spreads.add(node, step);
    this.distinct.add(node, step);
    const before = this.current.get(node.row);
    if (before === undefined && !this.full.has(node.row)) return;
    if (before !== undefined) before.stale = true;
    this.current.delete(node.row);
    this.full.delete(node.row);
    this.add(node);
    if (step === -1) this.unpark();
  }

  /** The best node, `avoid` only when there is no other; the first of them least of all. */
  pick(avoid: readonly string[] = []): Pick | undefined {
    const aside: Candidate[] = [];
    try {
      for (let best = this.pop(); best !== undefined; best = this.pop()) {
        if (avoid.includes(best.node.id)) {
          aside.push(best);
          continue;
        }
        const pick = this.tryPick(best, false);
        if (pick !== undefined) return pick;
      }
      return this.pickPenalised(aside, avoid[0]);
    } finally {
      for (const candidate of aside) if (!candidate.stale && !this.isParked(candidate)) this.heapOf(candidate).push(candidate);
    }
  }

  /** The n best as things are, best first; they stay in play. */
  best(n: number): { readonly candidate: Candidate; readonly score: number; readonly spread: number }[] {
    const found: { candidate: Candidate; score: number; spread: number }[] = [];
    while (found.length < n) {
      const candidate = this.pop();
      if (candidate === undefined) break;
      const spread = this.spreads.scoreOf(candidate.node);
      found.push({ candidate, score: meanScore(candidate, { spread, penalised: false }), spread });
    }
    for (const { candidate } of found) this.heapOf(candidate).push(candidate);
    return found.filter(({ candidate }) => this.distinct.refuse(candidate.node) === undefined);
  }

  get hasDistinctRules(): boolean {
    return !this.distinct.isEmpty;
  }

  /** Nodes without room, with what is short. */
  get exhausted(): Iterable<{ readonly node: NodeRecord; readonly misfit: Misfit }> {
    return this.full.values();
  }

  /** Nodes that distinct rules keep out. */
  get refused(): readonly { readonly candidate: Candidate; readonly reason: string }[] {
    return this.parked.filter(({ candidate }) => !candidate.stale);
  }

  private misfitOn(node: NodeRecord): Misfit | undefined {
    const { overlay } = this.context;
    overlay.capacityInto(node.row, this.capacity);
    overlay.usedInto(node.row, this.used);
    const misfit = fits(this.capacity, this.used, this.shape);
    if (misfit !== undefined || !this.hasStaticPorts) return misfit;
    return reservedPortCollision(this.portRequests, overlay.takenPorts(node).forStatic);
  }

  /** After `misfitOn`, whose capacity and use it reads. */
  private score(node: NodeRecord): Candidate {
    const { capacity, used, shape, context } = this;
    used.cpuMhz += shape.cpuMhz;
    used.memoryMb += shape.memoryMb;
    const binpack = normalisedFit(capacity, used, context.algorithm);
    const collisions = context.overlay.ofGroupOn(this.group.Name, node.row);
    const jobAntiAffinity = collisions > 0 ? -(collisions + 1) / Math.max(1, this.group.Count) : undefined;
    const affinity = this.affinity?.(node.spec);
    return {
      node,
      binpack,
      jobAntiAffinity,
      nodeAffinity: affinity,
      sum: binpack + (jobAntiAffinity ?? 0) + (affinity ?? 0),
      count: 1 + (jobAntiAffinity === undefined ? 0 : 1) + (affinity === undefined ? 0 : 1),
      spreadKey: this.spreads.keyOf(node),
      tie: mix32(hashString(node.id) ^ context.seed),
      stale: false,
    };
  }

  private heapOf(candidate: Candidate): CandidateHeap {
    const key = `${candidate.count} ${candidate.spreadKey}`;
    let heap = this.heaps.get(key);
    if (heap === undefined) this.heaps.set(key, (heap = new CandidateHeap()));
    return heap;
  }

  private pop(): Candidate | undefined {
    let best: Candidate | undefined;
    let bestScore = 0;
    let bestHeap: CandidateHeap | undefined;
    for (const heap of this.heaps.values()) {
      const candidate = heap.top();
      if (candidate === undefined) continue;
      const score = meanScore(candidate, { spread: this.spreads.scoreOf(candidate.node), penalised: false });
      if (best !== undefined && !comesFirst(candidate, score, best, bestScore)) continue;
      [best, bestScore, bestHeap] = [candidate, score, heap];
    }
    return bestHeap?.pop();
  }

  /** Judges what changes with every placement: distinct rules, ports. The candidate has left its heap. */
  private tryPick(candidate: Candidate, penalised: boolean): Pick | undefined {
    const { node } = candidate;
    const reason = this.distinct.refuse(node);
    if (reason !== undefined) {
      this.parked.push({ candidate, reason });
      return undefined;
    }
    const start = mix32(this.context.seed ^ Math.imul(++this.picks, 0x9e3779b1) ^ hashString(node.id));
    const taken = this.context.overlay.takenPorts(node);
    const choice = choosePorts(node.spec.NodeResources, this.portRequests, { taken, start });
    if (choice.kind === "failed") {
      candidate.stale = true;
      this.current.delete(node.row);
      this.full.set(node.row, { node, misfit: choice.misfit });
      return undefined;
    }
    if (!penalised) this.heapOf(candidate).push(candidate);
    const spread = this.spreads.scoreOf(node);
    return { candidate, ports: choice.ports, score: meanScore(candidate, { spread, penalised }) };
  }

  private pickPenalised(aside: readonly Candidate[], last: string | undefined): Pick | undefined {
    const scored = aside.map((candidate) => ({
      candidate,
      score: meanScore(candidate, { spread: this.spreads.scoreOf(candidate.node), penalised: true }),
    }));
    scored.sort((a, b) => {
      const lastApart = Number(a.candidate.node.id === last) - Number(b.candidate.node.id === last);
      return lastApart !== 0 ? lastApart : comesFirst(a.candidate, a.score, b.candidate, b.score) ? -1 : 1;
    });
    for (const { candidate } of scored) {
      const pick = this.tryPick(candidate, true);
      if (pick !== undefined) return pick;
    }
    return undefined;
  }

  private isParked(candidate: Candidate): boolean {
    return this.parked.some((entry) => entry.candidate === candidate);
  }

  private unpark(): void {
    const { parked } = this;
    this.parked = [];
    for (const { candidate } of parked) if (!candidate.stale) this.heapOf(candidate).push(candidate);
  }
}
