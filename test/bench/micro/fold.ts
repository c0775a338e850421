// What folding costs: placements, reports, decoding and encoding them, and what a replica holds for them.
// Run: node --expose-gc test/bench/micro/fold.ts [jobs] [per job] [nodes]   (after `tsc -b libs/contracts`)
import { decodeEntry, encodeEntry, hashEntry } from "@berth/contracts/entry";
import { stateHash } from "@berth/core/state/state-hash";
import { State } from "@berth/core/state/state";
import { LogWriter, fold, plans, prologue, reports } from "./cluster-log.ts";
import { footprint, leastSeconds } from "./measure.ts";

const [jobs = 500, perJob = 1_000, nodes = 5_000] = process.argv.slice(2).map(Number);
const shape = { jobs, perJob, nodes, plansPerEntry: Math.max(1, Math.floor(4_000 / perJob)) };
const count = jobs * perJob;
const figures: Record<string, number> = { allocations: count, nodes };
const ns = (seconds: number, of: number): number => Math.round((seconds * 1e9) / of);

function base(): State {
  const state = new State();
  fold(state, prologue(new LogWriter(), shape));
  return state;
}

const writer = new LogWriter();
let state = new State();
const empty = await footprint();
fold(state, prologue(writer, shape));
const registered = await footprint();
figures.bytes_per_node_and_job = Math.round((registered.heapBytes + registered.bufferBytes - empty.heapBytes - empty.bufferBytes) / (nodes + jobs));

const planEntries = [...plans(writer, state, shape)];
const planBytes = planEntries.map(encodeEntry);
const planSize = planBytes.reduce((sum, bytes) => sum + bytes.length, 0);
figures.plan_bytes_per_placement = +(planSize / count).toFixed(1);
figures.plan_encode_ns = ns(leastSeconds(3, () => 0, () => planEntries.forEach((entry) => encodeEntry(entry))), count);
figures.plan_decode_ns = ns(leastSeconds(5, () => 0, () => planBytes.forEach((bytes) => decodeEntry(bytes))), count);
figures.hash_ns_per_kb = ns(leastSeconds(5, () => 0, () => planBytes.forEach((bytes) => hashEntry(bytes))), planSize / 1024);
figures.placement_fold_ns = ns(leastSeconds(5, base, (fresh) => fold(fresh, planEntries)), count);

const before = await footprint();
fold(state, planBytes.map(decodeEntry));
const placed = await footprint();
figures.bytes_per_allocation = +((placed.heapBytes + placed.bufferBytes - before.heapBytes - before.bufferBytes) / count).toFixed(1);
figures.of_them_heap = +((placed.heapBytes - before.heapBytes) / count).toFixed(1);

figures.state_hash_ms = Math.round(leastSeconds(2, () => 0, () => stateHash(state)) * 1e3);
const reportBytes = [...reports(writer, state, 32)].map(encodeEntry);
figures.report_bytes = Math.round(reportBytes.reduce((sum, bytes) => sum + bytes.length, 0) / count);
figures.report_decode_ns = ns(leastSeconds(2, () => 0, () => reportBytes.forEach((bytes) => decodeEntry(bytes))), count);
// As a replica does it: each entry decoded, then folded while it is warm.
figures.report_decode_and_fold_ns = ns(
  leastSeconds(
    3,
    () => {
      state = base();
      fold(state, planEntries);
    },
    () => reportBytes.forEach((bytes) => fold(state, [decodeEntry(bytes)])),
  ),
  count,
);
figures.placement_decode_and_fold_ns = ns(leastSeconds(3, base, (fresh) => planBytes.forEach((bytes) => fold(fresh, [decodeEntry(bytes)]))), count);
state = base();
fold(state, planEntries);
const placedOnly = await footprint();
for (const bytes of reportBytes) fold(state, [decodeEntry(bytes)]);
const reported = await footprint();
figures.bytes_per_report = +((reported.heapBytes + reported.bufferBytes - placedOnly.heapBytes - placedOnly.bufferBytes) / count).toFixed(1);
console.log(JSON.stringify(figures, null, 1));
