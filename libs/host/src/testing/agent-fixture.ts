// Starts real agents on real files and processes for tests, and sees to it that nothing is left behind.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AgentConfigInput, agentConfigSchema } from "@berth/core/agent/agent-config";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import type { Job } from "@berth/core/model/job";
import type { AllocationReport } from "@berth/core/model/report";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { createNodeAgent, type NodeAgent } from "../node-agent.js";
import { powerOff } from "../power-off.js";
import { MemoryGateway } from "./memory-gateway.js";

export function jobFromHcl(text: string): Job {
  const parsed = parseJobHcl(text);
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => JSON.stringify(error)).join("\n"));
  return canonicalize(parsed.job);
}

/** A raw_exec service of one task that runs a shell command. */
export function shellJob(command: string, extra = { task: "", group: "", job: "" }): Job {
  return jobFromHcl(`
    job "shell" {
      ${extra.job}
      group "g" {
        ${extra.group}
        task "t" {
          driver = "raw_exec"
          config {
            command = "/bin/sh"
            args = ["-c", ${JSON.stringify(command).replaceAll("${", "$${")}]
          }
          ${extra.task}
        }
      }
    }`);
}

export async function eventually<T>(what: string | (() => string), look: () => T | undefined | false, timeoutMs = 10_000): Promise<T> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > endMs) throw new Error(`not seen within ${timeoutMs} ms: ${typeof what === "string" ? what : what()}`);
    await sleep(5);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export class AgentFixture {
  readonly dataDir = mkdtempSync(join(tmpdir(), "berth-agent-"));
  readonly gateway = new MemoryGateway();
  private running: NodeAgent | undefined;

  get node(): NodeAgent {
    if (this.running === undefined) throw new Error("no agent runs");
    return this.running;
  }

  async start(config: Partial<AgentConfigInput> = {}): Promise<NodeAgent> {
    const parsed = agentConfigSchema.parse({
      dataDir: this.dataDir,
      networkIp: "127.0.0.1",
      cpuTotalMhz: 8000,
      memoryTotalMb: 8000,
      diskTotalMb: 20_000,
      rawExecEnabled: true,
      ...config,
    });
    this.running = createNodeAgent({
      config: parsed,
      gateway: this.gateway,
      environment: systemEnvironment,
      logger: silentLogger,
      berthVersion: "0.0.0-test",
    });
    await this.running.start();
    return this.running;
  }

  async stopAgent(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  reported(allocationId: string, wanted: (report: AllocationReport) => boolean, timeoutMs?: number): Promise<AllocationReport> {
    return eventually(
      () => `report of ${allocationId}; last ${JSON.stringify(this.gateway.reports.get(allocationId))}`,
      () => {
        const report = this.gateway.reports.get(allocationId);
        return report !== undefined && wanted(report) ? report : undefined;
      },
      timeoutMs,
    );
  }

  status(allocationId: string, clientStatus: string, timeoutMs?: number): Promise<AllocationReport> {
    return this.reported(allocationId, (report) => report.clientStatus === clientStatus, timeoutMs);
  }

  /** Ends everything that the tests started, agent or no agent. */
  async close(): Promise<void> {
    await this.stopAgent();
    powerOff(this.dataDir);
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}
