// What a snapshot costs: into bytes, and back into a state. Run: node --expose-gc test/bench/micro/snapshot.ts [jobs]
// [per job] [nodes]   (2000 1000 6100 is the state after c2m)
import { zstdCompressSync, zstdDecompressSync, constants } from "node:zlib";
import { decodeEntry, encodeEntry, hashEntry } from "@berth/contracts/entry";
import { decodeSnapshot, encodeSnapshot } from "@berth/contracts/snapshot";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { LogWriter, fold, plans, prologue, reports } from "./cluster-log.ts";
import { cpuSeconds, footprint } from "./measure.ts";

const [jobs = 2_000, perJob = 1_000, nodes = 6_100] = process.argv.slice(2).map(Number);
const shape = { jobs, perJob, nodes, plansPerEntry: Math.max(1, Math.floor(4_000 / perJob)) };
const figures: Record<string, number> = { allocations: jobs * perJob, nodes };

function timed<T>(name: string, work: () => T): T {
  const [cpu, wall] = [cpuSeconds(), performance.now()];
  const result = work();
  figures[`${name}_cpu_ms`] = Math.round((cpuSeconds() - cpu) * 1e3);
  figures[`${name}_ms`] = Math.round(performance.now() - wall);
  return result;
}

const writer = new LogWriter();
let state = new State();
fold(state, prologue(writer, shape));
const log = [...plans(writer, state, shape)].map(encodeEntry);
const before = await footprint();
timed("log", () => {
  for (const bytes of log) evolve(state, { index: state.index + 1, entry: decodeEntry(bytes), hash: hashEntry(bytes) });
});
const placed = await footprint();
figures.bytes_per_allocation = +((placed.heapBytes + placed.bufferBytes - before.heapBytes - before.bufferBytes) / (jobs * perJob)).toFixed(1);
if (process.env["REPORTS"] !== undefined) for (const entry of reports(writer, state, 32)) fold(state, [entry]);
const hash = timed("state_hash", () => stateHash(state));
const chunks = timed("encode", () => encodeSnapshot(state));
figures.snapshot_mb = Math.round(chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6);
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const packed = timed("compress", () => chunks.map((chunk) => zstdCompressSync(chunk, options)));
figures.compressed_mb = Math.round(packed.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6);
state = timed("decode", () => decodeSnapshot(packed.map((chunk) => zstdDecompressSync(chunk))));
figures.same_hash = stateHash(state) === hash ? 1 : 0;
figures.rss_mb = Math.round(process.memoryUsage.rss() / 1e6);
console.log(JSON.stringify(figures, null, 1));
if (figures.same_hash === 0) process.exitCode = 1;
