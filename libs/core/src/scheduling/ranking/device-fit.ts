// How well an allocation uses a node that has devices: by how much of the devices becomes useless for what the region's
// jobs ask (fragmentation, after Weng et al., "Beware of Fragmentation", USENIX ATC 2023). For one kind of ask, what is
// free on a node is useless when the ask does not fit there at all, or as far as it lies in instances with too little
// left. Over the mix (state/device-mix.ts) that is an expectation, in devices; placements are liked by how little they
// add to it. Among equals, the node with the least left is better; there, cpu is weighed against devices as the mix
// asks for them. 0..1, 0.5 adds nothing; where a group asks for no device 1 less, so that such nodes come last for it.
import { type Holding, countUnits, wholeUnit } from "../../model/holding.js";
import type { NodeDeviceGroup } from "../../model/node.js";
import type { MixedAsk } from "../../state/device-mix.js";
import type { Shape } from "../../state/interned.js";
import { matchesGroup } from "../units/device-match.js";
import type { UnitOffer } from "../units/unit-offer.js";

export interface DeviceNode {
  readonly offer: UnitOffer;
  /** Thousandths of a unit that are held. */
  readonly held: (key: string) => number;
  readonly capacity: Shape;
  readonly used: Shape;
}

/** A device that stays free weighs this much of one that becomes useless. */
const leftWeight = 1 / 125;
/** And the cpu that the mix asks for beside a device, of such a device. */
const cpuWeight = 0.5;

interface FreeGroup {
  readonly group: NodeDeviceGroup;
  /** Thousandths that are free in each instance. */
  readonly free: number[];
}

interface Remains {
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly groups: readonly FreeGroup[];
}

function typeOf(deviceName: string): string {
  const parts = deviceName.split("/");
  return parts.length === 1 ? parts[0]! : parts[1]!;
}

/** A mix with what is worked out of it once. */
export class DeviceWorkload {
  private readonly meant = new WeakMap<NodeDeviceGroup, Uint8Array>();
  private readonly types: readonly string[];
  private readonly mhzPerDevice: number;

  constructor(private readonly mix: readonly MixedAsk[]) {
    this.types = mix.map(({ request }) => typeOf(request.device.Name));
    const sum = (of: (ask: MixedAsk) => number): number => mix.reduce((total, ask) => total + ask.share * of(ask), 0);
    this.mhzPerDevice = Math.max(1, sum(({ cpuMhz }) => cpuMhz)) / Math.max(0.001, sum(({ request }) => (request.count * request.milli) / wholeUnit));
  }

  get isEmpty(): boolean {
    return this.mix.length === 0;
  }

  /** Of a placement that fits; `ask` in the node's own MHz. */
  fitOf(node: DeviceNode, ask: Shape, holding: Holding | undefined): number {
    const before = remainsOf(node, new Map<string, number>(), undefined);
    const taken = new Map<string, number>();
    if (holding !== undefined) countUnits(taken, holding, 1);
    const after = remainsOf(node, taken, ask);
    const left = freeOf(after) + (cpuWeight * after.cpuMhz) / this.mhzPerDevice;
    const cost = this.useless(after) - this.useless(before) + leftWeight * left;
    const fit = 0.5 - (0.5 * cost) / (1 + Math.abs(cost));
    return holding === undefined || holding.devices.length === 0 ? fit - 1 : fit;
  }

  /** Expected, in devices. */
  private useless(remains: Remains): number {
    let sum = 0;
    for (const { group, free } of remains.groups) {
      const meant = this.meantBy(group);
      let total = 0;
      for (const milli of free) total += milli;
      if (total === 0) continue;
      for (let i = 0; i < this.mix.length; i++) {
        const code = meant[i]!;
        if (code !== 0) sum += this.mix[i]!.share * (total - (code === 2 ? usableOf(remains, free, this.mix[i]!) : 0));
      }
    }
    return sum / wholeUnit;
  }

  /** By ask: 0 means other types of devices, 1 this type but not these, 2 these. */
  private meantBy(group: NodeDeviceGroup): Uint8Array {
    let codes = this.meant.get(group);
    if (codes === undefined) {
      codes = Uint8Array.from(this.mix, ({ request }, i) => (this.types[i] !== group.Type ? 0 : matchesGroup(request.device, group) ? 2 : 1));
      this.meant.set(group, codes);
    }
    return codes;
  }
}

function usableOf({ cpuMhz, memoryMb }: Remains, free: readonly number[], { cpuMhz: cpu, memoryMb: memory, request: { count, milli } }: MixedAsk): number {
  if (cpu > cpuMhz || memory > memoryMb) return 0;
  let instances = 0;
  let usable = 0;
  for (let i = 0; i < free.length; i++) {
    if (free[i]! < milli) continue;
    instances++;
    usable += free[i]!;
  }
  return instances >= count ? usable : 0;
}

function remainsOf({ offer, held, capacity, used }: DeviceNode, taken: ReadonlyMap<string, number>, ask: Shape | undefined): Remains {
  return {
    cpuMhz: capacity.cpuMhz - used.cpuMhz - (ask?.cpuMhz ?? 0),
    memoryMb: capacity.memoryMb - used.memoryMb - (ask?.memoryMb ?? 0),
    groups: offer.devices.map(({ group, keys }) => ({ group, free: keys.map((key) => Math.max(0, wholeUnit - held(key) - (taken.get(key) ?? 0))) })),
  };
}

function freeOf({ groups }: Remains): number {
  let sum = 0;
  for (const { free } of groups) for (const milli of free) sum += milli;
  return sum / wholeUnit;
}

const workloads = new WeakMap<readonly MixedAsk[], DeviceWorkload>();

export function workloadOf(mix: readonly MixedAsk[]): DeviceWorkload {
  let workload = workloads.get(mix);
  if (workload === undefined) workloads.set(mix, (workload = new DeviceWorkload(mix)));
  return workload;
}
