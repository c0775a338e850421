// The computed class of a node: a hash over all that feasibility may depend on, so that what was found for one node of
// a class holds for every other. In it: datacenter, pool, node class, attributes, meta, drivers and their health,
// network modes and aliases. Left out: names with `unique.` in them, sizes, addresses, times. A constraint on something
// left out "escapes" the class and is judged node by node (feasibility/target.ts says which).
import { hashString } from "../../common/hash.js";
import type { NodeSpec } from "../../model/node.js";

export function isUnique(name: string): boolean {
  return name.startsWith("unique.") || name.includes(".unique.");
}

function shared(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(values)
    .filter((name) => !isUnique(name))
    .sort()
    .flatMap((name) => [name, values[name]!]);
}

function driverFacts(spec: NodeSpec): readonly string[] {
  return Object.keys(spec.Drivers)
    .sort()
    .map((name) => `${name}:${spec.Drivers[name]!.Detected}:${spec.Drivers[name]!.Healthy}`);
}

function networkFacts(spec: NodeSpec): readonly string[] {
  const networks = spec.NodeResources.NodeNetworks;
  return networks.flatMap((network) => [network.Mode, ...network.Addresses.map((address) => address.Alias)]).sort();
}

/** Which instances there are plays no part, how many are healthy does. */
function deviceFacts(spec: NodeSpec): readonly unknown[] {
  return (spec.NodeResources.Devices ?? []).map(({ Vendor: vendor, Type: type, Name: name, Attributes: attributes, Instances: instances }) => {
    const facts = Object.keys(attributes)
      .sort()
      .map((key) => [key, attributes[key]]);
    return [vendor, type, name, facts, instances.filter(({ Healthy: healthy }) => healthy).length];
  });
}

/** 16 hex digits; equal for nodes between which no memoised check can tell a difference. */
export function computedClassOf(spec: NodeSpec): string {
  const devices = deviceFacts(spec);
  const text = JSON.stringify([
    spec.Datacenter,
    spec.NodePool,
    spec.NodeClass,
    shared(spec.Attributes),
    shared(spec.Meta),
    driverFacts(spec),
    networkFacts(spec),
    // Without devices the class is what it was before there were any.
    ...(devices.length === 0 ? [] : [devices]),
  ]);
  const half = (seed: number): string => hashString(text, seed).toString(16).padStart(8, "0");
  return half(0x5ca1ab1e) + half(0x0ddba11);
}
