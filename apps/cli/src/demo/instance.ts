// The allocations of the demo's job as the demo looks at them: where each is, whether its checks pass, what it answers.
import type { Client } from "@berth/client/client";
import type { AllocationAnswer, CheckResult } from "@berth/core/api/schema/allocation-answers";

export interface Instance {
  readonly id: string;
  /** my-service.webs[0] */
  readonly name: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly version: number;
  readonly isRunning: boolean;
  /** Runs, and every one of its checks passes. */
  readonly isHealthy: boolean;
  readonly restarts: number;
  readonly address: string;
  readonly port: number;
  /** The newest thing that happened to its task. */
  readonly lastEvent: string;
}

export const wanted = 5;

function placeOf(allocation: AllocationAnswer): { readonly address: string; readonly port: number } {
  const ports = allocation.AllocatedResources.Shared.Ports ?? [];
  const http = ports.find((port) => port.Label === "http");
  if (http !== undefined) return { address: http.HostIP, port: http.Value };
  const networks = Object.values(allocation.AllocatedResources.Tasks).flatMap((task) => task.Networks ?? []);
  const network = networks.find((one) => (one.DynamicPorts ?? []).some((port) => port.Label === "http"));
  const port = network?.DynamicPorts?.find((one) => one.Label === "http")?.Value ?? 0;
  return { address: network?.IP ?? "", port };
}

function instanceOf(allocation: AllocationAnswer, checks: readonly CheckResult[]): Instance {
  const tasks = Object.values(allocation.TaskStates ?? {});
  const isRunning = allocation.ClientStatus === "running" && tasks.length > 0 && tasks.every((task) => task.State === "running");
  const events = tasks.flatMap((task) => task.Events ?? []).sort((a, b) => b.Time - a.Time);
  return {
    id: allocation.ID,
    name: allocation.Name,
    nodeId: allocation.NodeID,
    nodeName: allocation.NodeName,
    version: allocation.Job.Version,
    isRunning,
    isHealthy: isRunning && checks.length > 0 && checks.every((check) => check.Status === "success"),
    restarts: tasks.reduce((sum, task) => sum + task.Restarts, 0),
    ...placeOf(allocation),
    lastEvent: events[0] === undefined ? allocation.ClientDescription ?? "" : `${events[0].Type}: ${events[0].DisplayMessage}`,
  };
}

/** Those that should run now, by name. */
export async function readInstances(client: Client, jobId: string): Promise<Instance[]> {
  const stubs = (await client.jobs.allocations(jobId)).body.filter((one) => one.DesiredStatus === "run" && (one.ClientStatus === "running" || one.ClientStatus === "pending"));
  const found = await Promise.all(
    stubs.map(async (stub) => instanceOf((await client.allocations.get(stub.ID)).body, Object.values(await client.allocations.checks(stub.ID)))),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
}

export function healthText(instances: readonly Instance[]): string {
  return `${instances.filter((one) => one.isHealthy).length} of ${wanted} healthy`;
}

export function allHealthy(instances: readonly Instance[]): boolean {
  return instances.length === wanted && instances.every((one) => one.isHealthy);
}

export interface HttpAnswer {
  readonly instance: Instance;
  readonly ok: boolean;
  readonly text: string;
}

const fetchTimeoutMs = 2_000;

export async function fetchInstance(instance: Instance, path = "/"): Promise<HttpAnswer> {
  try {
    const answer = await fetch(`http://${instance.address}:${instance.port}${path}`, {
      signal: AbortSignal.timeout(fetchTimeoutMs),
      // A kept connection would outlive the task and tell nothing about the next one.
      headers: { connection: "close" },
    });
    const text = (await answer.text()).trim().split("\n")[0] ?? "";
    return { instance, ok: answer.ok, text: `${answer.status} ${text}`.slice(0, 100) };
  } catch (error) {
    const { cause, message } = error as Error;
    return { instance, ok: false, text: cause instanceof Error ? cause.message : message };
  }
}
