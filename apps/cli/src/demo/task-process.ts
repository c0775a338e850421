// The process (or container) of a task on this machine, found by the allocation's id, to kill it as an accident would.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

async function processesOf(allocationId: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
    if (environment.split("\0").includes(`NOMAD_ALLOC_ID=${allocationId}`)) found.push(pid);
  }
  return found;
}

async function containerPid(allocationId: string): Promise<number | undefined> {
  const listed = await run("docker", ["ps", "-q", "--no-trunc", "--filter", `name=${allocationId}`]).catch(() => ({ stdout: "" }));
  const id = listed.stdout.trim().split("\n")[0] ?? "";
  if (id === "") return undefined;
  const pid = await run("docker", ["inspect", "-f", "{{.State.Pid}}", id]).catch(() => ({ stdout: "" }));
  return Number(pid.stdout.trim()) || undefined;
}

/** The task itself, not the shell that watches over it; undefined when nothing runs. */
export async function taskPid(allocationId: string, usesDocker: boolean): Promise<number | undefined> {
  if (usesDocker) return containerPid(allocationId);
  const pids = await processesOf(allocationId);
  for (const pid of pids) if (pids.includes(await parentOf(pid))) return pid;
  return pids[0];
}
