// A fingerprint of the state's content: equal on every replica at the same index, whatever the order of rows and maps in
// memory. An order-free sum of one hash an object, so that it can be kept up to date row by row.
import { hashString, mix32 } from "../common/hash.js";
import type { State } from "./state.js";

/** 64 bits as 16 hex digits. */
export function stateHash(state: State): string {
  let high = 0;
  let low = 0;
  for (const text of contents(state)) {
    high = (high + hashString(text, 0x51)) >>> 0;
    low = (low + hashString(text, 0xa7)) >>> 0;
  }
  const digits = (value: number): string => mix32(value).toString(16).padStart(8, "0");
  return digits(high) + digits(low);
}

function* contents(state: State): Generator<string> {
  yield JSON.stringify([state.index, state.timeMs, state.level, state.chainHigh, state.chainLow, state.freedAt, state.tableIndexes]);
  for (const [role, { epoch, holder, nextOrdinal }] of state.leaders) yield JSON.stringify([role, epoch, holder, nextOrdinal]);
  for (const evaluation of state.evaluations.values()) yield JSON.stringify(evaluation);
  for (const deployment of state.deployments.values()) yield JSON.stringify(deployment);
  for (const { ports: _ports, row, firstAllocation: _first, ...node } of state.nodes.all()) {
    const { cpuUsed, memoryUsed, diskUsed } = state.nodes;
    yield JSON.stringify([node, cpuUsed[row], memoryUsed[row], diskUsed[row]]);
  }
  for (const { row: _row, firstAllocation: _first, waitingEvaluationIds, summary, ...job } of state.jobs.all())
    yield JSON.stringify([job, [...waitingEvaluationIds].toSorted(), [...summary].toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  for (let row = 0; row < state.allocations.rowLimit; row++) if (state.allocations.isLive(row)) yield allocationContent(state, row);
}

function allocationContent(state: State, row: number): string {
  const { allocations, strings, shapes } = state;
  return JSON.stringify([
    allocations.idOf(row),
    state.nameOfAllocation(row),
    state.jobOfAllocation(row).key,
    allocations.jobVersion.get(row),
    state.nodeOfAllocation(row)?.id ?? "",
    shapes.shape(allocations.shape.get(row)),
    allocations.desiredStatus(row),
    allocations.clientStatus(row),
    allocations.health.get(row),
    strings.text(allocations.desiredDescription.get(row)),
    strings.text(allocations.clientDescription.get(row)),
    strings.text(allocations.evaluation.get(row)),
    strings.text(allocations.deployment.get(row)),
    allocations.revision.get(row),
    allocations.createIndex.get(row),
    allocations.modifyIndex.get(row),
    allocations.serverIndex.get(row),
    allocations.extras.get(row),
  ]);
}
