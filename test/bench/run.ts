// `npm run -s bench -- NAME [options]`: runs one benchmark. Progress goes to stderr; the last line of stdout is one flat
// JSON object with the figures, the machine's cores and the commit. A report with plots is written to test/bench/out.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface BenchOptions {
  readonly quick: boolean;
  readonly separate: boolean;
  readonly fleet: boolean;
  /** Directory for CPU profiles, "" for none. */
  readonly profile: string;
  /** undefined: the benchmark's own default. */
  readonly jobs: number | undefined;
  readonly tasks: number | undefined;
  readonly nodes: number | undefined;
  readonly allocations: number | undefined;
  readonly rate: number | undefined;
  readonly seconds: number | undefined;
  readonly schedulers: number | undefined;
  readonly workers: number | undefined;
  readonly seeds: number | undefined;
  readonly only: string;
  readonly progress: (text: string) => void;
}

export type Figures = Readonly<Record<string, number | string>>;

interface Bench {
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<Figures>;
}

const benches: Readonly<Record<string, Bench>> = {
  c1m: {
    about: "1,000 jobs of 1,000 tasks over HTTP on 5,000 fleet nodes, until placed and until running",
    run: async (options) => (await import("./containers.ts")).c1m(options),
  },
  c2m: {
    about: "2,000 jobs of 1,000 tasks of mixed shapes on 6,100 fleet nodes in 10 datacenters",
    run: async (options) => (await import("./containers.ts")).c2m(options),
  },
  constrained: {
    about: "placements in memory under distinct_hosts, distinct_property, spread, affinity, a constraint against a class",
    run: async (options) => (await import("./constrained.ts")).constrained(options),
  },
  jobs: {
    about: "single-task jobs over HTTP at a rising rate, on 100 and on 5,000 fleet nodes",
    run: async (options) => (await import("./jobs.ts")).jobs(options),
  },
  latency: {
    about: "idle cluster of real agents (--fleet: simulated ones): HTTP submit to plan committed, and to task running (raw_exec)",
    run: async (options) => (await import("./latency.ts")).latency(options),
  },
  memory: {
    about: "bytes an allocation and a node take in a replica",
    run: async (options) => (await import("./memory.ts")).memory(options),
  },
  packing: {
    about: "machines and GPUs filled, against other ways to choose a node (--only google2011 or openb)",
    run: async (options) => (await import("./packing.ts")).packing(options),
  },
  recovery: {
    about: "a service from the log alone; failover of the plan applier",
    run: async (options) => (await import("./recovery.ts")).recovery(options),
  },
  scale: {
    about: "cost of a placement in memory, by nodes and by allocations that exist",
    run: async (options) => (await import("./scale.ts")).scale(options),
  },
  workers: {
    about: "1, 2, 4, 8 scheduler processes, each capped to the same share of a core (--rate: the share in percent)",
    run: async (options) => (await import("./workers.ts")).workers(options),
  },
};

const usage = `usage: npm run -s bench -- NAME [options]

benchmarks:
${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`)
  .join("\n")}

options (each benchmark has its own defaults):
  --quick          under 30 s, for correctness rather than for figures
  --jobs N         jobs to submit
  --tasks N        tasks of each job
  --nodes N        nodes
  --allocations N  allocations that exist already
  --rate N         jobs a second, instead of rising rates
  --seconds N      how long each step lasts
  --schedulers N   scheduler processes
  --workers N      workers in each
  --seeds N        repetitions with other seeds
  --only NAMES     only these cases, separated by commas (c1m and c2m: "placed" does not wait for "running")
  --separate       latency: every service its own process, as in production
  --fleet          latency: on simulated nodes, every service its own process
  --profile DIR    writes a CPU profile of every process there
`;

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

const number = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: flag,
    quick: flag,
    separate: flag,
    fleet: flag,
    jobs: number,
    tasks: number,
    nodes: number,
    allocations: number,
    rate: number,
    seconds: number,
    schedulers: number,
    workers: number,
    seeds: number,
    only: { type: "string", default: "" },
    profile: { type: "string", default: "" },
  },
});

function count(name: "jobs" | "tasks" | "nodes" | "allocations" | "rate" | "seconds" | "schedulers" | "workers" | "seeds"): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  process.stderr.write(`--${name} must be a number above 0, not "${text}"\n`);
  process.exit(1);
}

const [name] = positionals;
const bench = name === undefined ? undefined : benches[name];
if (values.help || bench === undefined) {
  if (name !== undefined && bench === undefined) process.stderr.write(`there is no benchmark "${name}"\n\n`);
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 1);
}
// What was started ends with this process, also when it is interrupted.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const figures = await bench.run({
  quick: values.quick,
  separate: values.separate,
  fleet: values.fleet,
  profile: values.profile === "" ? "" : resolve(values.profile),
  jobs: count("jobs"),
  tasks: count("tasks"),
  nodes: count("nodes"),
  allocations: count("allocations"),
  rate: count("rate"),
  seconds: count("seconds"),
  schedulers: count("schedulers"),
  workers: count("workers"),
  seeds: count("seeds"),
  only: values.only,
  progress: (text) => void process.stderr.write(`${text}\n`),
});
process.stdout.write(`${JSON.stringify({ bench: name, ...figures, cores: availableParallelism(), commit: commit() })}\n`);
process.exit(0);
