import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TaskProgress } from "@berth/core/agent/task-life";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { powerOff } from "./power-off.js";
import { SqliteAgentStore } from "./sqlite-agent-store.js";
import { AgentFixture, eventually, shellJob } from "./testing/agent-fixture.js";
import { AgentProcess, removeBundle } from "./testing/agent-process-fixture.js";

let fixture: AgentFixture;
let agents: AgentProcess[];
beforeEach(() => {
  fixture = new AgentFixture();
  agents = [];
});
afterEach(async () => {
  for (const agent of agents) await agent.kill();
  await fixture.close();
});

afterAll(removeBundle);

async function startAgent(): Promise<AgentProcess> {
  const agent = await AgentProcess.start(fixture.gateway, { dataDir: fixture.dataDir });
  agents.push(agent);
  return agent;
}

/** Registered, and waiting for something to do. */
async function listeningAgent(): Promise<AgentProcess> {
  const { registrations, polls } = fixture.gateway;
  const seen = registrations.length;
  const agent = await startAgent();
  await eventually("a registration", () => registrations.length > seen);
  await eventually("a poll", () => fixture.gateway.polls > polls);
  return agent;
}

function phaseInStore(allocationId: string): string {
  const store = new SqliteAgentStore(join(fixture.dataDir, "client", "state.db"));
  const found = store.allocations().find(({ assignment }) => assignment.allocationId === allocationId);
  store.close();
  if (found === undefined) return "unknown";
  return (found.tasks[0]?.progress as TaskProgress | undefined)?.phase ?? "stored";
}

/** Each start of the task adds a line with its pid. */
const marks = () => join(fixture.dataDir, "marks");
const recording = (then: string) => shellJob(`echo $$ >> ${marks()}; ${then}`);
const starts = () => (existsSync(marks()) ? readFileSync(marks(), "utf8").trim().split("\n").filter((line) => line !== "") : []);
const isAlive = (pid: string) => existsSync(`/proc/${pid}`);

describe("an agent that is killed with kill -9", () => {
  it("attaches to the running task again without starting it anew", async () => {
    const first = await startAgent();
    fixture.gateway.assign({ allocationId: "a1", job: recording("exec sleep 1000") });
    const before = await fixture.status("a1", "running");
    await eventually("the mark", () => starts().length === 1);
    await first.kill();
    expect(isAlive(starts()[0]!)).toBe(true);
    const registrations = fixture.gateway.registrations.length;
    await startAgent();
    await eventually("a new registration", () => fixture.gateway.registrations.length > registrations);
    const inventory = fixture.gateway.registrations.at(-1)!.inventory;
    expect(inventory).toMatchObject([{ allocationId: "a1", clientStatus: "running", taskStates: { t: { restarts: 0 } } }]);
    expect(inventory[0]!.taskStates["t"]!.startedAtMs).toBe(before.taskStates["t"]!.startedAtMs);
    expect(starts()).toHaveLength(1);
    fixture.gateway.stop("a1");
    await fixture.status("a1", "complete");
    expect(isAlive(starts()[0]!)).toBe(false);
  });

  it("knows the exit code of a task that ended while no agent ran", async () => {
    const first = await startAgent();
    const go = join(fixture.dataDir, "go");
    const job = recording(`while [ ! -e ${go} ]; do sleep 0.05; done; exit 7`);
    const batch = { ...job, Type: "batch" as const };
    const once = { ...batch.TaskGroups[0]!.Tasks[0]!, RestartPolicy: { ...batch.TaskGroups[0]!.Tasks[0]!.RestartPolicy, Attempts: 0 } };
    fixture.gateway.assign({ allocationId: "a1", job: { ...batch, TaskGroups: [{ ...batch.TaskGroups[0]!, Tasks: [once] }] } });
    await fixture.status("a1", "running");
    await eventually("the mark", () => starts().length === 1);
    await first.kill();
    writeFileSync(go, "");
    await eventually("the end of the task", () => !isAlive(starts()[0]!));
    await startAgent();
    const failed = await fixture.status("a1", "failed");
    const messages = failed.taskStates["t"]!.events.map((event) => event.message);
    expect(messages).toContain("Exit Code: 7");
    expect(starts()).toHaveLength(1);
  });

  it("starts a task again that died together with its supervisor", async () => {
    const first = await startAgent();
    const job = shellJob(`echo $$ >> ${marks()}; exec sleep 1000`, { job: "", group: "", task: 'restart { attempts = 3\n interval = "10m"\n delay = "50ms"\n mode = "fail" }' });
    fixture.gateway.assign({ allocationId: "a1", job });
    await fixture.status("a1", "running");
    await eventually("the mark", () => starts().length === 1);
    await first.kill();
    const task = starts()[0]!;
    const supervisor = readFileSync(`/proc/${task}/stat`, "utf8").split(" ")[3]!;
    process.kill(Number(supervisor), "SIGKILL");
    process.kill(Number(task), "SIGKILL");
    await startAgent();
    const running = await fixture.reported("a1", (report) => report.taskStates["t"]?.restarts === 1 && report.clientStatus === "running");
    expect(running.taskStates["t"]!.events.map((event) => event.type)).toContain("Failed Restoring Task");
    await eventually("the second start", () => starts().length === 2);
  });

  it("starts its tasks again after the machine had lost its power", async () => {
    const first = await startAgent();
    const task = 'restart { attempts = 3\n interval = "10m"\n delay = "50ms"\n mode = "fail" }';
    fixture.gateway.assign({ allocationId: "a1", job: shellJob(`echo $$ >> ${marks()}; exec sleep 1000`, { job: "", group: "", task }) });
    await fixture.status("a1", "running");
    await eventually("the mark", () => starts().length === 1);
    await first.kill();
    expect(powerOff(fixture.dataDir)).toBe(2);
    await eventually("the end of the task", () => !isAlive(starts()[0]!));
    await startAgent();
    await fixture.reported("a1", (report) => report.taskStates["t"]?.restarts === 1 && report.clientStatus === "running");
    await eventually("the second start", () => starts().length === 2);
  });

  it("neither doubles nor loses a task, whenever it is killed", async () => {
    const count = 12;
    const killedWhile: string[] = [];
    let agent = await listeningAgent();
    for (let n = 0; n < count; n += 1) {
      const id = `many-${n}`;
      fixture.gateway.assign({ allocationId: id, job: shellJob(`echo $NOMAD_ALLOC_ID >> ${marks()}; exec sleep 1000`) });
      // A different moment of the start each time: before the store, between fork and store, after it.
      await sleep(n * 4);
      await agent.kill();
      killedWhile.push(phaseInStore(id));
      agent = await listeningAgent();
    }
    console.log(`killed while ${killedWhile.join(", ")}`);
    for (let n = 0; n < count; n += 1) await fixture.status(`many-${n}`, "running", 20_000);
    await eventually("all marks", () => starts().length >= count);
    expect(starts().sort()).toEqual(Array.from({ length: count }, (_, n) => `many-${n}`).sort());
  });
});
