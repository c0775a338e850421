// Assignments as they go out: those that have everything but id and number in common under one head, which is encoded
// once for all nodes that have some of them.
import { uuidBytes, writeUuid } from "@berth/core/common/uuid-bytes";
import { desiredCode } from "@berth/core/state/allocation-table";
import type { Cohort } from "@berth/core/state/cohort";
import type { State } from "@berth/core/state/state";
import { type AssignmentGroup, type OwnPart, type SharedPart, encodeShared } from "@berth/contracts/poll-answer";
import { jobKeyOf } from "./needed-specs.js";

const bytesARow = 20;
const ownBytesGuess = 150;
const nothing = new Uint8Array(0);
const encoder = new TextEncoder();

interface GroupInMaking {
  readonly shared: Uint8Array;
  readonly rows: number[];
}

export class AssignmentGroups {
  bytes = 0;
  private readonly groups = new Map<string, GroupInMaking>();

  constructor(private readonly state: State) {}

  add(row: number): void {
    const { allocations } = this.state;
    const cohort = allocations.cohortOf(row);
    const isAsBorn = isStillAsBorn(this.state, row, cohort);
    const key = isAsBorn ? `${cohort.id}` : [cohort.id, allocations.jobVersion.get(row), allocations.desired.get(row), allocations.desiredDescription.get(row), allocations.serverIndex.get(row)].join();
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { shared: isAsBorn ? sharedAtBirth(this.state, row, cohort) : shareOf(this.state, row), rows: [] };
      this.groups.set(key, group);
      this.bytes += group.shared.length;
    }
    group.rows.push(row);
    this.bytes += bytesARow + (cohort.ports === undefined && cohort.holdings === undefined ? 0 : ownBytesGuess);
  }

  made(): AssignmentGroup[] {
    return Array.from(this.groups.values(), ({ shared, rows }) => {
      const ids = new Uint8Array(rows.length * uuidBytes);
      for (const [i, row] of rows.entries()) writeUuid(this.state.allocations.idOf(row), ids, i * uuidBytes);
      const own = rows.map((row) => encodeOwn(this.state, row));
      const hasOwn = own.some((bytes) => bytes.length > 0);
      return { shared, ids, nameIndexes: Uint32Array.from(rows, (row) => this.state.allocations.nameIndex.get(row)), own: hasOwn ? own : [] };
    });
  }
}

function isStillAsBorn({ allocations }: State, row: number, cohort: Cohort): boolean {
  if (allocations.desired.get(row) !== desiredCode.run || allocations.desiredDescription.get(row) !== 0) return false;
  return allocations.jobVersion.get(row) === cohort.jobVersion && allocations.serverIndex.get(row) === cohort.birth.index;
}

const bornShared = new WeakMap<Cohort, Uint8Array>();

function sharedAtBirth(state: State, row: number, cohort: Cohort): Uint8Array {
  let bytes = bornShared.get(cohort);
  if (bytes === undefined) {
    bytes = shareOf(state, row);
    bornShared.set(cohort, bytes);
  }
  return bytes;
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
    watchHealth: allocations.deployment.get(row) !== 0,
    createdAtMs: allocations.createdAtMs.get(row),
    trace: allocations.cohortOf(row).trace,
    ...(payload === "" ? {} : { payload }),
    ...(state.schedulerConfiguration.MemoryOversubscriptionEnabled ? { oversubscribes: true as const } : {}),
  };
  return encodeShared(shared);
}

function encodeOwn({ allocations }: State, row: number): Uint8Array {
  const previousAllocationId = allocations.extras.stored.get(row)?.previousId;
  const cohort = allocations.cohortOf(row);
  if (cohort.ports === undefined && cohort.holdings === undefined && previousAllocationId === undefined) return nothing;
  const { ports, holding } = allocations.extras.get(row) ?? {};
  const own: OwnPart = { ...(ports === undefined ? {} : { ports }), ...(holding === undefined ? {} : { holding }), ...(previousAllocationId === undefined ? {} : { previousAllocationId }) };
  return encoder.encode(JSON.stringify(own));
}
