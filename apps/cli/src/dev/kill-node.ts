// What a machine's loss of power does to its tasks: all of them end at once, and nobody is told. Tasks are found by the
// allocation directory in their environment (raw_exec) or by their container's name (docker).
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

async function processesUnder(directory: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir("/proc").catch(() => [])) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
    if (environment.includes(`${directory}/`)) found.push(pid);
  }
  return found;
}

async function containersOf(allocationIds: readonly string[]): Promise<string[]> {
  if (allocationIds.length === 0) return [];
  const listed = await run("docker", ["ps", "--format", "{{.ID}} {{.Names}}"]).catch(() => ({ stdout: "" }));
  return listed.stdout
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, name]) => allocationIds.some((id) => name?.includes(id)))
    .map(([id]) => id!);
}

/** Ends every task of the agent with this data directory. */
export async function killTasksOf(agentDataDir: string): Promise<void> {
  const allocations = await readdir(join(agentDataDir, "alloc")).catch(() => []);
  for (const pid of await processesUnder(join(agentDataDir, "alloc"))) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  }
  const containers = await containersOf(allocations);
  if (containers.length > 0) await run("docker", ["kill", ...containers]).catch(() => undefined);
}
