import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AgentFixture, eventually, jobFromHcl } from "./testing/agent-fixture.js";

let fixture: AgentFixture;
beforeEach(() => {
  fixture = new AgentFixture();
});
afterEach(() => fixture.close());

const story = () => join(fixture.dataDir, "story");
const told = () => (existsSync(story()) ? readFileSync(story(), "utf8").trim().split("\n") : []);

function task(name: string, then: string, extra = ""): string {
  return `
    task "${name}" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args = ["-c", ${JSON.stringify(`echo ${name} >> ${story()}; ${then}`)}]
      }
      ${extra}
    }`;
}

const hook = (name: string, sidecar = false) => `lifecycle {\n hook = "${name}"\n sidecar = ${sidecar}\n }`;
const group = (...tasks: string[]) => jobFromHcl(`job "life" {\n group "g" {\n ${tasks.join("\n")}\n }\n }`);

describe("the tasks of a group", () => {
  it("follow one another from prestart to poststop", async () => {
    await fixture.start();
    const job = group(
      task("cleanup", "exit 0", hook("poststop")),
      task("main", "exec sleep 1000"),
      task("after", "exit 0", hook("poststart")),
      task("init", "sleep 0.2; exit 0", hook("prestart")),
    );
    fixture.gateway.assign({ allocationId: "a1", job });
    await eventually("all but the cleanup", () => told().length === 3);
    // The last two run at the same time: which of them speaks first is theirs to say.
    expect([told()[0], ...told().slice(1).sort()]).toEqual(["init", "after", "main"]);
    const running = await fixture.reported("a1", (report) => report.clientStatus === "running" && report.taskStates["after"]?.state === "dead");
    expect(running.taskStates["init"]).toMatchObject({ state: "dead", failed: false, restarts: 0 });
    fixture.gateway.stop("a1");
    await fixture.status("a1", "complete");
    expect(told().at(-1)).toBe("cleanup");
    expect(told()).toHaveLength(4);
  });

  it("go with one that failed for good", async () => {
    await fixture.start();
    const restart = "restart {\n attempts = 0\n mode = \"fail\"\n }";
    const job = group(task("boss", "sleep 0.2; exit 1", `leader = true\n ${restart}`), task("worker", "exec sleep 1000"));
    fixture.gateway.assign({ allocationId: "a1", job });
    const failed = await fixture.reported("a1", (report) => report.clientStatus === "failed" && report.taskStates["worker"]?.state === "dead");
    expect(failed.taskStates["worker"]!.events.map((event) => event.message)).toContain('Task\'s sibling "boss" failed');
    expect(failed.taskStates["worker"]!.failed).toBe(false);
  });
});

describe("the directories of an allocation", () => {
  it("are removed when the cluster forgets it", async () => {
    await fixture.start();
    fixture.gateway.assign({ allocationId: "a1", job: group(task("main", "exec sleep 1000")) });
    await fixture.status("a1", "running");
    fixture.gateway.stop("a1");
    await fixture.status("a1", "complete");
    fixture.gateway.forget("a1");
    await eventually("the directory to be gone", () => !existsSync(join(fixture.dataDir, "alloc", "a1")));
    await eventually("the agent to know it no more", () => fixture.node.agent.allocation("a1") === undefined);
  });

  it("of ended allocations are kept, but not all of them", async () => {
    await fixture.start({ endedAllocationsKept: 2, pollWaitMs: 100 });
    const batch = { ...group(task("main", "exit 0")), Type: "batch" as const };
    for (const id of ["a1", "a2", "a3", "a4"]) {
      fixture.gateway.assign({ allocationId: id, job: batch });
      await fixture.status(id, "complete");
    }
    const exists = (id: string) => existsSync(join(fixture.dataDir, "alloc", id));
    await eventually("the oldest to be gone", () => !exists("a1") && !exists("a2"));
    expect(["a3", "a4"].map(exists)).toEqual([true, true]);
  });

  it("cannot be left by a task's name", async () => {
    await fixture.start();
    mkdirSync(join(fixture.dataDir, "outside"));
    writeFileSync(join(fixture.dataDir, "outside", "kept"), "kept");
    appendFileSync(story(), "");
    const job = group(task("main", "exec sleep 1000"));
    const evil = JSON.parse(JSON.stringify(job).replaceAll('"main"', '"../outside"')) as typeof job;
    fixture.gateway.assign({ allocationId: "a1", job: evil });
    const report = await fixture.reported("a1", (seen) => (seen.taskStates["../outside"]?.events ?? []).some((event) => event.type === "Driver Failure"));
    expect(report.taskStates["../outside"]!.events.map((event) => event.message)).toContain('task "../outside" cannot be a directory\'s name');
    expect(told().filter((line) => line !== "")).toEqual([]);
  });
});
