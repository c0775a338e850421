// What a process used so far, from /proc: its largest resident set, and its time on a core.
import { readFile } from "node:fs/promises";

export interface Usage {
  readonly rssMbMax: number;
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100;

export async function usageOf(pid: number): Promise<Usage> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const peakKb = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The command's name, in parentheses, may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return { rssMbMax: Math.round(peakKb / 1024), cpuSeconds: ticks / ticksPerSecond };
}
