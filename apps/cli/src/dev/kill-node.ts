// What a machine's loss of power does to its tasks: all of them end at once, and nobody is told.
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { powerOff } from "@berth/host/power-off";

const run = promisify(execFile);

async function containersOf(allocationIds: readonly string[]): Promise<string[]> {
  if (allocationIds.length === 0) return [];
  const listed = await run("docker", ["ps", "--all", "--format", "{{.ID}} {{.Names}}"]).catch(() => ({ stdout: "" }));
  return listed.stdout
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, name]) => allocationIds.some((id) => name?.includes(id)))
    .map(([id]) => id!);
}

/** Ends every task of the agent with this data directory; the agent itself is down already. */
export async function killTasksOf(agentDataDir: string): Promise<void> {
  powerOff(agentDataDir);
  const containers = await containersOf(await readdir(join(agentDataDir, "alloc")).catch(() => []));
  // Removed, not only killed: a container that is gone was lost with its machine, one that was killed has failed.
  if (containers.length > 0) await run("docker", ["rm", "--force", ...containers]).catch(() => undefined);
}
