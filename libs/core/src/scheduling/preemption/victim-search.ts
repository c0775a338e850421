// Finds on one node what has to go for an allocation of a group to fit there. Candidates are allocations of other jobs
// that are wanted and have not ended, of a priority at least ten lower, and that this plan has not evicted already.
// Usually three sums decide; where more than room is scarce (ports, cores, devices) the caller judges: `isPlaceable` says
// whether the group could be placed on the node as the overlay has it.
import type { Job } from "../../model/job.js";
import { mayPreempt } from "../../model/scheduler-configuration.js";
import { clientCode, desiredCode, none } from "../../state/allocation-table.js";
import type { Cohort } from "../../state/cohort.js";
import type { Shape } from "../../state/interned.js";
import { currentVersion } from "../../state/job-table.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import type { MutableShape, PlanOverlay } from "../plan-overlay.js";
import { type Candidate, type VictimKind, chooseVictims } from "./choose-victims.js";
import { leastPriorityGap, preemptionScore, resourceDistance } from "./preemption-score.js";

export interface Victims {
  /** Rows of allocations. */
  readonly rows: readonly number[];
  readonly freed: Shape;
  /** 0..1 */
  readonly score: number;
  readonly candidates: readonly Candidate[];
}

export interface VictimSearchTerms {
  readonly state: State;
  readonly overlay: PlanOverlay;
  readonly job: Job;
  /** What the allocation asks. */
  readonly ask: Shape;
}

/** By schedule, so that all groups of a plan count together. */
export class EvictionCounts {
  private readonly byGroup = new Map<string, { evicted: number }>();

  of(cohort: Cohort): { evicted: number } {
    const key = `${cohort.job.row} ${cohort.group}`;
    let count = this.byGroup.get(key);
    if (count === undefined) this.byGroup.set(key, (count = { evicted: 0 }));
    return count;
  }
}

/** May this job push out others at all: by configuration, and because there is something lower. */
export function mayEvict(state: State, job: Job): boolean {
  if (!mayPreempt(state.schedulerConfiguration, job.Type)) return false;
  const highest = job.Priority - leastPriorityGap;
  for (const other of state.jobs.all()) if (other.liveCount > 0 && currentVersion(other).job.Priority <= highest) return true;
  return false;
}

export class VictimSearch {
  /** By number of the cohort; null: nothing of it may be evicted. */
  private readonly kinds: (VictimKind | null | undefined)[] = [];
  private readonly shared = new Map<string, VictimKind>();
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

  constructor(
    private readonly terms: VictimSearchTerms,
    private readonly counts: EvictionCounts,
  ) {}

  /** undefined: nothing that may go would make room. */
  find(node: NodeRecord, isPlaceable?: () => boolean): Victims | undefined {
    const candidates = this.candidatesOn(node);
    if (candidates.length === 0) return undefined;
    const short = this.shortageOn(node);
    const hasRoom = (victims: readonly Candidate[]): boolean => this.frees(victims, short, node);
    const isEnough = isPlaceable === undefined ? hasRoom : (victims: readonly Candidate[]) => hasRoom(victims) && this.isPlaceableWithout(victims, isPlaceable);
    const chosen = chooseVictims(candidates, isEnough);
    return chosen === undefined ? undefined : this.victimsOf(chosen, node);
  }

  /** The plan evicts them; the overlay has it already. */
  taken({ candidates }: Victims): void {
    for (const { kind } of candidates) kind.count.evicted++;
  }

  private shortageOn(node: NodeRecord): Shape {
    const { overlay, state } = this.terms;
    const { capacity, used } = this;
    const ask = state.nodes.askOn(node.row, this.terms.ask);
    overlay.capacityInto(node.row, capacity);
    overlay.usedInto(node.row, used);
    return {
      cpuMhz: used.cpuMhz + ask.cpuMhz - capacity.cpuMhz,
      memoryMb: used.memoryMb + ask.memoryMb - capacity.memoryMb,
      diskMb: used.diskMb + ask.diskMb - capacity.diskMb,
    };
  }

  private isPlaceableWithout(victims: readonly Candidate[], isPlaceable: () => boolean): boolean {
    const { overlay } = this.terms;
    for (const { row } of victims) overlay.evict(row);
    const answer = isPlaceable();
    for (const { row } of victims) overlay.keep(row);
    return answer;
  }

  /** In the node's order, newest first. */
  private candidatesOn(node: NodeRecord): Candidate[] {
    const { state, overlay } = this.terms;
    const { allocations } = state;
    const found: Candidate[] = [];
    for (let row = node.firstAllocation; row !== none; row = allocations.nextOnNode.get(row)) {
      if (allocations.desired.get(row) !== desiredCode.run) continue;
      const client = allocations.client.get(row);
      if (client >= clientCode.complete && client <= clientCode.lost) continue;
      const cohort = allocations.cohortOf(row);
      const kind = this.kinds[cohort.id] ?? this.kindOf(cohort);
      if (kind !== null && !overlay.isEvicted(row)) found.push({ row, kind });
    }
    return found;
  }

  private kindOf(cohort: Cohort): VictimKind | null {
    const known = this.kinds[cohort.id];
    if (known !== undefined) return known;
    const kind = this.makeKind(cohort);
    this.kinds[cohort.id] = kind;
    return kind;
  }

  private makeKind(cohort: Cohort): VictimKind | null {
    const { state, job, ask } = this.terms;
    const { job: spec } = currentVersion(cohort.job);
    const isOwn = cohort.job.id === job.ID && cohort.job.namespace === job.Namespace;
    if (isOwn || spec.Priority > job.Priority - leastPriorityGap) return null;
    const count = this.counts.of(cohort);
    const key = `${cohort.job.row} ${cohort.shape} ${cohort.group}`;
    let kind = this.shared.get(key);
    if (kind === undefined) {
      const shape = state.shapes.shape(cohort.shape);
      const group = spec.TaskGroups.find((candidate) => candidate.Name === cohort.group);
      kind = { priority: spec.Priority, shape, distance: resourceDistance(ask, shape), maxParallel: group?.Migrate?.MaxParallel ?? 0, count };
      this.shared.set(key, kind);
    }
    return kind;
  }

  private frees(victims: readonly Candidate[], short: Shape, { row }: NodeRecord): boolean {
    let { cpuMhz, memoryMb, diskMb } = short;
    for (let i = 0; i < victims.length; i++) {
      const held = this.terms.state.nodes.askOn(row, victims[i]!.kind.shape);
      cpuMhz -= held.cpuMhz;
      memoryMb -= held.memoryMb;
      diskMb -= held.diskMb;
    }
    return cpuMhz <= 0 && memoryMb <= 0 && diskMb <= 0;
  }

  private victimsOf(chosen: readonly Candidate[], { row }: NodeRecord): Victims {
    const freed = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
    for (const { kind } of chosen) {
      const held = this.terms.state.nodes.askOn(row, kind.shape);
      freed.cpuMhz += held.cpuMhz;
      freed.memoryMb += held.memoryMb;
      freed.diskMb += held.diskMb;
    }
    const priorities = chosen.map(({ kind }) => kind.priority);
    return { rows: chosen.map((candidate) => candidate.row), freed, score: preemptionScore(priorities), candidates: chosen };
  }
}
