// Which groups of devices a request means, and how much it likes each. A name is `type`, `vendor/type` or
// `vendor/type/name`; all constraints must hold on the group. Facts of the group alone: free or held plays no part.
import type { NodeDeviceGroup, NodeSpec } from "../../model/node.js";
import type { RequestedDevice } from "../../model/resources.js";
import { deviceRuleHolds } from "./device-target.js";
import { unitOfferOf } from "./unit-offer.js";
import { type UnitRequest } from "./unit-request.js";

export function namesGroup(asked: string, { Vendor: vendor, Type: type, Name: name }: Pick<NodeDeviceGroup, "Vendor" | "Type" | "Name">): boolean {
  return asked === type || asked === `${vendor}/${type}` || asked === `${vendor}/${type}/${name}`;
}

const matches = new WeakMap<RequestedDevice, WeakMap<NodeDeviceGroup, boolean>>();

export function matchesGroup(device: RequestedDevice, group: NodeDeviceGroup): boolean {
  let known = matches.get(device);
  if (known === undefined) matches.set(device, (known = new WeakMap<NodeDeviceGroup, boolean>()));
  let answer = known.get(group);
  if (answer === undefined) {
    answer = namesGroup(device.Name, group) && (device.Constraints ?? []).every((rule) => deviceRuleHolds(rule, group));
    known.set(group, answer);
  }
  return answer;
}

/** Sum of the weights of affinities that hold; `totalWeight` is what it is divided by. */
export function affinityTo(device: RequestedDevice, group: NodeDeviceGroup): number {
  let matched = 0;
  for (const rule of device.Affinities ?? []) if (deviceRuleHolds(rule, group)) matched += rule.Weight;
  return matched;
}

export function affinityWeight(requests: readonly UnitRequest[]): number {
  let total = 0;
  for (const request of requests)
    if (request.kind === "device") for (const { Weight: weight } of request.device.Affinities ?? []) total += Math.abs(weight);
  return total;
}

/** Could the node ever give this, were nothing on it held? What two requests want of one group adds up. */
export function offersDevices(requests: readonly UnitRequest[], spec: NodeSpec): boolean {
  const { devices } = unitOfferOf(spec);
  return requests.every((request) => request.kind !== "device" || devices.some(({ group, ids }) => ids.length >= request.count && matchesGroup(request.device, group)));
}
