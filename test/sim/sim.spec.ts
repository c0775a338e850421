// The seeds of bugs that were fixed, and a few more: each a whole cluster under faults, in a process of its own, as
// `npm run sim` runs it.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

interface Regression {
  readonly seed: number;
  readonly minutes: number;
  readonly bug: string;
}

const here = import.meta.dirname;
const regressions = JSON.parse(readFileSync(join(here, "regressions.json"), "utf8")) as readonly Regression[];
const patienceMs = 120_000;

async function simulate(args: readonly string[]): Promise<{ readonly violations: number; readonly text: string }> {
  const run = promisify(execFile)(process.execPath, [join(here, "run.ts"), ...args, "--lines", "40"], { timeout: patienceMs, maxBuffer: 64_000_000 });
  const { stdout } = await run.catch((error: { readonly stdout?: string; readonly stderr?: string }) => ({ stdout: `${error.stdout ?? ""}${error.stderr ?? ""}` }));
  const last = /\{"seeds".*\}/.exec(stdout)?.[0];
  if (last === undefined) throw new Error(`the simulation said: ${stdout.slice(-4_000)}`);
  return { violations: (JSON.parse(last) as { readonly violations: number }).violations, text: stdout };
}

describe("whole clusters under one seed", () => {
  it.each(regressions)("seed $seed stays fixed: $bug", { timeout: patienceMs }, async ({ seed, minutes }) => {
    const { violations, text } = await simulate(["--seed", String(seed), "--minutes", String(minutes)]);
    expect(violations, text).toBe(0);
  });

  it("finds nothing wrong in a few other seeds", { timeout: patienceMs }, async () => {
    const { violations, text } = await simulate(["--seed", "1000", "--seeds", "4", "--minutes", "1"]);
    expect(violations, text).toBe(0);
  });

  it("runs the same way twice", { timeout: patienceMs }, async () => {
    const once = await simulate(["--seed", "7", "--minutes", "1"]);
    const again = await simulate(["--seed", "7", "--minutes", "1"]);
    const essence = ({ text }: { readonly text: string }): string => text.replaceAll(/"(times_real|seconds|commit)":[^,}]*/g, "");
    expect(essence(again)).toBe(essence(once));
  });
});
