// Replays what was recorded of a real Nomad against fresh clusters and compares with the list of accepted differences. Without more,
// the scenarios whose answers do not depend on how fast tasks start; with BERTH_GOLDEN=all every one, with a table by endpoint;
// with BERTH_GOLDEN=01-service-job,… those.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startDev } from "../../apps/cli/src/dev/start-dev.js";
import { acceptedReason, leftOut } from "./accepted.ts";
import { recordedAbsent, scenarios } from "./recorded.ts";
import { replay, type Replayed } from "./replay.ts";
import { tableOf } from "./table.ts";

const asked = process.env["BERTH_GOLDEN"];
const steady = ["13-agent-operator", "16-errors", "18-acl-disabled"];
const chosen = asked === "all" ? scenarios() : (asked?.split(",") ?? steady);
const patienceMs = asked === undefined ? 15_000 : 3_000;

async function onFreshCluster(scenario: string): Promise<readonly Replayed[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "berth-golden-"));
  const dev = await startDev({
    ...{ dataDir, region: "global", nodes: 1, datacenters: ["dc1"], httpPort: 0, workers: 1, separate: false, history: false },
    // As the recorded node was.
    env: { ...process.env, BERTH_AGENT_CLASS: "small", BERTH_AGENT_META: "rack=r1" },
    heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: 60_000 },
    onProgress: () => undefined,
  });
  try {
    await expect.poll(async () => ((await (await fetch(`${dev.httpUrl}/v1/nodes`)).json()) as readonly { readonly Status: string }[]).map(({ Status }) => Status), { timeout: 60_000 }).toEqual(["ready"]);
    return await replay(scenario, { url: dev.httpUrl, patienceMs });
  } finally {
    await dev.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const all: Replayed[] = [];

describe.skipIf(recordedAbsent !== undefined)("recorded conversations", () => {
  if (recordedAbsent !== undefined) console.log(`golden replay: skipped, ${recordedAbsent}`);

  it.each(chosen)("%s is answered as recorded, but for what is accepted", { timeout: 600_000 }, async (scenario) => {
    const reason = leftOut[scenario];
    if (reason !== undefined) return void console.log(`${scenario}: left out, ${reason}`);
    const replayed = await onFreshCluster(scenario);
    all.push(...replayed);
    if (asked !== undefined) console.log(tableOf(replayed));
    const unexpected = replayed.filter(({ name, differences }) => differences.length > 0 && acceptedReason(name) === undefined);
    expect(unexpected.map(({ name, differences }) => `${name}: ${differences.slice(0, 3).join("; ")}`)).toEqual([]);
  });

  it.runIf(asked === "all")("as a table", () => {
    console.log(tableOf(all));
    expect(all.length).toBeGreaterThan(0);
  });
});
