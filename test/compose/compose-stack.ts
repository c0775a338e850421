// The stack of docker-compose.yml under a project of its own, on free ports, with its engine's socket and a node
// directory that is removed with it.
import { dirname, join } from "node:path";
import { freePort } from "@berth/embedded/free-port";
import { type CommandResult, runCommand, runOrThrow } from "@berth/embedded/run-command";
import { dockerEnvironment } from "./base-images.js";

export interface ComposeStack {
  readonly apiUrl: string;
  readonly consulUrl: string;
  readonly haproxyUrl: string;
  compose(args: readonly string[], timeoutMs: number): Promise<string>;
  /** Container names of a service with their health. */
  containers(service: string): Promise<readonly { readonly id: string; readonly health: string }[]>;
  /** Ids of the containers that run tasks: they belong to the engine, not to the stack. */
  taskContainers(): Promise<readonly string[]>;
  logs(): Promise<string>;
  down(): Promise<void>;
}

export interface ComposeStackOptions {
  readonly root: string;
  readonly directory: string;
  readonly dockerHost: string;
  readonly socketPath: string;
}

export async function composeStack(options: ComposeStackOptions): Promise<ComposeStack> {
  const ports = await freePorts(["BERTH_API_PORT", "BERTH_NATS_PORT", "BERTH_AGENT_PORT", "CONSUL_PORT", "HAPROXY_PORT", "HAPROXY_STATS_PORT"]);
  const env = {
    ...dockerEnvironment(options.dockerHost),
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    COMPOSE_PROJECT_NAME: "berthtest",
    DOCKER_SOCKET: options.socketPath,
    // Virtual machines often hide their frequency; five tasks of 500 MHz have to fit.
    BERTH_AGENT_CPU_MHZ: "4000",
    BERTH_NODE_DATA: join(options.directory, "node"),
  };
  const run = (args: readonly string[], timeoutMs: number): Promise<CommandResult> =>
    runCommand("docker-compose", ["--no-ansi", ...args], { cwd: options.root, env, timeoutMs });
  const docker = (args: readonly string[]): Promise<string> => runOrThrow("docker", args, { env });
  return {
    apiUrl: `http://127.0.0.1:${ports["BERTH_API_PORT"]}`,
    consulUrl: `http://127.0.0.1:${ports["CONSUL_PORT"]}`,
    haproxyUrl: `http://127.0.0.1:${ports["HAPROXY_PORT"]}`,
    compose: async (args, timeoutMs) => {
      const result = await run(args, timeoutMs);
      if (result.code !== 0) throw new Error(`docker-compose ${args.join(" ")} ended with code ${result.code}:\n${(result.stdout + result.stderr).slice(-6_000)}`);
      return result.stdout;
    },
    containers: async (service) => {
      const ids = (await run(["ps", "-q", service], 30_000)).stdout.split("\n").filter((id) => id !== "");
      return Promise.all(ids.map(async (id) => ({ id, health: (await docker(["inspect", "--format", "{{with .State.Health}}{{.Status}}{{end}}", id])).trim() })));
    },
    taskContainers: async () => (await docker(["ps", "-q", "--filter", "label=com.hashicorp.nomad.alloc_id"])).split("\n").filter((id) => id !== "").sort(),
    logs: async () => (await run(["logs", "--no-color", "--tail", "40"], 30_000)).stdout,
    down: async () => {
      await run(["down", "--volumes", "--timeout", "5"], 120_000);
      // For the agent, which sits in the host's network, the engine mounted that network's handle into its run directory, and
      // it does not unmount it when it ends.
      await runCommand("umount", [join(dirname(options.socketPath), "exec/netns/default")]);
    },
  };
}

async function freePorts(names: readonly string[]): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
}
