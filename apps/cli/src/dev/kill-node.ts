// What a machine's loss of power does to its tasks: all of them end at once, and nobody is told.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { dockerRequest, engineSocket } from "@berth/embedded/docker-request";
import { powerOff } from "@berth/host/power-off";

interface Container {
  readonly Id: string;
  readonly Names: readonly string[];
}

/** Removed, not only killed: a container that is gone was lost with its machine, one that was killed has failed. */
async function removeContainersOf(allocationIds: readonly string[], socketPath: string): Promise<void> {
  const listed = await dockerRequest({ socketPath, path: "/containers/json?all=1" });
  if (listed.status !== 200) throw new Error(`the Docker engine did not list its containers (status ${listed.status}): ${listed.body.slice(0, 200)}`);
  const containers = JSON.parse(listed.body) as readonly Container[];
  const theirs = containers.filter(({ Names }) => Names.some((name) => allocationIds.some((id) => name.includes(id))));
  await Promise.all(theirs.map(({ Id }) => dockerRequest({ socketPath, path: `/containers/${Id}?force=1`, method: "DELETE" })));
}

/** Ends every task of the agent with this data directory; the agent itself is down already. `env` names its engine. */
export async function killTasksOf(agentDataDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  powerOff(agentDataDir);
  const allocationIds = await readdir(join(agentDataDir, "alloc")).catch(() => []);
  const socketPath = engineSocket(env);
  if (allocationIds.length === 0 || socketPath === undefined) return;
  // Without an engine there are no containers.
  await removeContainersOf(allocationIds, socketPath).catch(() => undefined);
}
