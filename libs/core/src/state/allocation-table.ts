// Allocations: one row of words each (allocation-rows.ts), linked into their job's and their node's lists. What many
// share is stored once: where and when they were born (birth.ts), what their group's plan said of them (cohort.ts),
// when they last changed (moments.ts). An id is an address: its birth and number lead to the row.
//
// Rows are reused after collection, so a row number is valid only between two entries; ids are for what lasts.
import type { ClientStatus } from "../model/report.js";
import { ExtrasColumn } from "./allocation-extras.js";
import { addressOfBytes, allocationId, parseAllocationId } from "./allocation-id.js";
import { AllocationRows, DerivedColumn, FlagColumn, UnsignedColumn, WordColumn, none, offset, word } from "./allocation-rows.js";
import { Birth } from "./birth.js";
import type { Cohort, CohortTerms } from "./cohort.js";
import { InternedStrings } from "./interned.js";
import { summaryOf } from "./job-table.js";
import { Moments } from "./moments.js";
import { TaskStatesColumn } from "./task-states.js";

export type { AllocationExtras, RescheduleEvent, StoredExtras } from "./allocation-extras.js";
export { none } from "./allocation-rows.js";

export const clientStatuses: readonly ClientStatus[] = ["pending", "running", "complete", "failed", "lost", "unknown"];
export const clientCode = { pending: 0, running: 1, complete: 2, failed: 3, lost: 4, unknown: 5 } as const;
export type DesiredStatus = "run" | "stop" | "evict";
export const desiredStatuses: readonly DesiredStatus[] = ["run", "stop", "evict"];
export const desiredCode = { run: 0, stop: 1, evict: 2 } as const;
export const healthCode = { unknown: 0, healthy: 1, unhealthy: 2 } as const;

export class AllocationTable {
  readonly rows = new AllocationRows();
  readonly moments = new Moments();
  readonly births = new Map<number, Map<number, Birth>>();
  readonly cohorts: (Cohort | undefined)[] = [];
  readonly freeCohorts: number[] = [];

  readonly number = new WordColumn(this.rows, word.number);
  readonly nameIndex = new UnsignedColumn(this.rows, word.nameIndex);
  readonly node = new WordColumn(this.rows, word.node);
  readonly jobVersion = new WordColumn(this.rows, word.jobVersion);
  readonly desired = new FlagColumn(this.rows, 0, 2);
  readonly client = new FlagColumn(this.rows, 2, 3);
  readonly health = new FlagColumn(this.rows, 5, 2);
  /** interned */
  readonly desiredDescription = new WordColumn(this.rows, word.desiredDescription);
  readonly clientDescription = new WordColumn(this.rows, word.clientDescription);
  readonly revision = new UnsignedColumn(this.rows, word.revision);
  readonly nextInJob = new WordColumn(this.rows, word.nextInJob);
  readonly previousInJob = new WordColumn(this.rows, word.previousInJob);
  readonly nextOnNode = new WordColumn(this.rows, word.nextOnNode);
  readonly previousOnNode = new WordColumn(this.rows, word.previousOnNode);

  /** Row of its job; none in a free row. */
  readonly job = new DerivedColumn((row) => (this.rows.get(row, word.cohort) === none ? none : this.cohortOf(row).job.row));
  /** interned */
  readonly group = new DerivedColumn((row) => this.cohortOf(row).groupText);
  readonly evaluation = new DerivedColumn((row) => this.cohortOf(row).evaluationText);
  /** interned shape */
  readonly shape = new DerivedColumn((row) => this.cohortOf(row).shape);
  readonly createIndex = new DerivedColumn((row) => this.cohortOf(row).birth.index);
  readonly createdAtMs = new DerivedColumn((row) => this.cohortOf(row).birth.timeMs);
  readonly modifyIndex = new DerivedColumn((row) => this.moments.index(this.rows.get(row, word.modified)));
  readonly modifiedAtMs = new DerivedColumn((row) => this.moments.timeMs(this.rows.get(row, word.modified)));
  /** Last index of a change from the cluster's side: what the node's agent waits for. */
  readonly serverIndex = new DerivedColumn((row) => this.moments.index(this.rows.get(row, word.served)));

  readonly taskStates = new TaskStatesColumn(this.rows, (row) => this.cohortOf(row).birth.timeMs);
  readonly extras = new ExtrasColumn(this.rows, this.cohorts, this.taskStates);

  private freeRow = none;
  private rowCount = 0;
  private liveRows = 0;

  constructor(private readonly strings = new InternedStrings()) {}

  /** Rows ever used; rows below it may be free (job = none). */
  get rowLimit(): number {
    return this.rowCount;
  }

  get size(): number {
    return this.liveRows;
  }

  isLive(row: number): boolean {
    return row >= 0 && row < this.rowCount && this.rows.get(row, word.cohort) !== none;
  }

  cohortOf(row: number): Cohort {
    return this.cohorts[this.rows.get(row, word.cohort)]!;
  }

  /** The birth of this ordinal's placements, made when there is none; settled by `closeBirth`. */
  birth(epoch: number, ordinal: number, at: { readonly index: number; readonly timeMs: number }): Birth {
    let ofEpoch = this.births.get(epoch);
    if (ofEpoch === undefined) {
      ofEpoch = new Map();
      this.births.set(epoch, ofEpoch);
    }
    let birth = ofEpoch.get(ordinal);
    if (birth === undefined) {
      birth = new Birth({ epoch, ordinal, ...at, firstRow: this.rowCount });
      ofEpoch.set(ordinal, birth);
    }
    return birth;
  }

  /** From a snapshot. */
  adoptBirth(birth: Birth): void {
    const ofEpoch = this.births.get(birth.epoch) ?? new Map<number, Birth>();
    ofEpoch.set(birth.ordinal, birth);
    this.births.set(birth.epoch, ofEpoch);
  }

  /** After the last placement of its entry, and after each removal: forgets a birth that has nothing left. */
  closeBirth(birth: Birth): void {
    if (birth.live > 0) return;
    const ofEpoch = this.births.get(birth.epoch);
    ofEpoch?.delete(birth.ordinal);
    if (ofEpoch?.size === 0) this.births.delete(birth.epoch);
  }

  openCohort(birth: Birth, terms: CohortTerms): Cohort {
    const { strings } = this;
    const id = this.freeCohorts.pop() ?? this.cohorts.length;
    const texts = {
      groupText: strings.id(terms.group),
      evaluationText: strings.id(terms.evaluationId),
      deploymentText: strings.id(terms.deploymentId),
    };
    const cohort: Cohort = { ...terms, id, birth, ...texts, summary: summaryOf(terms.job, terms.group), live: 0 };
    this.cohorts[id] = cohort;
    return cohort;
  }

  /** After the cohort's last placement, and after each removal. */
  closeCohort(cohort: Cohort): void {
    if (cohort.live > 0) return;
    this.cohorts[cohort.id] = undefined;
    this.freeCohorts.push(cohort.id);
    for (const text of [cohort.groupText, cohort.evaluationText, cohort.deploymentText]) this.strings.release(text);
  }

  /** Takes a row for the placement of this number: wanted, pending, changed now. The caller links it. */
  insert(cohort: Cohort, number: number, nameIndex: number): number {
    const row = this.takeRow();
    const { birth } = cohort;
    const moment = this.moments.at(birth.index, birth.timeMs);
    this.moments.hold(moment, 2);
    const page = this.rows.page(row);
    const at = offset(row);
    page[at + word.cohort] = cohort.id;
    page[at + word.number] = number;
    page[at + word.nameIndex] = nameIndex;
    page[at + word.node] = none;
    page[at + word.jobVersion] = cohort.jobVersion;
    page[at + word.flags] = 0;
    page[at + word.desiredDescription] = 0;
    page[at + word.clientDescription] = 0;
    page[at + word.revision] = 0;
    page[at + word.modified] = moment;
    page[at + word.served] = moment;
    page[at + word.taskStates] = 0;
    cohort.live++;
    birth.add(number, row);
    this.liveRows++;
    return row;
  }

  /** The row must be unlinked from its job and node already. */
  remove(row: number): void {
    const cohort = this.cohortOf(row);
    cohort.live--;
    cohort.birth.remove(this.number.get(row));
    this.moments.release(this.rows.get(row, word.modified));
    this.moments.release(this.rows.get(row, word.served));
    this.strings.release(this.desiredDescription.get(row));
    this.strings.release(this.clientDescription.get(row));
    this.taskStates.clear(row);
    this.extras.stored.delete(row);
    this.rows.set(row, word.cohort, none);
    this.nextInJob.set(row, this.freeRow);
    this.freeRow = row;
    this.liveRows--;
    this.closeCohort(cohort);
    this.closeBirth(cohort.birth);
  }

  /** It changed in the entry of this moment; false when it was known to have. */
  touch(row: number, moment: number): boolean {
    return this.move(row, word.modified, moment);
  }

  /** The same for the cluster's side. */
  serve(row: number, moment: number): void {
    this.move(row, word.served, moment);
  }

  describe(row: number, column: WordColumn, text: string): void {
    const before = column.get(row);
    if (before === 0 && text === "") return;
    column.set(row, this.strings.id(text));
    this.strings.release(before);
  }

  /** The deployment that waits, or waited, for its health; "" = none. */
  deploymentOf(row: number): string {
    return this.extras.stored.get(row)?.deploymentId ?? this.cohortOf(row).deploymentId;
  }

  idOf(row: number): string {
    const { birth } = this.cohortOf(row);
    return allocationId(birth.epoch, birth.ordinal, this.number.get(row));
  }

  rowOf(id: string): number {
    const address = parseAllocationId(id);
    return address === undefined ? none : this.rowAt(address.epoch, address.ordinal, address.number);
  }

  /** The same for an id as its sixteen bytes. */
  rowOfBytes(bytes: Uint8Array, at: number): number {
    const address = addressOfBytes(bytes, at);
    return address === undefined ? none : this.rowAt(address.epoch, address.ordinal, address.number);
  }

  rowAt(epoch: number, ordinal: number, number: number): number {
    const birth = this.births.get(epoch)?.get(ordinal);
    if (birth === undefined) return none;
    const row = birth.rowOf(number);
    return this.isLive(row) && this.number.get(row) === number && this.cohortOf(row).birth === birth ? row : none;
  }

  clientStatus(row: number): ClientStatus {
    return clientStatuses[this.client.get(row)]!;
  }

  desiredStatus(row: number): DesiredStatus {
    return desiredStatuses[this.desired.get(row)]!;
  }

  /** complete, failed or lost: holds nothing on its node any more. */
  isClientTerminal(row: number): boolean {
    const code = this.client.get(row);
    return code >= clientCode.complete && code <= clientCode.lost;
  }

  /** Not wanted or not there any more. */
  isTerminal(row: number): boolean {
    return this.desired.get(row) !== desiredCode.run || this.isClientTerminal(row);
  }

  /** What a snapshot holds of the table itself. */
  counters(): TableCounters {
    return { freeRow: this.freeRow, rowCount: this.rowCount, liveRows: this.liveRows };
  }

  restoreCounters({ freeRow, rowCount, liveRows }: TableCounters): void {
    this.freeRow = freeRow;
    this.rowCount = rowCount;
    this.liveRows = liveRows;
  }

  private takeRow(): number {
    if (this.freeRow === none) {
      this.rows.ensure(++this.rowCount);
      return this.rowCount - 1;
    }
    const row = this.freeRow;
    this.freeRow = this.nextInJob.get(row);
    return row;
  }

  private move(row: number, at: number, moment: number): boolean {
    const before = this.rows.get(row, at);
    if (before === moment) return false;
    this.moments.hold(moment, 1);
    this.rows.set(row, at, moment);
    this.moments.release(before);
    return true;
  }
}

export interface TableCounters {
  readonly freeRow: number;
  readonly rowCount: number;
  readonly liveRows: number;
}
