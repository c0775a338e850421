// An agent is killed at any moment, again and again, while the cluster wants allocations run and stopped and loses messages;
// then everything heals. Never may a task run twice, be lost, or be stopped without being told to.
import { fitsBeside } from "@berth/core/agent/admission";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import { nodeSpec } from "@berth/core/testing/node-builder";
import { noTracing } from "@berth/ports/tracing";
import type { Logger } from "@berth/ports/logger";
import { describe, expect, it } from "vitest";
import { Agent } from "./agent.js";
import { DEFAULT_AGENT_SETTINGS } from "./agent-parts.js";
import { Life, seeded, SimulatedCluster, SimulatedDisk, SimulatedTasks, SimulatedTime } from "./testing/simulated-node.js";

const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, child: () => quiet };
const ALLOCATIONS = ["a", "b", "c", "d"];

function job(): Job {
  const parsed = parseJobHcl(`
    job "j" {
      group "g" {
        restart {
          attempts = 100
          interval = "10h"
          delay = "1s"
          mode = "fail"
        }
        task "main" {
          driver = "raw_exec"
        }
        task "side" {
          driver = "raw_exec"
          lifecycle {
            hook = "prestart"
            sidecar = true
          }
        }
      }
    }`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return canonicalize(parsed.job);
}

/** A stop comes under a newer version of the job, whose specification nobody has any more. */
function assignment(id: string, desired: "run" | "stop"): Assignment {
  const [jobVersion, jobKey] = desired === "run" ? [0, "k"] : [1, "dropped"];
  return {
    allocationId: id, name: `j.g[${id}]`, namespace: "default", jobId: "j", jobVersion, jobKey, group: "g", nameIndex: 0, desired,
    desiredDescription: "", index: 0, ports: [], watchHealth: false, previousAllocationId: "", createdAtMs: 0, trace: "",
  };
}

class Simulation {
  readonly time = new SimulatedTime();
  readonly tasks = new SimulatedTasks();
  readonly cluster = new SimulatedCluster({ k: job() });
  readonly random: () => number;
  crashOdds = 0.02;
  kills = 0;
  private readonly disk: SimulatedDisk;
  private life: Life;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.disk = new SimulatedDisk(() => this.crashOdds);
    this.life = new Life(this.time, this.random);
    this.boot();
  }

  /** Kills the agent, if it still lives, and starts the next one. */
  boot(): void {
    this.life.alive = false;
    const life = new Life(this.time, this.random);
    this.life = life;
    const prepared = { allocDir: "/a", taskDir: "/t", localDir: "/l", secretsDir: "/s", stateDir: "/x", stdoutPath: "/o", stderrPath: "/e" };
    const facts = nodeSpec("n1");
    const agent = new Agent({
      environment: life.environment(),
      logger: quiet,
      tracing: noTracing,
      gateway: this.cluster.gateway(life),
      store: this.disk.store(life),
      drivers: [this.tasks.driver(life)],
      files: { prepare: () => life.later(() => prepared), writePayload: () => life.later(() => undefined), settle: () => undefined, remove: () => life.later(() => undefined), close: () => undefined },
      probe: { probe: () => life.later(() => ({ kind: "connected" })) },
      host: { read: () => life.later(() => facts) },
      fits: fitsBeside,
      sha256: (text) => text,
      settings: { ...DEFAULT_AGENT_SETTINGS, region: "r", hostEnv: {} },
    });
    void agent.start().catch(() => undefined);
  }

  async disturb(): Promise<void> {
    await this.time.step();
    const id = ALLOCATIONS[Math.floor(this.random() * ALLOCATIONS.length)]!;
    const dice = this.random();
    if (dice < 0.02) {
      if (this.cluster.desired(id) === undefined) this.cluster.put(assignment(id, "run"));
    } else if (dice < 0.024) {
      if (this.cluster.desired(id) === "run") this.cluster.put(assignment(id, "stop"));
    } else if (dice < 0.034) {
      const running = this.tasks.started.find((task) => task.exit === undefined);
      if (running !== undefined) this.tasks.end(running, 1);
    }
    if (!this.life.alive || dice > 0.985) {
      this.kills += 1;
      this.boot();
    }
  }

  async settle(): Promise<void> {
    this.crashOdds = 0;
    this.cluster.lossOdds = 0;
    if (!this.life.alive) this.boot();
    const endMs = this.time.nowMs + 120_000;
    while (this.time.nowMs < endMs && (await this.time.step()));
  }
}

describe("an agent killed at any moment", () => {
  it.each(Array.from({ length: 15 }, (_, i) => i + 1))("converges without doubling or losing a task, seed %i", async (seed) => {
    const simulation = new Simulation(seed);
    const { tasks, cluster } = simulation;
    cluster.lossOdds = 0.05;
    for (let n = 0; n < 1500; n += 1) await simulation.disturb();
    await simulation.settle();
    expect(tasks.violations).toEqual([]);
    expect(simulation.kills).toBeGreaterThan(5);
    for (const id of ALLOCATIONS) {
      const desired = cluster.desired(id);
      const expected = desired === "run" ? 1 : 0;
      expect({ id, desired, main: tasks.running(`${id}/main`).length, side: tasks.running(`${id}/side`).length }).toEqual({ id, desired, main: expected, side: expected });
      // Nobody was stopped that should run: each start but the last is one that had failed by itself.
      const stopped = tasks.started.filter(({ key, exit }) => key.startsWith(`${id}/`) && exit?.exitCode === 0);
      if (desired === "run") expect(stopped).toEqual([]);
      if (desired !== undefined) expect(cluster.reports.get(id)?.clientStatus).toBe(desired === "run" ? "running" : "complete");
    }
  });
});
