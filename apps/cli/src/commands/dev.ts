// `berth dev`: a cluster on this machine until Ctrl-C.
import { resolve } from "node:path";
import type { Call } from "../command-line/command.js";
import { UsageError } from "../command-line/command.js";
import type { DevOptions, RunningDev } from "../dev/dev-options.js";
import { startDev } from "../dev/start-dev.js";
import { columns } from "../output/columns.js";

const mostNodes = 200;

function within(call: Call, name: string, { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number }): number {
  const value = call.flags.count(name) ?? otherwise;
  if (value < least || value > most) throw new UsageError(`-${name} must be between ${least} and ${most}, not ${value}`);
  return value;
}

/** Names become part of paths and subjects. */
function names(call: Call, flag: string, otherwise: string): string[] {
  const found = (call.flags.text(flag) ?? otherwise).split(",").map((name) => name.trim()).filter((name) => name !== "");
  const bad = found.find((name) => !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/.test(name));
  if (bad !== undefined) throw new UsageError(`-${flag}: "${bad.slice(0, 80)}" is not a name; use letters, digits, - and _`);
  if (found.length === 0) throw new UsageError(`-${flag} is empty`);
  return found;
}

export function devOptions(call: Call, onProgress: (text: string) => void): DevOptions {
  const ttlMs = within(call, "heartbeat-ttl", { least: 500, most: 600_000, otherwise: 10_000 });
  const regions = names(call, "region", "global");
  if (regions.length > 1) throw new UsageError("-region takes one name: a dev cluster is one region");
  return {
    dataDir: resolve(call.flags.text("data-dir") ?? ".berth/dev"),
    region: regions[0]!,
    nodes: within(call, "nodes", { least: 0, most: mostNodes, otherwise: 3 }),
    datacenters: names(call, "datacenters", "dc1"),
    httpPort: within(call, "port", { least: 0, most: 65_535, otherwise: 4646 }),
    workers: within(call, "workers", { least: 1, most: 64, otherwise: 2 }),
    heartbeat: { ttlMs, graceMs: Math.max(1_000, Math.round(ttlMs / 2)), failoverMs: 30_000 },
    separate: call.flags.isOn("separate"),
    history: !call.flags.isOn("no-history"),
    env: call.env,
    onProgress,
  };
}

export async function run(call: Call): Promise<number> {
  const { terminal, signal } = call;
  const startedAtMs = performance.now();
  const dev = await startDev(devOptions(call, (text) => terminal.err(text)));
  try {
    if (!signal.aborted) describe(call, dev, performance.now() - startedAtMs).forEach((line) => terminal.out(line));
    await interrupted(signal);
    terminal.err("stopping: tasks, agents, services (jobs are kept)");
  } finally {
    await dev.stop();
  }
  return 0;
}

function describe(call: Call, dev: RunningDev, elapsedMs: number): string[] {
  const other = dev.httpUrl.endsWith(":4646") ? "" : `BERTH_ADDR=${dev.httpUrl} `;
  return [
    "",
    `Berth is up after ${(elapsedMs / 1_000).toFixed(1)} s: ${dev.httpUrl}`,
    "",
    ...columns([["Node", "Datacenter", "Process"], ...dev.agents.map((agent) => [agent.name, agent.datacenter, String(agent.pid)])]),
    "",
    `Logs: ${dev.logDir}`,
    "Try, in another terminal:",
    `  ${other}./berth job run examples/hello-batch.hcl`,
    `  ${other}./berth node status`,
    "Ctrl-C stops everything; the next start brings the jobs back.",
  ];
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
