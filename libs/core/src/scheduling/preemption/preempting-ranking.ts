// Ranks the nodes on which a group fits only when others go. Looked at when no node has room: then each feasible node is
// judged once, and again when the plan changes it. The score is the one of every placement, with how little has to go as
// one more component (nomad.md 4.10). A node's victims are found anew at the moment it is chosen, since how many of a
// group this plan has evicted already plays a part.
import { Heap } from "../../evaluations/heap.js";
import type { Job } from "../../model/job.js";
import type { MutableShape, PlanOverlay } from "../plan-overlay.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { type FitAlgorithm, fillPower, packedFit } from "../ranking/fit-score.js";
import type { GroupRanking, Pick } from "../ranking/group-ranking.js";
import { type KnownOptions, knownOptions } from "./known-options.js";
import { type EvictionCounts, VictimSearch, type Victims } from "./victim-search.js";

export interface PreemptingTerms {
  readonly state: State;
  readonly overlay: PlanOverlay;
  readonly job: Job;
  readonly ranking: GroupRanking;
  readonly counts: EvictionCounts;
  /** All that may run the group. */
  readonly nodes: Iterable<NodeRecord>;
}

const mostExplained = 5;

interface Option {
  readonly node: NodeRecord;
  readonly score: number;
  readonly tie: number;
  /** Found by trying whether the group can be placed, not by room alone. */
  readonly isTried: boolean;
}

/** Judged just now. */
interface FreshOption extends Option {
  readonly victims: Victims;
}

export interface PreemptingPick extends Pick {
  readonly victims: Victims;
  /** By component; of the first few. */
  readonly scores: Readonly<Record<string, number>> | undefined;
}

function isBetter(a: Option, b: Option): boolean {
  if (a.score !== b.score) return a.score > b.score;
  return a.tie !== b.tie ? a.tie < b.tie : a.node.id < b.node.id;
}

export class PreemptingRanking {
  private readonly search: VictimSearch;
  private readonly heap = new Heap<Option>(isBetter);
  /** By row: what is in the heap and counts. */
  private readonly current: (Option | undefined)[] = [];
  /** Kept out by distinct rules for now. */
  private parked: Option[] = [];
  private explained = 0;
  private readonly algorithm: FitAlgorithm;
  /** undefined: this plan has evicted already, so that nodes are judged as never before. */
  private readonly known: KnownOptions | undefined;
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

  constructor(private readonly terms: PreemptingTerms) {
    const { state, overlay, job, ranking, counts, nodes } = terms;
    this.algorithm = state.schedulerConfiguration.SchedulerAlgorithm;
    this.search = new VictimSearch({ state, overlay, job, ask: ranking.scoring.shape }, counts);
    const { shape } = ranking.scoring;
    this.known = counts.isEmpty ? knownOptions(state, JSON.stringify([job.Priority, shape, this.algorithm])) : undefined;
    for (const node of nodes) this.look(node);
  }

  /** The plan changed what is on the node; the overlay has it already. */
  changed(node: NodeRecord, step: 1 | -1): void {
    this.look(node);
    if (step === 1) return;
    for (const option of this.parked) if (this.current[option.node.row] === option) this.heap.push(option);
    this.parked = [];
  }

  /** The best node with what has to go from it, evicted in the overlay; nodes to avoid only when there is no other. */
  pick(avoid: readonly string[]): PreemptingPick | undefined {
    const aside: FreshOption[] = [];
    let found: PreemptingPick | undefined;
    while (found === undefined) {
      const option = this.next();
      if (option === undefined) break;
      if (avoid.includes(option.node.id)) aside.push(option);
      else found = this.take(option);
    }
    while (found === undefined && aside.length > 0) found = this.take(aside.shift()!);
    for (const option of aside) this.enter(option.node, option);
    return found;
  }

  /** The best that is as it was when it was judged. */
  private next(): FreshOption | undefined {
    for (;;) {
      const option = this.heap.pop();
      if (option === undefined) return undefined;
      if (this.current[option.node.row] !== option) continue;
      if (this.terms.ranking.refuses(option.node)) {
        this.parked.push(option);
        continue;
      }
      const now = option.isTried ? this.tried(option.node) : this.judged(option.node, this.search.find(option.node), false);
      if (now !== undefined && now.score >= option.score) return now;
      this.enter(option.node, now);
    }
  }

  /** undefined: it turned out to be impossible so; another way may be in the heap. */
  private take(option: FreshOption): PreemptingPick | undefined {
    const { ranking } = this.terms;
    const { node, victims } = option;
    this.search.evict(victims);
    const scores = this.explained < mostExplained ? { ...ranking.explain(node), preemption: victims.score } : undefined;
    const pick = ranking.pickOn(node);
    if (pick !== undefined) {
      this.search.taken(victims);
      this.explained++;
      return { ...pick, score: option.score, victims, scores };
    }
    this.search.keep(victims);
    this.enter(node, option.isTried ? undefined : this.tried(node));
    return undefined;
  }

  /** More than room is short there: ports, for example. */
  private tried(node: NodeRecord): FreshOption | undefined {
    const { ranking } = this.terms;
    return this.judged(node, this.search.find(node, () => ranking.pickOn(node) !== undefined), true);
  }

  private look(node: NodeRecord): void {
    const { hasStaticPorts, units } = this.terms.ranking.scoring;
    const { known } = this;
    if (hasStaticPorts || units.length > 0) this.enter(node, this.tried(node));
    else if (known !== undefined && this.terms.overlay.isUntouched(node.row)) this.enter(node, this.remembered(node, known));
    else this.enter(node, this.judged(node, this.search.find(node), false));
  }

  private enter(node: NodeRecord, option: Option | undefined): void {
    this.current[node.row] = option;
    if (option !== undefined) this.heap.push(option);
  }

  private remembered(node: NodeRecord, known: KnownOptions): Option | undefined {
    const { row } = node;
    if (known.stamps[row] !== known.index.stamps[row]) {
      const victims = this.search.find(node);
      known.stamps[row] = known.index.stamps[row]!;
      known.preemptions[row] = victims === undefined ? -1 : victims.score;
      known.fits[row] = victims === undefined ? 0 : this.packedOn(node, victims);
    }
    const preemption = known.preemptions[row]!;
    return preemption < 0 ? undefined : this.optionOn(node, { fit: known.fits[row]!, preemption, isTried: false });
  }

  private judged(node: NodeRecord, victims: Victims | undefined, isTried: boolean): FreshOption | undefined {
    if (victims === undefined) return undefined;
    return { ...this.optionOn(node, { fit: this.packedOn(node, victims), preemption: victims.score, isTried }), victims };
  }

  private optionOn(node: NodeRecord, worth: { readonly fit: number; readonly preemption: number; readonly isTried: boolean }): Option {
    const { ranking } = this.terms;
    const { jobAntiAffinity, nodeAffinity } = ranking.scoring.preferencesOn(node);
    const spread = ranking.spreadOn(node);
    const sum = worth.fit + worth.preemption + (jobAntiAffinity ?? 0) + (nodeAffinity ?? 0) + spread;
    const count = 2 + Number(jobAntiAffinity !== undefined) + Number(nodeAffinity !== undefined) + Number(spread !== 0);
    return { node, score: sum / count, tie: ranking.tieOn(node), isTried: worth.isTried };
  }

  /** With the victims gone and the new one there. */
  private packedOn(node: NodeRecord, { freed }: Victims): number {
    const { overlay, ranking } = this.terms;
    const { capacity, used } = this;
    overlay.capacityInto(node.row, capacity);
    overlay.usedInto(node.row, used);
    const { cpuMhz, memoryMb } = ranking.scoring.shape;
    const cpu = fillPower(used.cpuMhz - freed.cpuMhz + cpuMhz, capacity.cpuMhz);
    return packedFit(cpu + fillPower(used.memoryMb - freed.memoryMb + memoryMb, capacity.memoryMb), this.algorithm);
  }
}
