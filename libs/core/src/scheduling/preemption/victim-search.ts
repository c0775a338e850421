// Finds on one node what has to go for an allocation of a group to fit there. Candidates are allocations of other jobs
// that are wanted and have not ended, of a priority at least ten lower, and that this plan has not evicted already.
// Allocations that were evicted earlier and have not ended yet are as good as gone: who they made room for is counted
// already. Where their end alone will do, nobody else has to go: the group waits. Usually three sums decide; where more than room is scarce (ports, cores, devices) the caller judges: `isPlaceable` says
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
  /** Rows of those that are going anyway. */
  readonly going: readonly number[];
  readonly freed: Shape;
  /** 0..1 */
  readonly score: number;
  readonly candidates: readonly Candidate[];
}

interface Look {
  /** In the node's order, newest first. */
  readonly candidates: readonly Candidate[];
  /** Rows: evicted before this plan, not ended yet. */
  readonly going: readonly number[];
}

const nobody: readonly Candidate[] = [];

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

  /** Nothing was evicted so far. */
  get isEmpty(): boolean {
    for (const { evicted } of this.byGroup.values()) if (evicted > 0) return false;
    return true;
  }

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
    const { candidates, going } = this.lookAt(node);
    if (candidates.length === 0) return undefined;
    const short = this.shortageOn(node, going);
    const hasRoom = (victims: readonly Candidate[]): boolean => this.frees(victims, short, node);
    const isEnough = isPlaceable === undefined ? hasRoom : (victims: readonly Candidate[]) => hasRoom(victims) && this.isPlaceableWithout({ going, rows: victims.map(({ row }) => row) }, isPlaceable);
    const chosen = isEnough(nobody) ? undefined : chooseVictims(candidates, isEnough);
    return chosen === undefined ? undefined : this.victimsOf(chosen, going);
  }

  /** In the overlay: as if they were gone. */
  evict({ rows, going }: Pick<Victims, "rows" | "going">): void {
    const { overlay } = this.terms;
    for (const row of going) overlay.letGo(row);
    for (const row of rows) overlay.evict(row);
  }

  /** Takes back `evict`. */
  keep({ rows, going }: Pick<Victims, "rows" | "going">): void {
    const { overlay } = this.terms;
    for (const row of going) overlay.holdOn(row);
    for (const row of rows) overlay.keep(row);
  }

  /** The plan evicts them for good. */
  taken({ candidates }: Victims): void {
    for (const { kind } of candidates) kind.count.evicted++;
  }

  private shortageOn(node: NodeRecord, going: readonly number[]): Shape {
    const { overlay, state } = this.terms;
    const { capacity, used } = this;
    const ask = state.nodes.askOn(node.row, this.terms.ask);
    overlay.capacityInto(node.row, capacity);
    overlay.usedInto(node.row, used);
    this.subtract(going, used);
    return {
      cpuMhz: used.cpuMhz + ask.cpuMhz - capacity.cpuMhz,
      memoryMb: used.memoryMb + ask.memoryMb - capacity.memoryMb,
      diskMb: used.diskMb + ask.diskMb - capacity.diskMb,
    };
  }

  private subtract(rows: readonly number[], from: MutableShape): void {
    const { state } = this.terms;
    for (const row of rows) {
      const held = state.nodes.askOn(state.allocations.node.get(row), state.shapes.shape(state.allocations.cohortOf(row).shape));
      from.cpuMhz -= held.cpuMhz;
      from.memoryMb -= held.memoryMb;
      from.diskMb -= held.diskMb;
    }
  }

  private isPlaceableWithout(leaving: Pick<Victims, "rows" | "going">, isPlaceable: () => boolean): boolean {
    this.evict(leaving);
    const answer = isPlaceable();
    this.keep(leaving);
    return answer;
  }

  private lookAt(node: NodeRecord): Look {
    const { state, overlay } = this.terms;
    const { allocations } = state;
    const candidates: Candidate[] = [];
    const going: number[] = [];
    for (let row = node.firstAllocation; row !== none; row = allocations.nextOnNode.get(row)) {
      const desired = allocations.desired.get(row);
      if (desired === desiredCode.stop) continue;
      const client = allocations.client.get(row);
      if (client >= clientCode.complete && client <= clientCode.lost) continue;
      if (desired === desiredCode.evict) {
        if (!overlay.isEvicted(row)) going.push(row);
        continue;
      }
      const cohort = allocations.cohortOf(row);
      const kind = this.kinds[cohort.id] ?? this.kindOf(cohort);
      if (kind !== null && !overlay.isEvicted(row)) candidates.push({ row, kind });
    }
    return { candidates, going };
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

  private victimsOf(chosen: readonly Candidate[], going: readonly number[]): Victims {
    const rows = chosen.map(({ row }) => row);
    const left = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
    this.subtract(rows, left);
    this.subtract(going, left);
    const freed = { cpuMhz: -left.cpuMhz, memoryMb: -left.memoryMb, diskMb: -left.diskMb };
    const priorities = chosen.map(({ kind }) => kind.priority);
    return { rows, going, freed, score: preemptionScore(priorities), candidates: chosen };
  }
}
