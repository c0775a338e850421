// The seeds of bugs that were fixed, and fresh ones: each a whole cluster under faults, in a process of its own, as
// `npm run sim` runs it. What fresh seeds find is printed with its seed; the test fails when a second batch finds something too,
// so that what is rare is known, and does not stand in the way of what somebody else just did.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const runFile = join(import.meta.dirname, "run.ts");
const patienceMs = 240_000;

interface Simulated {
  readonly violations: number;
  readonly seeds: number;
  readonly text: string;
}

async function simulate(...args: readonly string[]): Promise<Simulated> {
  const run = promisify(execFile)(process.execPath, [runFile, ...args, "--lines", "60"], { timeout: patienceMs, maxBuffer: 64_000_000 });
  const { stdout } = await run.catch((error: { readonly stdout?: string; readonly stderr?: string }) => ({ stdout: `${error.stdout ?? ""}${error.stderr ?? ""}` }));
  const last = /\{"seeds".*\}/.exec(stdout)?.[0];
  if (last === undefined) throw new Error(`the simulation said: ${stdout.slice(-4_000)}`);
  return { ...(JSON.parse(last) as { readonly violations: number; readonly seeds: number }), text: stdout };
}

describe("whole clusters under one seed", () => {
  it("keeps the bugs fixed whose seeds are known", { timeout: patienceMs }, async () => {
    const { violations, text } = await simulate("--regressions", "--keep-going");
    expect(violations, text).toBe(0);
  });

  it("finds nothing wrong in fresh seeds", { timeout: patienceMs }, async () => {
    for (const isLast of [false, true]) {
      const first = Math.floor(Math.random() * 2 ** 31);
      const { violations, seeds, text } = await simulate("--seed", String(first), "--for", "30", "--minutes", "2");
      console.log(violations === 0 ? `${seeds} seeds from ${first}: nothing wrong` : `a fresh seed fails:\n${text}`);
      if (violations === 0) return;
      if (isLast) expect(violations, text).toBe(0);
    }
  });

  it("runs the same way twice", { timeout: patienceMs }, async () => {
    const once = await simulate("--seed", "7", "--minutes", "1");
    const again = await simulate("--seed", "7", "--minutes", "1");
    const essence = ({ text }: Simulated): string => text.replaceAll(/"(times_real|seconds|commit)":[^,}]*/g, "");
    expect(essence(again)).toBe(essence(once));
  });
});
