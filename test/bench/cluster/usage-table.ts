// What each process of a run used, as a table of the report and as figures.
import type { BenchCluster } from "./bench-cluster.ts";
import type { Usage } from "./process-usage.ts";

export interface RunUsage {
  /** Largest process of the product: the load generator and the simulated fleet are not counted. */
  readonly rssMbMax: number;
  readonly table: { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] };
}

const notOfTheProduct = new Set(["bench", "fleet"]);

export async function usageSince(cluster: BenchCluster, before: ReadonlyMap<string, Usage>): Promise<RunUsage> {
  const after = await cluster.usage();
  const rows = [...after].map(([name, { rssMbMax, cpuSeconds }]) => {
    const spent = cpuSeconds - (before.get(name)?.cpuSeconds ?? 0);
    return [name, Math.round(spent * 100) / 100, rssMbMax] as const;
  });
  const product = rows.filter(([name]) => !notOfTheProduct.has(name)).map(([, , rss]) => rss);
  return { rssMbMax: Math.max(...product), table: { title: "Processes", columns: ["process", "CPU s", "RSS MB max"], rows } };
}

export async function metricOf(cluster: BenchCluster, service: string, metric: string): Promise<number> {
  const url = cluster.urls.get(service);
  if (url === undefined) return 0;
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((candidate) => candidate.startsWith(metric) && !candidate.startsWith("#"));
  return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(" ") + 1));
}
