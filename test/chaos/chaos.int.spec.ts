// A short run of the real thing on one NATS server: what was acknowledged is there, once, and in order, whoever was killed or paused
// meanwhile. Never the times: they belong to the machine and the hour.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = fileURLToPath(new URL("./run.ts", import.meta.url));
const limitMs = 300_000;

describe("npm run chaos", () => {
  it("refuses options that make no sense", async () => {
    const refused = promisify(execFile)(process.execPath, [run, "--replicas", "2"]);
    await expect(refused).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("--replicas must be 1 or 3") });
  });

  it(
    "loses, doubles and over-commits nothing while NATS, leaders and job-apis are killed and paused",
    async () => {
      const args = ["--minutes", "0.15", "--seed", "7", "--only", "NATS,leader of plan-applier,one job-api"];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [run, ...args], { timeout: limitMs, maxBuffer: 16 * 1024 * 1024 });
      const report = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Readonly<Record<string, unknown>>;
      expect(report).toMatchObject({ chaos: true, replicas: 1, lost: 0, duplicated: 0, over_commits: 0, violations: 0 });
      for (const name of ["sent", "acknowledged", "refused", "reads", "entries"]) expect(report[name]).toBeGreaterThan(0);
      expect(Object.keys(report["stalls"] as object).length).toBeGreaterThan(0);
      expect(stderr).toContain("writes stood still for");
    },
    limitMs,
  );
});
