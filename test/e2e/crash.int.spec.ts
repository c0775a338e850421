// Whatever is killed, the job is whole afterwards: no allocation lost or doubled, no task restarted that was running.
// Every process of the real thing is killed with SIGKILL: each service, NATS, an agent, then all of them at once.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RunningDev } from "../../apps/cli/src/dev/dev-options.js";
import { startDev } from "../../apps/cli/src/dev/start-dev.js";

const job = {
  ID: "steady",
  Type: "service",
  Datacenters: ["*"],
  Update: { MinHealthyTime: 100_000_000, HealthCheck: "task_states" },
  TaskGroups: [
    {
      Name: "g",
      Count: 5,
      Tasks: [
        {
          Name: "t",
          Driver: "raw_exec",
          Config: { command: "sh", args: ["-c", 'echo $$ >> "$NOMAD_TASK_DIR/pids"; exec sleep 3600'] },
          Resources: { CPU: 100, MemoryMB: 16 },
        },
      ],
    },
  ],
};

interface Stub {
  readonly ID: string;
  readonly DesiredStatus: string;
  readonly ClientStatus: string;
  readonly TaskStates: Readonly<Record<string, { readonly Restarts: number }>> | null;
}

let dataDir: string;
let dev: RunningDev;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "berth-crash-"));
  dev = await startDev({
    dataDir,
    region: "global",
    nodes: 2,
    datacenters: ["dc1"],
    httpPort: 0,
    workers: 1,
    heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: 60_000 },
    separate: true,
    history: false,
    env: process.env,
    onProgress: () => undefined,
  });
  await put("/v1/jobs", { Job: job });
  await whole(5);
});

afterAll(async () => {
  await dev?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function put(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${dev.httpUrl}${path}`, { method: "PUT", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function allocations(): Promise<readonly Stub[]> {
  const response = await fetch(`${dev.httpUrl}/v1/job/steady/allocations`, { signal: AbortSignal.timeout(5_000) });
  return (await response.json()) as readonly Stub[];
}

/** All that ever ran: every start of a task appends its process id. */
async function startedTasks(): Promise<readonly number[]> {
  const files = await readdir(join(dataDir, "agents"), { recursive: true });
  const found = files.filter((file) => file.endsWith("/t/local/pids")).map((file) => readFile(join(dataDir, "agents", file), "utf8"));
  return (await Promise.all(found)).flatMap((text) => text.trim().split("\n").map(Number)).toSorted((a, b) => a - b);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function whole(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const stubs = await allocations();
      expect(stubs.filter((stub) => stub.DesiredStatus === "run" && stub.ClientStatus === "running")).toHaveLength(count);
      expect(await startedTasks()).toHaveLength(count);
    },
    { timeout: 60_000, interval: 200 },
  );
}

async function unharmed(before: readonly number[]): Promise<void> {
  await vi.waitFor(async () => expect(await allocations()).toHaveLength(before.length), { timeout: 60_000, interval: 200 });
  const stubs = await allocations();
  expect(stubs.every((stub) => stub.DesiredStatus === "run" && stub.ClientStatus === "running")).toBe(true);
  expect(stubs.map((stub) => stub.TaskStates?.["t"]?.Restarts)).toEqual(stubs.map(() => 0));
  expect(await startedTasks()).toEqual(before);
  expect(before.every(isAlive)).toBe(true);
}

async function killAndAwaitReturn(names: readonly string[]): Promise<void> {
  const victims = dev.processes.filter(({ name }) => names.includes(name));
  const before = new Map(victims.map(({ name, pid }) => [name, pid]));
  for (const { pid } of victims) process.kill(pid, "SIGKILL");
  await vi.waitFor(
    () => {
      for (const { name, pid } of victims) {
        expect(pid).toBeGreaterThan(0);
        expect(pid).not.toBe(before.get(name));
      }
    },
    { timeout: 60_000, interval: 100 },
  );
}

describe("SIGKILL", () => {
  it.each(["plan-applier", "evaluation-broker", "scheduler", "controller-manager", "node-gateway", "job-api", "nats-server", "node-1"])(
    "of %s harms nothing",
    async (name) => {
      const before = await startedTasks();
      await killAndAwaitReturn([name]);
      await unharmed(before);
    },
    120_000,
  );

  it("of everything at once harms nothing, and work goes on", async () => {
    const before = await startedTasks();
    await killAndAwaitReturn(dev.processes.map(({ name }) => name));
    await unharmed(before);
    await put("/v1/jobs", { Job: { ...job, TaskGroups: [{ ...job.TaskGroups[0], Count: 6 }] } });
    await whole(6);
  }, 180_000);
});
