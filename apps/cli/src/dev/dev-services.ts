// Every service of the control plane as its own process, as production runs them: for `berth dev --separate` and for
// tests that kill them one by one.
import type { DevOptions, DevProcess } from "./dev-options.js";
import type { PortBook } from "./port-book.js";
import { startServiceProcess } from "./service-process.js";
import { Supervised } from "./supervised.js";

export interface DevServices {
  readonly httpUrl: string;
  readonly processes: readonly DevProcess[];
  stop(): Promise<void>;
}

const always = ["plan-applier", "evaluation-broker", "scheduler", "controller-manager", "node-gateway", "job-api"];

function servicesFor(env: NodeJS.ProcessEnv): readonly string[] {
  const optional = [...(env["CONSUL_HTTP_ADDR"] === undefined ? [] : ["discovery-sync"]), ...(env["DATABASE_URL"] === undefined ? [] : ["history-projector"])];
  return [...always, ...optional];
}

export async function startServices(options: DevOptions, env: NodeJS.ProcessEnv, ports: PortBook): Promise<DevServices> {
  const { dataDir, onProgress, httpPort } = options;
  const apiPort = httpPort === 0 ? await ports.portOf("job-api") : httpPort;
  const processes: Supervised[] = [];
  for (const service of servicesFor(env)) {
    const port = service === "job-api" ? apiPort : await ports.portOf(service);
    const start = () => startServiceProcess({ service, name: service, dataDir, env, httpPort: port });
    processes.push(new Supervised({ name: service, start, onProgress }));
  }
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((process) => process.stop()));
  };
  try {
    await Promise.all(processes.map((process) => process.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { httpUrl: `http://127.0.0.1:${apiPort}`, processes, stop };
}
