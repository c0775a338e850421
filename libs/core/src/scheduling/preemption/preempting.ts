// The last resort of a group's placements: pushing out others. Costs nothing until the first placement finds no room, and
// nothing at all where the job may not preempt. Keeps the group's ranking and its own in step with the plan.
import type { AllocationMetric } from "../../model/evaluation.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type PreemptingPick, PreemptingRanking, type PreemptingTerms } from "./preempting-ranking.js";
import type { EvictionCounts } from "./victim-search.js";

type Score = AllocationMetric["scores"][number];

export interface LastResort extends Omit<PreemptingTerms, "counts" | "nodes"> {
  /** undefined: this job pushes out nobody. */
  readonly counts: EvictionCounts | undefined;
  readonly nodes: () => Iterable<NodeRecord>;
}

export class Preempting {
  private readonly kept: Score[] = [];
  private preempting: PreemptingRanking | undefined;

  constructor(private readonly terms: LastResort) {}

  /** Of the first nodes that were chosen so. */
  get scores(): readonly Score[] {
    return this.kept;
  }

  pick(avoid: readonly string[]): PreemptingPick | undefined {
    const { counts, nodes, ...terms } = this.terms;
    if (counts === undefined) return undefined;
    this.preempting ??= new PreemptingRanking({ ...terms, counts, nodes: nodes() });
    const pick = this.preempting.pick(avoid);
    if (pick?.scores !== undefined) this.kept.push({ nodeId: pick.node.id, scores: pick.scores, normScore: pick.score });
    return pick;
  }

  /** The plan placed an allocation of the group there (1), or took one away (-1): the overlay has it already. */
  changed(node: NodeRecord, step: 1 | -1): void {
    this.terms.ranking.changed(node, step);
    this.preempting?.changed(node, step);
  }
}
