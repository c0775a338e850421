// Jobs as a client submits them: Nomad's JSON.

export interface BenchJob {
  readonly id: string;
  readonly tasks: number;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  /** Only nodes of this class; "" for any. */
  readonly nodeClass: string;
}

export function bodyOf(job: BenchJob): string {
  const { id, tasks, cpuMhz, memoryMb, nodeClass } = job;
  const task = {
    Name: "t",
    Driver: "raw_exec",
    Config: { command: "sleep", args: ["3600"] },
    Resources: { CPU: cpuMhz, MemoryMB: memoryMb },
    LogConfig: { MaxFiles: 1, MaxFileSizeMB: 1 },
  };
  const group = { Name: "g", Count: tasks, Tasks: [task], EphemeralDisk: { SizeMB: 10 } };
  const constraints = nodeClass === "" ? [] : [{ LTarget: "${node.class}", RTarget: nodeClass, Operand: "=" }];
  return JSON.stringify({
    Job: { ID: id, Type: "service", Datacenters: ["*"], Constraints: constraints, TaskGroups: [group], Update: { MaxParallel: 0 } },
  });
}

const shapes: readonly (readonly [cpuMhz: number, memoryMb: number])[] = [
  [100, 128],
  [200, 256],
  [250, 512],
  [500, 256],
  [400, 1_024],
];

/** All alike: what HashiCorp's million containers were. */
export function evenJobs(count: number, tasks: number): readonly BenchJob[] {
  return Array.from({ length: count }, (_, i) => ({ id: `job-${i}`, tasks, cpuMhz: 100, memoryMb: 128, nodeClass: "" }));
}

/**
 * Five shapes; half of the jobs are bound to one class of nodes. They come first: whoever may go anywhere packs the fullest
 * nodes, a whole class of them, and who needs this class would find it full.
 */
export function mixedJobs(count: number, tasks: number, classes: number): readonly BenchJob[] {
  const jobs = Array.from({ length: count }, (_, i) => {
    const [cpuMhz, memoryMb] = shapes[i % shapes.length]!;
    return { id: `job-${i}`, tasks, cpuMhz, memoryMb, nodeClass: i % 2 === 0 ? "" : `class-${(i >>> 1) % classes}` };
  });
  return [...jobs.filter(({ nodeClass }) => nodeClass !== ""), ...jobs.filter(({ nodeClass }) => nodeClass === "")];
}
