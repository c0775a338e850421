// The benchmarks as a user starts them, in their quick form: they end well, the last line is the promised JSON, and the
// counts are right. Never the timings: they belong to the machine and the hour.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = fileURLToPath(new URL("./run.ts", import.meta.url));
const out = fileURLToPath(new URL("./out/", import.meta.url));
const limitMs = 120_000;

async function bench(...args: readonly string[]): Promise<{ readonly figures: Readonly<Record<string, unknown>>; readonly progress: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [run, ...args], { timeout: limitMs, maxBuffer: 16 * 1024 * 1024 });
  return { figures: JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>, progress: stderr };
}

function expectReport(name: string): void {
  expect(readFileSync(`${out}${name}.md`, "utf8")).toContain(`# ${name}`);
  expect(existsSync(`${out}${name}.svg`)).toBe(true);
}

describe("npm run bench", () => {
  it("lists every benchmark and every option", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [run, "--help"]);
    for (const name of ["c1m", "c2m", "jobs", "latency", "constrained", "packing", "scale", "workers", "recovery", "memory"]) expect(stdout).toContain(`  ${name} `);
    for (const option of ["--quick", "--jobs", "--tasks", "--nodes", "--profile"]) expect(stdout).toContain(option);
  });

  it("refuses a name it does not know, and a number that is none", async () => {
    await expect(bench("c3m")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('no benchmark "c3m"') });
    await expect(bench("scale", "--nodes", "many")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("--nodes") });
  });

  it(
    "c1m places and runs every task on the simulated fleet",
    async () => {
      const { figures, progress } = await bench("c1m", "--quick", "--jobs", "4", "--tasks", "50", "--nodes", "30");
      expect(figures).toMatchObject({ bench: "c1m", allocations: 200, jobs: 4, nodes: 30, rejected_pct: 0 });
      for (const name of ["placed_per_s", "running_per_s", "seconds", "rss_mb_max", "cores"]) expect(figures[name]).toBeGreaterThan(0);
      expect(figures["commit"]).toMatch(/^[0-9a-f]{7,}$|^unknown$/);
      expect(progress).toContain("30 nodes registered");
      expectReport("c1m");
    },
    limitMs,
  );

  it(
    "jobs places every job that it offers",
    async () => {
      const { figures } = await bench("jobs", "--quick", "--nodes", "20", "--rate", "20", "--seconds", "1");
      expect(figures).toMatchObject({ bench: "jobs", n20_offered: 20, n20_placed: 20 });
      expectReport("jobs");
    },
    limitMs,
  );

  it(
    "scale, constrained and memory measure in one process",
    async () => {
      const scale = await bench("scale", "--quick", "--nodes", "50", "--allocations", "1000");
      expect(scale.figures["n50_large_us"]).toBeGreaterThan(0);
      expect(scale.figures["n50_single_us"]).toBeGreaterThan(0);
      const constrained = await bench("constrained", "--quick", "--nodes", "100", "--tasks", "60", "--jobs", "2");
      for (const name of ["distinct_hosts", "distinct_property", "spread", "affinity", "anti_affinity"])
        expect(constrained.figures[`${name}_placed_per_s`]).toBeGreaterThan(0);
      const memory = await bench("memory", "--quick", "--allocations", "5000");
      expect(memory.figures).toMatchObject({ bench: "memory", allocations: 5000 });
      expectReport("scale");
    },
    limitMs,
  );

  it(
    "packing needs at least the bound's machines, whoever chooses",
    async () => {
      const { figures } = await bench("packing", "--quick", "--tasks", "300", "--only", "google2011");
      const ratios = Object.entries(figures).filter(([name]) => name.endsWith("_machines_over_bound"));
      expect(ratios.map(([name]) => name)).toContain("google2011_berth_machines_over_bound");
      for (const [, ratio] of ratios) expect(ratio).toBeGreaterThanOrEqual(1);
    },
    limitMs,
  );

  it(
    "recovery replays the log to the state that was written",
    async () => {
      const { figures } = await bench("recovery", "--quick", "--only", "log", "--allocations", "3000", "--nodes", "20");
      expect(figures).toMatchObject({ bench: "recovery", allocations: 3000, nodes: 20 });
      expect(figures["log_s"]).toBeGreaterThan(0);
    },
    limitMs,
  );
});
