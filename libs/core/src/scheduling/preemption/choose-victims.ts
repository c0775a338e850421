// Which of a node's allocations have to go so that one more fits: the lowest priority first, among equals the nearest to
// what is asked, until it fits; then whoever is not needed after all stays, the highest priority first. The answer is
// minimal: without any one of the victims it would not fit. The same candidates in the same order give the same answer.
import type { Shape } from "../../state/interned.js";
import { parallelPenalty } from "./preemption-score.js";

/** What candidates of one group, priority and shape have in common. */
export interface VictimKind {
  readonly priority: number;
  readonly shape: Shape;
  /** From what is asked. */
  readonly distance: number;
  /** 0: no limit. */
  readonly maxParallel: number;
  /** Of the same job and group, evicted by this plan so far; shared by all kinds of the group. */
  readonly count: { evicted: number };
}

export interface Candidate {
  readonly row: number;
  readonly kind: VictimKind;
}

/** Would it fit if these were gone? True for every larger set, too. */
export type IsEnough = (victims: readonly Candidate[]) => boolean;

function ofSameGroup(victims: readonly Candidate[], { count }: VictimKind): number {
  let found = 0;
  for (const { kind } of victims) if (kind.count === count) found++;
  return found;
}

function distanceOf(kind: VictimKind, chosen: readonly Candidate[]): number {
  if (kind.maxParallel === 0) return kind.distance;
  return kind.distance + parallelPenalty(kind.count.evicted + ofSameGroup(chosen, kind), kind.maxParallel);
}

function nextOf(left: readonly (Candidate | undefined)[], chosen: readonly Candidate[]): number {
  let best = -1;
  let bestPriority = Infinity;
  let bestDistance = Infinity;
  for (let i = 0; i < left.length; i++) {
    const candidate = left[i];
    if (candidate === undefined || candidate.kind.priority > bestPriority) continue;
    const distance = distanceOf(candidate.kind, chosen);
    if (candidate.kind.priority === bestPriority && distance >= bestDistance) continue;
    best = i;
    bestPriority = candidate.kind.priority;
    bestDistance = distance;
  }
  return best;
}

function withoutNeedless(chosen: readonly Candidate[], isEnough: IsEnough): readonly Candidate[] {
  if (chosen.length === 1) return chosen;
  const dearestFirst = [...chosen].sort((a, b) => b.kind.priority - a.kind.priority || b.kind.distance - a.kind.distance);
  let kept = chosen;
  for (const candidate of dearestFirst) {
    const fewer = kept.filter((other) => other !== candidate);
    if (isEnough(fewer)) kept = fewer;
  }
  return kept;
}

/** undefined: it would not fit even without all of them. */
export function chooseVictims(candidates: readonly Candidate[], isEnough: IsEnough): readonly Candidate[] | undefined {
  if (candidates.length === 0 || !isEnough(candidates)) return undefined;
  const left: (Candidate | undefined)[] = [...candidates];
  const chosen: Candidate[] = [];
  while (chosen.length === 0 || !isEnough(chosen)) {
    const next = nextOf(left, chosen);
    chosen.push(left[next]!);
    left[next] = undefined;
  }
  return withoutNeedless(chosen, isEnough);
}
