// Reads one sample of an engine's statistics. Pure. CPU is a difference of two samples, so the first one of a
// container says 0 %.
import type { TaskUsage } from "@berth/ports/driver";
import type Dockerode from "dockerode";

export interface CpuSample {
  readonly containerNs: number;
  readonly systemNs: number;
}

export function cpuSample(stats: Dockerode.ContainerStats): CpuSample {
  return { containerNs: stats.cpu_stats?.cpu_usage?.total_usage ?? 0, systemNs: stats.cpu_stats?.system_cpu_usage ?? 0 };
}

/** 100 % is one whole processor. */
export function cpuPercent(before: CpuSample | undefined, now: CpuSample, processors: number): number {
  if (before === undefined) return 0;
  const system = now.systemNs - before.systemNs;
  const container = now.containerNs - before.containerNs;
  if (system <= 0 || container <= 0) return 0;
  return (container / system) * processors * 100;
}

/** cgroup v1 counts rss, v2 anon; both leave out the page cache. */
export function residentBytes(stats: Dockerode.ContainerStats): number {
  const memory: unknown = stats.memory_stats?.stats;
  for (const key of ["total_rss", "rss", "anon"]) {
    const value: unknown = typeof memory === "object" && memory !== null ? Reflect.get(memory, key) : undefined;
    if (typeof value === "number") return value;
  }
  return stats.memory_stats?.usage ?? 0;
}

export function taskUsage(stats: Dockerode.ContainerStats, before: CpuSample | undefined, pid: number): TaskUsage {
  return {
    cpuPercent: cpuPercent(before, cpuSample(stats), stats.cpu_stats?.online_cpus ?? 1),
    memoryRssBytes: residentBytes(stats),
    pids: pid > 0 ? [pid] : [],
    timeMs: Date.parse(stats.read),
  };
}
