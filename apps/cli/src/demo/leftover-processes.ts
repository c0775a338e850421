// What still runs of a cluster: processes that have its data directory in their command line or environment. Tasks have it
// there too. Linux only; elsewhere nothing is found.
import { readdir, readFile } from "node:fs/promises";

export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

export async function leftoverProcesses(dataDir: string): Promise<Leftover[]> {
  const entries = await readdir("/proc").catch(() => []);
  const found: Leftover[] = [];
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry)).map(Number)) {
    if (pid === process.pid) continue;
    const [command, environment] = await Promise.all(["cmdline", "environ"].map((name) => readFile(`/proc/${pid}/${name}`, "latin1").catch(() => "")));
    const isOurs = [command, environment].some((text) => text?.includes(`${dataDir}/`));
    if (isOurs) found.push({ pid, command: (command ?? "").replaceAll("\0", " ").slice(0, 200) });
  }
  return found;
}
