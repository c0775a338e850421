// Which cores and instances of devices an allocation gets on a node, or why it cannot have them. Cores: the first that
// are free. Devices: all of one request come from one group of devices; of the groups that match, the one that the
// request likes most; there the instances with the least left that is still enough, so that whole ones stay whole.
// Deterministic: the node's own order settles equals. Looks at healthy instances and reservable cores only, and never
// gives more of a unit than there is of it, counting what the requests of the same allocation took before.
import { type HeldCores, type HeldDevices, type Holding, coreKey, deviceKey, wholeUnit } from "../../model/holding.js";
import type { Misfit } from "../fit.js";
import { affinityTo, matchesGroup } from "./device-match.js";
import type { OfferedDevices, UnitOffer } from "./unit-offer.js";
import type { CoreRequest, DeviceRequest, UnitRequest } from "./unit-request.js";

/** Thousandths of the unit that others hold. */
export type HeldMilli = (key: string) => number;

export type UnitChoice =
  | {
      readonly kind: "chosen";
      readonly holding: Holding;
      /** Sum of the weights of the device affinities that hold. */
      readonly affinity: number;
    }
  | { readonly kind: "failed"; readonly misfit: Misfit };

type CoreChoice = { readonly kind: "chosen"; readonly cores: HeldCores } | (UnitChoice & { readonly kind: "failed" });
type DeviceChoice = { readonly kind: "chosen"; readonly devices: HeldDevices; readonly affinity: number } | (UnitChoice & { readonly kind: "failed" });

function chooseCores(offer: UnitOffer, { task, count }: CoreRequest, held: HeldMilli): CoreChoice {
  const ids: number[] = [];
  for (const id of offer.cores) {
    if (ids.length === count) break;
    if (held(coreKey(id)) === 0) ids.push(id);
  }
  if (ids.length < count) return { kind: "failed", misfit: { dimension: "cores", shortfall: count - ids.length } };
  return { kind: "chosen", cores: { task, ids } };
}

/** Positions in the group, the fullest first; fewer than `count` when there are no more. */
function fullestThatFit({ keys }: OfferedDevices, request: DeviceRequest, held: HeldMilli): number[] {
  const usable: { readonly at: number; readonly taken: number }[] = [];
  for (let at = 0; at < keys.length; at++) {
    const taken = held(keys[at]!);
    if (taken + request.milli <= wholeUnit) usable.push({ at, taken });
  }
  usable.sort((a, b) => b.taken - a.taken || a.at - b.at);
  return usable.slice(0, request.count).map(({ at }) => at);
}

function chooseDevices(offer: UnitOffer, request: DeviceRequest, held: HeldMilli): DeviceChoice {
  let best: { readonly devices: HeldDevices; readonly affinity: number } | undefined;
  let most = 0;
  for (const group of offer.devices) {
    if (!matchesGroup(request.device, group.group)) continue;
    const chosen = fullestThatFit(group, request, held);
    most = Math.max(most, chosen.length);
    if (chosen.length < request.count) continue;
    const affinity = affinityTo(request.device, group.group);
    if (best !== undefined && affinity <= best.affinity) continue;
    const { vendor, type, name } = group;
    best = { affinity, devices: { task: request.task, vendor, type, name, ids: chosen.map((at) => group.ids[at]!), milli: request.milli } };
  }
  if (best === undefined) return { kind: "failed", misfit: { dimension: "devices: no devices match request", shortfall: request.count - most } };
  return { kind: "chosen", ...best };
}

export function chooseUnits(offer: UnitOffer, requests: readonly UnitRequest[], held: HeldMilli): UnitChoice {
  const own = new Map<string, number>();
  const taken: HeldMilli = requests.length === 1 ? held : (key) => held(key) + (own.get(key) ?? 0);
  const take = (key: string, milli: number): void => void own.set(key, (own.get(key) ?? 0) + milli);
  const cores: HeldCores[] = [];
  const devices: HeldDevices[] = [];
  let affinity = 0;
  for (const request of requests) {
    if (request.kind === "cores") {
      const choice = chooseCores(offer, request, taken);
      if (choice.kind === "failed") return choice;
      cores.push(choice.cores);
      for (const id of choice.cores.ids) take(coreKey(id), wholeUnit);
      continue;
    }
    const choice = chooseDevices(offer, request, taken);
    if (choice.kind === "failed") return choice;
    devices.push(choice.devices);
    affinity += choice.affinity;
    for (const id of choice.devices.ids) take(deviceKey(choice.devices, id), request.milli);
  }
  return { kind: "chosen", holding: { cores, devices }, affinity };
}
