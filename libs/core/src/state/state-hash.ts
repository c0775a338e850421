// A fingerprint of the state's content: equal on every replica at the same index, whatever the order of rows and maps in
// memory. An order-free sum of one hash an object. What never changes once it is there (evaluations, deployments,
// specs: a change makes a new object) is hashed once and remembered; a row of allocations is words and costs 0.1 µs.
import { hashString, mix32 } from "../common/hash.js";
import { holdingOf, portsOf, type Cohort } from "./cohort.js";
import type { State } from "./state.js";
import { word } from "./allocation-rows.js";

const highSeed = 0x51;
const lowSeed = 0xa7;

/** Two independent lanes of 32 bits. */
class Lanes {
  high = 0;
  low = 0;

  addText(text: string): void {
    this.add(hashString(text, highSeed), hashString(text, lowSeed));
  }

  add(high: number, low: number): void {
    this.high = (this.high + high) >>> 0;
    this.low = (this.low + low) >>> 0;
  }

  /** 16 hex digits. */
  toString(): string {
    const digits = (value: number): string => mix32(value).toString(16).padStart(8, "0");
    return digits(this.high) + digits(this.low);
  }
}

export function stateHash(state: State): string {
  const lanes = new Lanes();
  for (const text of contents(state)) lanes.addText(text);
  new RowHashing(state, lanes).addAll();
  return lanes.toString();
}

const remembered = new WeakMap<object, string>();

/** Stands for an object that never changes. */
function fingerprint(value: object): string {
  let known = remembered.get(value);
  if (known === undefined) {
    const text = JSON.stringify(value);
    known = `${hashString(text, highSeed)}.${hashString(text, lowSeed)}`;
    remembered.set(value, known);
  }
  return known;
}

function* contents(state: State): Generator<string> {
  yield JSON.stringify([state.index, state.timeMs, state.level, state.chainHigh, state.chainLow, state.freedAt, state.tableIndexes]);
  // Logs from before there was a configuration keep their hashes.
  if (state.schedulerConfiguration.ModifyIndex > 0) yield fingerprint(state.schedulerConfiguration);
  if (state.deviceMix.frozen.length > 0) yield fingerprint(state.deviceMix.frozen);
  for (const [role, { epoch, holder, nextOrdinal }] of state.leaders) yield JSON.stringify([role, epoch, holder, nextOrdinal]);
  for (const evaluation of state.evaluations.values()) yield fingerprint(evaluation);
  for (const deployment of state.deployments.values()) yield fingerprint(deployment);
  for (const { ports: _ports, units, row, firstAllocation: _first, spec, ...node } of state.nodes.all()) {
    const { cpuUsed, memoryUsed, diskUsed } = state.nodes;
    yield JSON.stringify([node, fingerprint(spec), cpuUsed[row], memoryUsed[row], diskUsed[row]]);
    if (!units.isEmpty) yield JSON.stringify([node.id, units.sorted()]);
  }
  for (const { row: _row, firstAllocation: _first, waitingEvaluationIds, summary, versions, ...job } of state.jobs.all()) {
    const kept = versions.map(({ job: spec, ...version }) => [version, fingerprint(spec)]);
    yield JSON.stringify([job, kept, [...waitingEvaluationIds].toSorted(), [...summary].toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  }
  for (const [key, { launchedThroughMs, skipped }] of state.families.parents) if (launchedThroughMs > 0) yield JSON.stringify([key, launchedThroughMs, skipped]);
  for (const [key, child] of state.families.children) yield `${key} ${fingerprint(child)}`;
  for (const { entryId, timeMs, outcomes } of state.outcomes.values()) yield JSON.stringify([entryId, timeMs, outcomes.length]);
}

/** What is hashed once a cohort, node and text, for all rows that name it. */
class RowHashing {
  private readonly ofCohort: number[] = [];
  private readonly ofNode: number[] = [];
  private readonly ofText = new Map<number, number>();

  constructor(
    private readonly state: State,
    private readonly lanes: Lanes,
  ) {}

  addAll(): void {
    const { allocations } = this.state;
    for (let row = 0; row < allocations.rowLimit; row++) if (allocations.isLive(row)) this.addRow(row);
  }

  private addRow(row: number): void {
    const { allocations } = this.state;
    const { rows } = allocations;
    const cohort = allocations.cohortOf(row);
    const number = rows.get(row, word.number);
    let h = this.cohortHash(cohort);
    h = mix32(h ^ number) + Math.imul(this.nodeHash(rows.get(row, word.node)), 0x9e3779b1);
    h = mix32(h ^ rows.get(row, word.nameIndex)) + rows.get(row, word.jobVersion);
    h = mix32(h ^ rows.get(row, word.flags)) + rows.get(row, word.revision);
    h = mix32(h ^ this.textHash(rows.get(row, word.desiredDescription))) + this.textHash(rows.get(row, word.clientDescription));
    h = mix32(h ^ lowBits(allocations.modifyIndex.get(row))) + lowBits(allocations.serverIndex.get(row));
    if (rows.get(row, word.taskStates) !== 0) h = mix32(h ^ allocations.taskStates.hash(row));
    const stored = allocations.extras.stored.get(row);
    if (stored !== undefined) h = mix32(h ^ hashString(JSON.stringify(stored)));
    if (cohort.ports !== undefined) h = mix32(h ^ hashString(JSON.stringify(portsOf(cohort, number))));
    if (cohort.holdings !== undefined) h = mix32(h ^ hashString(JSON.stringify(holdingOf(cohort, number))));
    this.lanes.add(mix32(h ^ highSeed), mix32(Math.imul(h, 0x85ebca6b) + lowSeed));
  }

  private cohortHash(cohort: Cohort): number {
    return (this.ofCohort[cohort.id] ??= this.makeCohortHash(cohort));
  }

  private makeCohortHash({ job, group, shape, evaluationId, deploymentId, trace, birth }: Cohort): number {
    const { epoch, ordinal, index } = birth;
    const shared = [job.key, group, this.state.shapes.shape(shape), evaluationId, deploymentId, trace, epoch, ordinal, index];
    return hashString(JSON.stringify(shared));
  }

  private nodeHash(row: number): number {
    return row < 0 ? 0 : (this.ofNode[row] ??= hashString(this.state.nodes.at(row)?.id ?? ""));
  }

  private textHash(id: number): number {
    if (id === 0) return 0;
    let hash = this.ofText.get(id);
    if (hash === undefined) {
      hash = hashString(this.state.strings.text(id));
      this.ofText.set(id, hash);
    }
    return hash;
  }
}

/** Indexes are whole numbers below 2^53. */
function lowBits(index: number): number {
  return (index >>> 0) ^ Math.floor(index / 0x1_0000_0000);
}
