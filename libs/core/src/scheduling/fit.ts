// Whether an allocation fits on a node: the one judgement that scheduler, applier and agent share, so that none of
// them can accept what another refuses. Capacity is what a node has after its own reservations; used is what
// allocations there hold that have not ended. Answers with the first dimension that is short, in Nomad's order, and
// by how much; never with a bare "no". Ports are judged separately, against the node's set of taken ports, and so are
// cores and devices, against what the node offers by name and what of it is held.
import type { PortRequest } from "../model/group-demand.js";
import { type Holding, countUnits, wholeUnit } from "../model/holding.js";
import type { Shape } from "../state/interned.js";

export interface Misfit {
  /** "cpu", "memory", "disk", "cores", "devices: …" or "network: …". */
  readonly dimension: string;
  /** In the dimension's unit: MHz, MB, MB, cores, devices, ports. */
  readonly shortfall: number;
}

/** undefined: it fits. */
export function fits(capacity: Shape, used: Shape, ask: Shape): Misfit | undefined {
  const cpu = used.cpuMhz + ask.cpuMhz - capacity.cpuMhz;
  if (cpu > 0) return { dimension: "cpu", shortfall: cpu };
  const memory = used.memoryMb + ask.memoryMb - capacity.memoryMb;
  if (memory > 0) return { dimension: "memory", shortfall: memory };
  const disk = used.diskMb + ask.diskMb - capacity.diskMb;
  if (disk > 0) return { dimension: "disk", shortfall: disk };
  return undefined;
}

/** The first unit that the node does not offer (any more), or of which less is left than this wants. */
export function holdingMisfit(offered: ReadonlySet<string>, held: (key: string) => number, wanted: Holding): Misfit | undefined {
  const counts = new Map<string, number>();
  countUnits(counts, wanted, 1);
  for (const [key, milli] of counts) {
    if (offered.has(key) && held(key) + milli <= wholeUnit) continue;
    return key.startsWith("core/") ? { dimension: "cores", shortfall: 1 } : { dimension: `devices: ${key} is taken or not offered`, shortfall: 1 };
  }
  return undefined;
}

/** The first static port of these requests that is taken already, or wanted twice. */
export function reservedPortCollision(
  requests: readonly PortRequest[],
  taken: (port: number) => boolean,
): Misfit | undefined {
  for (let i = 0; i < requests.length; i++) {
    const { label, staticPort } = requests[i]!;
    if (staticPort === 0) continue;
    const twice = requests.findIndex((other) => other.staticPort === staticPort) < i;
    if (twice || taken(staticPort)) {
      return { dimension: `network: reserved port collision ${label}=${staticPort}`, shortfall: 1 };
    }
  }
  return undefined;
}
