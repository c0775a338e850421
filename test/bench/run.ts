// `npm run -s bench -- NAME [options]`: runs one benchmark. Progress goes to stderr; the last line of stdout is one flat
// JSON object with the figures, the machine's cores and the commit.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export interface BenchOptions {
  readonly quick: boolean;
  readonly separate: boolean;
  readonly jobs: number;
  readonly nodes: number;
  readonly progress: (text: string) => void;
}

export type Figures = Readonly<Record<string, number | string>>;

interface Bench {
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<Figures>;
}

const benches: Readonly<Record<string, Bench>> = {
  latency: {
    about: "idle cluster of real agents: HTTP submit to plan committed, and to task running (raw_exec)",
    run: async (options) => (await import("./latency.ts")).latency(options),
  },
};

const usage = `usage: npm run -s bench -- NAME [options]

benchmarks:
${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
  .join("\n")}

options:
  --quick       under 30 s, for correctness rather than for figures
  --separate    every service its own process, as in production
  --jobs N      jobs to submit (default 200)
  --nodes N     nodes (default 4)
`;

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    separate: { type: "boolean", default: false },
    jobs: { type: "string" },
    nodes: { type: "string", default: "4" },
  },
});
const [name] = positionals;
const bench = name === undefined ? undefined : benches[name];
if (values.help || bench === undefined) {
  if (name !== undefined && bench === undefined) process.stderr.write(`there is no benchmark "${name}"\n\n`);
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 1);
}
const jobs = Number(values.jobs ?? (values.quick ? 20 : 200));
const progress = (text: string): void => void process.stderr.write(`${text}\n`);
const figures = await bench.run({ quick: values.quick, separate: values.separate, jobs, nodes: Number(values.nodes), progress });
process.stdout.write(`${JSON.stringify({ bench: name, ...figures, cores: availableParallelism(), commit: commit() })}\n`);
process.exit(0);
