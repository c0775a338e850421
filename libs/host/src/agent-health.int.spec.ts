import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AgentFixture, eventually, shellJob } from "./testing/agent-fixture.js";

let fixture: AgentFixture;
let server: Server | undefined;
beforeEach(() => {
  fixture = new AgentFixture();
});
afterEach(async () => {
  server?.close();
  server = undefined;
  await fixture.close();
});

async function serve(status: () => number): Promise<number> {
  server = createServer((_request, response) => {
    response.statusCode = status();
    response.end("the body");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}

const service = (check: string) => `service {\n port = "http"\n check {\n name = "alive"\n ${check}\n timeout = "1s"\n } }`;
const ports = (value: number) => [{ label: "http", value, to: 0, hostIp: "127.0.0.1", task: "" }];
const update = 'update { min_healthy_time = "300ms"\n healthy_deadline = "2s"\n progress_deadline = "5s" }';

describe("restarts on the node", () => {
  it("tries as often as the policy says, then fails", async () => {
    await fixture.start();
    const job = shellJob("exit 3", { job: "", group: "", task: 'restart { attempts = 2\n interval = "1m"\n delay = "100ms" }' });
    fixture.gateway.assign({ allocationId: "a1", job });
    const failed = await fixture.status("a1", "failed");
    const { restarts, events, failed: taskFailed } = failed.taskStates["t"]!;
    expect({ restarts, taskFailed }).toEqual({ restarts: 2, taskFailed: true });
    expect(failed.description).toBe("Failed tasks");
    expect(events.filter((event) => event.type === "Started")).toHaveLength(3);
    expect(events.at(-1)?.message).toBe('Exceeded allowed attempts 2 in interval 1m0s and mode is "fail"');
    expect(events.filter((event) => event.type === "Restarting").map((event) => event.message)).toEqual([
      expect.stringMatching(/^Task restarting in 1[0-2][0-9]ms$/),
      expect.stringMatching(/^Task restarting in 1[0-2][0-9]ms$/),
    ]);
  });

  it("does not restart a batch task that succeeded", async () => {
    await fixture.start();
    fixture.gateway.assign({ allocationId: "a1", job: shellJob("exit 0", { job: 'type = "batch"', group: "", task: "" }) });
    const complete = await fixture.status("a1", "complete");
    expect(complete.taskStates["t"]).toMatchObject({ restarts: 0, failed: false, state: "dead" });
  });
});

describe("health", () => {
  it("is said once all checks pass for the minimal time", async () => {
    let status = 500;
    const port = await serve(() => status);
    await fixture.start();
    const job = shellJob("exec sleep 1000", { job: "", group: `${update}\n${service('type = "http"\n path = "/health"\n interval = "1s"')}`, task: "" });
    fixture.gateway.assign({ allocationId: "a1", job, ports: ports(port), watchHealth: true });
    await fixture.status("a1", "running");
    await sleep(600);
    expect(fixture.gateway.reports.get("a1")?.healthy).toBeUndefined();
    status = 200;
    const healthy = await fixture.reported("a1", (report) => report.healthy === true);
    expect(healthy.checks).toMatchObject([{ status: "passing", service: "shell-g", id: "shell-g/alive", output: "HTTP 200" }]);
  });

  it("is denied at the deadline", async () => {
    const port = await serve(() => 503);
    await fixture.start();
    const job = shellJob("exec sleep 1000", { job: "", group: `${update}\n${service('type = "http"\n path = "/"\n interval = "1s"')}`, task: "" });
    fixture.gateway.assign({ allocationId: "a1", job, ports: ports(port), watchHealth: true });
    const unhealthy = await fixture.reported("a1", (report) => report.healthy === false);
    expect(unhealthy.clientStatus).toBe("running");
    expect(unhealthy.checks).toMatchObject([{ status: "critical", output: "HTTP 503: the body" }]);
    expect(unhealthy.taskStates["t"]!.events.at(-1)).toMatchObject({ type: "Alloc Unhealthy", message: "Services not healthy by deadline: only 0 out of 1 checks registered and passing" });
  });

  it("passes with tcp and script checks", async () => {
    const port = await serve(() => 200);
    await fixture.start();
    const script = 'type = "script"\n task = "t"\n command = "/bin/sh"\n args = ["-c", "echo in $NOMAD_TASK_NAME; exit 0"]\n interval = "1s"';
    const group = `${update}\n${service('type = "tcp"\n interval = "1s"')}\n${service(script).replace("alive", "scripted").replace("service {", 'service {\n name = "other"')}`;
    fixture.gateway.assign({ allocationId: "a1", job: shellJob("exec sleep 1000", { job: "", group, task: "" }), ports: ports(port), watchHealth: true });
    const healthy = await fixture.reported("a1", (report) => report.healthy === true);
    expect(healthy.checks.map((check) => check.status)).toEqual(["passing", "passing"]);
    expect(healthy.checks.map((check) => check.output.trim())).toEqual(["TCP connect: success", "in t"]);
  });

  it("restarts a task whose check fails too often", async () => {
    let status = 200;
    const port = await serve(() => status);
    await fixture.start();
    const check = 'type = "http"\n path = "/"\n interval = "1s"\n check_restart { limit = 2\n grace = "100ms" }';
    const task = 'restart { attempts = 3\n interval = "1m"\n delay = "50ms"\n mode = "fail" }';
    fixture.gateway.assign({ allocationId: "a1", job: shellJob("exec sleep 1000", { job: "", group: service(check), task }), ports: ports(port) });
    await fixture.reported("a1", (report) => report.checks[0]?.status === "passing");
    status = 500;
    const restarted = await fixture.reported("a1", (report) => report.taskStates["t"]!.restarts === 1, 15_000);
    const messages = restarted.taskStates["t"]!.events.map((event) => event.message);
    expect(messages).toContain('healthcheck: check "alive" unhealthy');
    await fixture.reported("a1", (report) => report.clientStatus === "running");
  });
});

describe("the line to the cluster", () => {
  it("keeps everything when the log began a new life, and registers with its inventory", async () => {
    await fixture.start();
    fixture.gateway.assign({ allocationId: "a1", job: shellJob("exec sleep 1000") });
    await fixture.status("a1", "running");
    fixture.gateway.incarnation = "second";
    fixture.gateway.askToRegisterAgain("new life");
    await eventually("a second registration", () => fixture.gateway.registrations.length === 2);
    expect(fixture.gateway.registrations[1]!.inventory).toMatchObject([{ allocationId: "a1", clientStatus: "running" }]);
    expect(fixture.gateway.registrations[1]!.secretHash).toBe(fixture.gateway.registrations[0]!.secretHash);
    await sleep(100);
    expect(fixture.node.agent.allocation("a1")?.report.clientStatus).toBe("running");
  });

  it("goes on while the gateway is away and tells afterwards", async () => {
    await fixture.start({ pollWaitMs: 200 });
    const job = shellJob("sleep 0.5; exit 0", { job: 'type = "batch"', group: "", task: "" });
    fixture.gateway.assign({ allocationId: "a1", job });
    await fixture.status("a1", "running");
    fixture.gateway.unreachable = true;
    await eventually("the end, on the node", () => fixture.node.agent.allocation("a1")?.report.clientStatus === "complete");
    expect(fixture.gateway.reports.get("a1")?.clientStatus).toBe("running");
    fixture.gateway.unreachable = false;
    await fixture.status("a1", "complete");
  });

  it("begins an allocation only when it fits beside what still runs", async () => {
    await fixture.start({ memoryTotalMb: 500 });
    const stubborn = shellJob("trap '' INT; echo deaf; while :; do sleep 0.05; done", { job: "", group: "", task: 'kill_timeout = "700ms"' });
    fixture.gateway.assign({ allocationId: "old", job: stubborn });
    await fixture.status("old", "running");
    const log = join(fixture.dataDir, "alloc", "old", "alloc", "logs", "t.stdout.0");
    await eventually("the trap", () => readFileSync(log, "utf8") === "deaf\n");
    fixture.gateway.stop("old");
    fixture.gateway.assign({ allocationId: "new", job: { ...shellJob("exec sleep 1000"), ID: "other" } });
    const waiting = await fixture.reported("new", (report) => report.description.startsWith("Waiting"));
    expect(waiting.description).toBe("Waiting for room on the node: memory: 100 too few");
    await fixture.status("old", "complete");
    await fixture.status("new", "running");
  });

  it("forgets terminal allocations only", async () => {
    await fixture.start();
    fixture.gateway.assign({ allocationId: "a1", job: shellJob("exec sleep 1000") });
    await fixture.status("a1", "running");
    fixture.gateway.forget("a1");
    await sleep(200);
    expect(fixture.node.agent.allocation("a1")?.report.clientStatus).toBe("running");
  });
});
