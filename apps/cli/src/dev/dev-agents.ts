// The nodes of a dev cluster: one agent process each, on this one machine. They share its address, so each has a part
// of the dynamic port range of its own, and claims a fixed amount of CPU and memory.
import { join } from "node:path";
import type { DevAgent, DevOptions, DevProcess } from "./dev-options.js";
import { killTasksOf } from "./kill-node.js";
import type { PortBook } from "./port-book.js";
import { startServiceProcess } from "./service-process.js";
import { Supervised } from "./supervised.js";

const firstPort = 20_000;
const lastPort = 32_000;
const cpuMhz = 4_000;
const memoryMb = 4_096;
const diskMb = 20_480;

export interface DevAgents {
  readonly list: readonly DevAgent[];
  readonly processes: readonly DevProcess[];
  stop(): Promise<void>;
}

export async function startAgents(options: DevOptions, env: NodeJS.ProcessEnv, ports: PortBook): Promise<DevAgents> {
  const agents = await Promise.all(Array.from({ length: options.nodes }, (_, i) => prepareAgent(options, { env, ports, i })));
  await Promise.all(agents.map(({ process }) => process.start()));
  return {
    list: agents.map(({ agent }) => agent),
    processes: agents.map(({ process }) => process),
    stop: async () => {
      await Promise.all(agents.map(({ process }) => process.stop()));
      await Promise.all(agents.map(({ agent }) => killTasksOf(agent.dataDir, env)));
    },
  };
}

interface AgentPlace {
  readonly env: NodeJS.ProcessEnv;
  readonly ports: PortBook;
  readonly i: number;
}

async function prepareAgent(options: DevOptions, { env, ports, i }: AgentPlace) {
  const name = `node-${i + 1}`;
  const datacenter = options.datacenters[i % options.datacenters.length]!;
  const agentDir = join(options.dataDir, "agents", name);
  const share = Math.floor((lastPort - firstPort) / options.nodes);
  const httpPort = await ports.portOf(name);
  const process = new Supervised({
    name,
    onProgress: options.onProgress,
    start: () =>
      startServiceProcess({
        service: "node-agent",
        name,
        dataDir: options.dataDir,
        httpPort,
        env: {
          ...env,
          BERTH_AGENT_DATA_DIR: agentDir,
          BERTH_AGENT_NAME: name,
          BERTH_AGENT_DATACENTER: datacenter,
          BERTH_AGENT_IP: "127.0.0.1",
          BERTH_AGENT_RAW_EXEC: "true",
          BERTH_AGENT_CPU_MHZ: String(cpuMhz),
          BERTH_AGENT_MEMORY_MB: String(memoryMb),
          BERTH_AGENT_DISK_MB: String(diskMb),
          BERTH_AGENT_MIN_PORT: String(firstPort + i * share),
          BERTH_AGENT_MAX_PORT: String(firstPort + (i + 1) * share - 1),
        },
      }),
  });
  const agent: DevAgent = {
    name,
    datacenter,
    dataDir: agentDir,
    get pid() {
      return process.pid;
    },
    kill: async () => {
      const { pid } = process;
      process.abandon();
      if (pid > 0) globalThis.process.kill(pid, "SIGKILL");
      await killTasksOf(agentDir, env);
    },
  };
  return { agent, process };
}
