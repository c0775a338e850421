// Assignments as they go out: those that have everything but id and number in common under one head, which is encoded
// once for all nodes that have some of them.
import { uuidBytes } from "@berth/core/common/uuid-bytes";
import { writeAllocationId } from "@berth/core/state/allocation-id";
import { desiredCode } from "@berth/core/state/allocation-table";
import type { Cohort } from "@berth/core/state/cohort";
import type { State } from "@berth/core/state/state";
import { type AnswerPart, type AssignmentColumns, type OwnPart, type SharedPart, encodeShared, partOfGroup } from "@berth/contracts/poll-answer";
import { toDocument } from "@berth/contracts/documents";
import { jobKeyOf } from "./needed-specs.js";

const bytesARow = 20;
const ownBytesGuess = 150;
const nothing = new Uint8Array(0);

interface GroupInMaking {
  readonly shared: Uint8Array;
  /** The part of one assignment without anything of its own, where it is known already. */
  readonly single: AnswerPart | undefined;
  readonly rows: number[];
}

export interface GroupsMade extends AssignmentColumns {
  readonly parts: readonly AnswerPart[];
}

export class AssignmentGroups {
  bytes = 0;
  private count = 0;
  private readonly groups = new Map<string | number, GroupInMaking>();

  constructor(private readonly state: State) {}

  add(row: number): void {
    const { allocations } = this.state;
    const cohort = allocations.cohortOf(row);
    const isAsBorn = isStillAsBorn(this.state, row, cohort);
    const key = isAsBorn ? cohort.id : [cohort.id, allocations.jobVersion.get(row), allocations.desired.get(row), allocations.desiredDescription.get(row), allocations.serverIndex.get(row)].join();
    let group = this.groups.get(key);
    if (group === undefined) {
      group = isAsBorn ? { ...asBorn(this.state, row, cohort), rows: [] } : { shared: shareOf(this.state, row), single: undefined, rows: [] };
      this.groups.set(key, group);
      this.bytes += group.shared.length;
    }
    group.rows.push(row);
    this.count++;
    this.bytes += bytesARow + (cohort.ports === undefined && cohort.holdings === undefined ? 0 : ownBytesGuess);
  }

  made(): GroupsMade {
    const { allocations } = this.state;
    const ids = new Uint8Array(this.count * uuidBytes);
    const nameIndexes = new Uint32Array(this.count);
    const parts: AnswerPart[] = [];
    let at = 0;
    for (const { shared, single, rows } of this.groups.values()) {
      for (const row of rows) {
        const { birth } = allocations.cohortOf(row);
        writeAllocationId({ epoch: birth.epoch, ordinal: birth.ordinal, number: allocations.number.get(row) }, ids, at * uuidBytes);
        nameIndexes[at++] = allocations.nameIndex.get(row);
      }
      const hasAny = rows.some((row) => hasOwn(this.state, row));
      if (rows.length === 1 && !hasAny && single !== undefined) parts.push(single);
      else parts.push(partOfGroup({ shared, count: rows.length, own: hasAny ? rows.map((row) => encodeOwn(this.state, row)) : [] }));
    }
    return { parts, ids, nameIndexes };
  }
}

function isStillAsBorn({ allocations }: State, row: number, cohort: Cohort): boolean {
  if (allocations.desired.get(row) !== desiredCode.run || allocations.desiredDescription.get(row) !== 0) return false;
  return allocations.jobVersion.get(row) === cohort.jobVersion && allocations.serverIndex.get(row) === cohort.birth.index;
}

interface BornGroup {
  /** It says what memory tasks may use: what was encoded under another one is encoded anew. */
  readonly configuration: State["schedulerConfiguration"];
  readonly shared: Uint8Array;
  readonly single: AnswerPart;
}

const bornGroups = new WeakMap<Cohort, BornGroup>();

function asBorn(state: State, row: number, cohort: Cohort): BornGroup {
  const configuration = state.schedulerConfiguration;
  let group = bornGroups.get(cohort);
  if (group?.configuration !== configuration) {
    const shared = shareOf(state, row);
    group = { configuration, shared, single: partOfGroup({ shared, count: 1, own: [] }) };
    bornGroups.set(cohort, group);
  }
  return group;
}

function shareOf(state: State, row: number): Uint8Array {
  const { allocations, strings } = state;
  const job = state.jobOfAllocation(row);
  const payload = state.families.children.get(job.key)?.dispatched?.payload ?? "";
  const shared: SharedPart = {
    namespace: job.namespace,
    jobId: job.id,
    jobVersion: allocations.jobVersion.get(row),
    jobKey: jobKeyOf(state, row),
    group: state.groupOfAllocation(row),
    desired: allocations.desired.get(row) === desiredCode.run ? "run" : "stop",
    desiredDescription: strings.text(allocations.desiredDescription.get(row)),
    index: allocations.serverIndex.get(row),
    watchHealth: allocations.deploymentOf(row) !== "",
    createdAtMs: allocations.createdAtMs.get(row),
    trace: allocations.cohortOf(row).trace,
    ...(payload === "" ? {} : { payload }),
    ...(state.schedulerConfiguration.MemoryOversubscriptionEnabled ? { oversubscribes: true as const } : {}),
  };
  return encodeShared(shared);
}

function hasOwn({ allocations }: State, row: number): boolean {
  const { ports, holdings } = allocations.cohortOf(row);
  return ports !== undefined || holdings !== undefined || allocations.extras.stored.get(row)?.previousId !== undefined;
}

function encodeOwn(state: State, row: number): Uint8Array {
  if (!hasOwn(state, row)) return nothing;
  const { ports, holding, previousId } = state.allocations.extras.get(row) ?? {};
  const own: OwnPart = { ...(ports === undefined ? {} : { ports }), ...(holding === undefined ? {} : { holding }), ...(previousId === undefined ? {} : { previousAllocationId: previousId }) };
  return toDocument(own);
}
