// What a node offers by name, read once from its description: cores that may be reserved, and healthy instances of its
// devices. A core that the machine keeps for itself and a sick instance are not offered; what already holds one keeps it.
import { coreKey, deviceKey } from "../../model/holding.js";
import type { NodeDeviceGroup, NodeSpec } from "../../model/node.js";

export interface OfferedDevices {
  readonly group: NodeDeviceGroup;
  readonly vendor: string;
  readonly type: string;
  readonly name: string;
  /** Healthy ones, in the node's order; `keys` beside. */
  readonly ids: readonly string[];
  readonly keys: readonly string[];
}

export interface UnitOffer {
  readonly cores: readonly number[];
  readonly devices: readonly OfferedDevices[];
  /** All keys. */
  readonly keys: ReadonlySet<string>;
}

/** MHz of one core of the node. */
export function coreMhzOf({ NodeResources: { Cpu: cpu } }: NodeSpec): number {
  return Math.floor(cpu.CpuShares / Math.max(1, cpu.TotalCpuCores));
}

const known = new WeakMap<NodeSpec, UnitOffer>();

function offeredDevices(group: NodeDeviceGroup): OfferedDevices {
  const { Vendor: vendor, Type: type, Name: name } = group;
  const ids = group.Instances.filter(({ Healthy: healthy }) => healthy).map(({ ID: id }) => id);
  return { group, vendor, type, name, ids, keys: ids.map((id) => deviceKey({ vendor, type, name }, id)) };
}

function read({ NodeResources: has, ReservedResources: keeps }: NodeSpec): UnitOffer {
  const kept = new Set(keeps.Cpu.ReservedCpuCores ?? []);
  const cores = has.Cpu.ReservableCpuCores.filter((id) => !kept.has(id));
  const devices = (has.Devices ?? []).map(offeredDevices);
  return { cores, devices, keys: new Set([...cores.map(coreKey), ...devices.flatMap(({ keys }) => keys)]) };
}

export function unitOfferOf(spec: NodeSpec): UnitOffer {
  let offer = known.get(spec);
  if (offer === undefined) known.set(spec, (offer = read(spec)));
  return offer;
}
