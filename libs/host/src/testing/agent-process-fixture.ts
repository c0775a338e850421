// Starts and kills agents in processes of their own. The sources are bundled once a run, as a process cannot use the test runner's.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type AgentConfigInput, agentConfigSchema } from "@berth/core/agent/agent-config";
import { build } from "vite";
import type { MemoryGateway } from "./memory-gateway.js";

let bundled: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "berth-agent-bundle-"));
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source", "module", "node", "default"] },
    build: {
      outDir,
      target: "node24",
      minify: false,
      ssr: join(import.meta.dirname, "agent-process.ts"),
      rollupOptions: { output: { entryFileNames: "agent-process.mjs" } },
    },
    ssr: { noExternal: true, resolve: { conditions: ["source", "module", "node", "default"] } },
  });
  return join(outDir, "agent-process.mjs");
}

export async function removeBundle(): Promise<void> {
  if (bundled !== undefined) rmSync(dirname(await bundled), { recursive: true, force: true });
  bundled = undefined;
}

export class AgentProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(gateway: MemoryGateway, config: AgentConfigInput): Promise<AgentProcess> {
    bundled ??= bundle();
    const parsed = agentConfigSchema.parse({
      networkIp: "127.0.0.1",
      cpuTotalMhz: 8000,
      memoryTotalMb: 8000,
      diskTotalMb: 20_000,
      rawExecEnabled: true,
      ...config,
    });
    const child = fork(await bundled, [JSON.stringify(parsed)], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const ended = new AbortController();
    child.once("exit", () => ended.abort());
    child.on("message", (message: { id?: number; method?: "register" | "poll" | "report"; request?: never }) => {
      const { id, method, request } = message;
      if (id === undefined || method === undefined) return;
      void gateway[method](request as never, ended.signal).then(
        (value) => child.connected && child.send({ id, value }, () => undefined),
        (error: unknown) => child.connected && child.send({ id, error: String(error) }, () => undefined),
      );
    });
    return new AgentProcess(child);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}
