// `npm run sim -- --seed N [--seeds COUNT] [--minutes M] [--nodes K] [--jobs J] [--without KIND,…] [--shrink]
// [--verbose]`: whole clusters under faults, one a seed. `--regressions`: the seeds of bugs that were fixed. `--for SECONDS` and
// `--forever`: as many seeds as there is time for. Ends with 1 on a violation. The last line is one JSON object.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { shrink } from "./shrink.ts";
import { Simulation, type SimulationOptions, type SimulationResult } from "./simulation.ts";
import { faultKinds } from "./world/fault-rates.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: "1" },
    minutes: { type: "string", default: "3" },
    nodes: { type: "string", default: "0" },
    jobs: { type: "string", default: "0" },
    without: { type: "string", default: "" },
    shrink: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    lines: { type: "string", default: "150" },
    forever: { type: "boolean", default: false },
    for: { type: "string", default: "0" },
    regressions: { type: "boolean", default: false },
    "keep-going": { type: "boolean", default: false },
  },
});

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} wants a number, not "${text}"`);
  return value;
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", cwd: import.meta.dirname, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
}

const shrinkLimits = { tries: 60, ms: 180_000 };
let current: Simulation | undefined;

/** Also what a loop throws at its process in a turn of its own: a process would end of it. */
function unexpected(error: unknown): void {
  if (current === undefined) {
    console.error(error);
    process.exit(1);
  }
  const life = current.scene.world.current;
  if (life?.alive === false) return;
  process.exitCode = 1;
  current.scene.world.violate("unhandled error", `${life?.name ?? "between two turns"}: ${error instanceof Error ? error.stack : String(error)}`);
}

process.on("unhandledRejection", unexpected);
process.on("uncaughtException", unexpected);

const totals = { seeds: 0, virtualMs: 0, entries: 0, acknowledged: 0, events: 0, violations: 0, faults: new Map<string, number>() };
const failed: number[] = [];
const options = {
  minutes: numberOf("minutes", values.minutes),
  nodes: numberOf("nodes", values.nodes),
  jobs: numberOf("jobs", values.jobs),
  without: values.without.split(",").filter((kind) => kind !== ""),
  verbose: values.verbose,
};
for (const kind of options.without) if (!faultKinds.includes(kind)) throw new Error(`--without: there is no "${kind}"; there are ${faultKinds.join(", ")}`);
const first = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : numberOf("seed", values.seed);
const began = performance.now();
let saidAtMs = began;

interface Given {
  readonly seed: number;
  readonly minutes: number;
}

function* given(): Generator<Given> {
  if (values.regressions) yield* JSON.parse(readFileSync(join(import.meta.dirname, "regressions.json"), "utf8")) as readonly Given[];
  const forMs = values.forever ? Infinity : numberOf("for", values.for) * 1_000;
  const count = forMs > 0 ? Infinity : values.regressions && values.seed === undefined ? 0 : numberOf("seeds", values.seeds);
  const endMs = forMs > 0 ? began + forMs : Infinity;
  for (let seed = first; seed < first + count && performance.now() < endMs; seed++) yield { seed, minutes: options.minutes };
}

for (const { seed, minutes } of given()) {
  const result = await simulate({ ...options, seed, minutes });
  add(result);
  if (result.violations.length > 0) {
    failed.push(seed);
    show(values.shrink ? await shrink(result, shrinkLimits, simulate) : result);
    if (!values["keep-going"]) break;
  }
  if (performance.now() - saidAtMs > 10_000) {
    saidAtMs = performance.now();
    say(seed);
  }
}
console.log(JSON.stringify(summary()));
process.exit(failed.length > 0 ? 1 : 0);

function say(seed: number): void {
  const faults = [...totals.faults].toSorted(([, a], [, b]) => b - a).map(([kind, times]) => `${kind} ${times}`);
  console.error(`${totals.seeds} seeds, ${(totals.virtualMs / 3_600_000).toFixed(1)} virtual hours, ${failed.length} failed, at seed ${seed}${values.forever ? `: ${faults.join(", ")}` : ""}`);
}

async function simulate(given: SimulationOptions): Promise<SimulationResult> {
  current = new Simulation(given);
  return current.run();
}

function add(result: SimulationResult): void {
  totals.seeds++;
  totals.virtualMs += result.virtualMs;
  totals.entries += result.entries;
  totals.acknowledged += result.acknowledged;
  totals.events += result.events;
  totals.violations += result.violations.length;
  for (const [kind, times] of result.faults) totals.faults.set(kind, (totals.faults.get(kind) ?? 0) + times);
}

function show(result: SimulationResult): void {
  const lines = numberOf("lines", values.lines);
  if (lines > 0) console.log(result.timeline.slice(-lines).join("\n"));
  const { seed, minutes, nodes, jobs, without } = result.options;
  for (const { checker, message, atMs } of result.violations) console.log(`\nseed ${seed}: ${checker}, at ${(atMs / 1_000).toFixed(3)} s: ${message}`);
  const others = [nodes > 0 ? ` --nodes ${nodes}` : "", jobs > 0 ? ` --jobs ${jobs}` : "", without.length > 0 ? ` --without ${without.join(",")}` : ""];
  console.log(`again: npm run sim -- --seed ${seed} --minutes ${minutes}${others.join("")}   (commit ${commit()})\n`);
}

function summary(): object {
  const seconds = (performance.now() - began) / 1_000;
  return {
    seeds: totals.seeds,
    first_seed: first,
    virtual_hours: Number((totals.virtualMs / 3_600_000).toFixed(2)),
    times_real: Math.round(totals.virtualMs / 1_000 / seconds),
    entries: totals.entries,
    acknowledged: totals.acknowledged,
    events: totals.events,
    faults: Object.fromEntries([...totals.faults].toSorted()),
    violations: totals.violations,
    failed_seeds: failed.slice(0, 50),
    seconds: Number(seconds.toFixed(1)),
    commit: commit(),
  };
}
