// What jobs ask of devices, by kind and count: the workload that free devices are for. The scheduler places so that as
// little as possible of them becomes useless for this mix (ranking/device-fit.ts). Kept by the fold: all jobs that are
// not stopped count, placed or not. What the scheduler reads is frozen, the heaviest kinds with their shares, and made
// anew only when the total has moved by a quarter: what was worked out against it then stays good for long, and a replica
// that comes from a snapshot reads the same. Jobs that ask for no device cost nothing here.
import { amountsOfGroup } from "../model/group-demand.js";
import type { Job } from "../model/job.js";
import type { DeviceRequest } from "../scheduling/units/unit-request.js";
import { unitRequestsOfGroup } from "../scheduling/units/unit-request.js";

export interface DeviceAsk {
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly request: Pick<DeviceRequest, "count" | "milli" | "device">;
}

export interface MixedAsk extends DeviceAsk {
  /** Of all that jobs ask, 0..1. */
  readonly share: number;
}

export interface DeviceMixDump {
  readonly frozen: readonly MixedAsk[];
  readonly frozenTotal: number;
}

interface Counted {
  readonly ask: DeviceAsk;
  count: number;
}

const mostKinds = 64;
const movedBy = 1.25;

/** Its device that is asked most of stands for a group. */
function asksOf(job: Job): readonly Counted[] {
  if (job.Periodic !== null || job.ParameterizedJob !== null) return [];
  return job.TaskGroups.flatMap((group): Counted[] => {
    let largest: DeviceRequest | undefined;
    for (const request of unitRequestsOfGroup(group))
      if (request.kind === "device" && (largest === undefined || request.count * request.milli > largest.count * largest.milli)) largest = request;
    if (largest === undefined || group.Count <= 0) return [];
    const { cpuMhz, memoryMb } = amountsOfGroup(group);
    const { count, milli, device } = largest;
    return [{ ask: { cpuMhz, memoryMb, request: { count, milli, device } }, count: group.Count }];
  });
}

export class DeviceMix {
  /** The same array until it is made anew. */
  frozen: readonly MixedAsk[] = [];
  private frozenTotal = 0;
  private total = 0;
  private readonly byJob = new Map<string, readonly Counted[]>();
  private readonly kinds = new Map<string, Counted>();

  /** undefined: the job asks for nothing any more. */
  set(jobKey: string, job: Job | undefined): void {
    const asks = job === undefined ? [] : asksOf(job);
    const before = this.byJob.get(jobKey);
    if (before === undefined && asks.length === 0) return;
    this.count(before ?? [], -1);
    this.count(asks, 1);
    if (asks.length === 0) this.byJob.delete(jobKey);
    else this.byJob.set(jobKey, asks);
    const isFar = this.total > this.frozenTotal * movedBy || this.total * movedBy < this.frozenTotal;
    if (isFar) this.freeze();
  }

  dump(): DeviceMixDump {
    return { frozen: this.frozen, frozenTotal: this.frozenTotal };
  }

  /** After all jobs have been set. */
  restore({ frozen, frozenTotal }: DeviceMixDump): void {
    this.frozen = frozen;
    this.frozenTotal = frozenTotal;
  }

  private count(asks: readonly Counted[], sign: 1 | -1): void {
    for (const { ask, count } of asks) {
      const key = JSON.stringify(ask);
      const kind = this.kinds.get(key) ?? { ask, count: 0 };
      kind.count += sign * count;
      this.total += sign * count;
      if (kind.count === 0) this.kinds.delete(key);
      else this.kinds.set(key, kind);
    }
  }

  private freeze(): void {
    const kinds = [...this.kinds].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).slice(0, mostKinds);
    const kept = kinds.reduce((sum, [, { count }]) => sum + count, 0);
    this.frozen = kinds.map(([, { ask, count }]) => ({ ...ask, share: count / kept }));
    this.frozenTotal = this.total;
  }
}
