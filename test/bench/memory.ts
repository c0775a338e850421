// Bytes that an allocation and a node take in a replica: right after placing, and when their nodes have reported them.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { BenchOptions, Figures } from "./run.ts";
import { evenMachines, machineSpec } from "./fleet/machine.ts";
import { MemoryCluster, benchJob } from "./pure/memory-cluster.ts";
import { reportAll } from "./pure/report-running.ts";
import { writeReport } from "./report/write-report.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function bytesUsed(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export async function memory(options: BenchOptions): Promise<Figures> {
  const { quick, progress } = options;
  const nodes = options.nodes ?? (quick ? 2_000 : 5_000);
  const allocations = options.allocations ?? (quick ? 20_000 : 1_000_000);
  // What the code itself takes is not the state's.
  new MemoryCluster(1_000, evenMachines).fill(5_000, benchJob("warm", { count: 1 }));
  const emptyBytes = bytesUsed();
  const cluster = new MemoryCluster(0, evenMachines);
  // As from the log: each node's description is a document of its own.
  for (let i = 0; i < nodes; i++) cluster.builder.register(JSON.parse(JSON.stringify(machineSpec(i, evenMachines))) as ReturnType<typeof machineSpec>);
  const nodesBytes = bytesUsed();
  progress(`${nodes} nodes: ${Math.round((nodesBytes - emptyBytes) / nodes)} bytes each`);
  cluster.fill(allocations, benchJob("filler", { count: 1, cpuMhz: 10, memoryMb: 10 }));
  const placedBytes = bytesUsed();
  const size = cluster.builder.state.allocations.size;
  progress(`${size} placed: ${((placedBytes - nodesBytes) / size).toFixed(1)} bytes each`);
  reportAll(cluster.builder);
  const reportedBytes = bytesUsed();
  progress(`${size} reported running: ${((reportedBytes - nodesBytes) / size).toFixed(1)} bytes each`);
  const figures = {
    bytes_per_allocation: Math.round((placedBytes - nodesBytes) / size),
    bytes_per_reported_allocation: Math.round((reportedBytes - nodesBytes) / size),
    bytes_per_node: Math.round((nodesBytes - emptyBytes) / nodes),
    nodes,
    allocations: cluster.builder.state.allocations.size,
  };
  const bars = [
    { name: "placed", value: figures.bytes_per_allocation },
    { name: "reported running", value: figures.bytes_per_reported_allocation },
  ];
  await writeReport({ name: "memory", about: "Bytes in a replica, after a full garbage collection.", charts: [{ kind: "bars", title: "bytes an allocation", yLabel: "bytes", bars }] }, figures);
  return figures;
}
