// Constraints and affinities of a device block: `${device.vendor|type|model|ids|attr.*}` against literals, with units
// (nomad.md 1.9: 4 GiB is more than 4000 MB, 1.2 GHz more than 900 MHz). Quantities of one kind are compared by value;
// whatever is no quantity, or of another kind, is judged as text by the operands that nodes use. Looks at nothing but
// the group of devices itself: a target outside of `${device.…}` that is no literal is one that the group does not have.
import type { NodeDeviceGroup } from "../../model/node.js";
import { judgementOf } from "../feasibility/operand.js";

const units: Readonly<Record<string, readonly [kind: string, factor: number]>> = {
  ...Object.fromEntries(["k", "M", "G", "T", "P", "E"].flatMap((prefix, i) => [
    [`${prefix}iB`, ["bytes", 1024 ** (i + 1)] as const],
    [`${prefix}B`, ["bytes", 1000 ** (i + 1)] as const],
    [`${prefix}iB/s`, ["bytes/s", 1024 ** (i + 1)] as const],
    [`${prefix}B/s`, ["bytes/s", 1000 ** (i + 1)] as const],
  ])),
  KiB: ["bytes", 1024],
  KB: ["bytes", 1000],
  "KiB/s": ["bytes/s", 1024],
  "KB/s": ["bytes/s", 1000],
  B: ["bytes", 1],
  "B/s": ["bytes/s", 1],
  Hz: ["hertz", 1],
  kHz: ["hertz", 1e3],
  MHz: ["hertz", 1e6],
  GHz: ["hertz", 1e9],
  mW: ["watts", 1e-3],
  W: ["watts", 1],
  kW: ["watts", 1e3],
  MW: ["watts", 1e6],
  GW: ["watts", 1e9],
};

interface Quantity {
  readonly kind: string;
  readonly value: number;
}

function quantityOf(text: string): Quantity | undefined {
  const match = /^\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([A-Za-z]+(?:\/s)?)?\s*$/.exec(text);
  if (match === null) return undefined;
  const name = match[2] ?? "";
  if (name === "") return { kind: "", value: Number(match[1]) };
  const unit = Object.hasOwn(units, name) ? units[name] : undefined;
  return unit === undefined ? undefined : { kind: unit[0], value: Number(match[1]) * unit[1] };
}

const orders: Readonly<Record<string, (difference: number) => boolean>> = {
  "": (d) => d === 0,
  "=": (d) => d === 0,
  "==": (d) => d === 0,
  is: (d) => d === 0,
  "!=": (d) => d !== 0,
  not: (d) => d !== 0,
  "<": (d) => d < 0,
  "<=": (d) => d <= 0,
  ">": (d) => d > 0,
  ">=": (d) => d >= 0,
};

function textOfAttribute(group: NodeDeviceGroup, name: string): string | undefined {
  const attribute = Object.hasOwn(group.Attributes, name) ? group.Attributes[name] : undefined;
  if (attribute === undefined) return undefined;
  const value = attribute.Int ?? attribute.Float ?? attribute.String ?? attribute.Bool;
  if (value === undefined || value === null) return undefined;
  return attribute.Unit === undefined || attribute.Unit === "" ? String(value) : `${value} ${attribute.Unit}`;
}

function valueOf(target: string, group: NodeDeviceGroup): string | undefined {
  const match = /^\$\{\s*device\.([^}]*?)\s*\}$/.exec(target);
  if (match === null) return target.startsWith("${") ? undefined : target;
  const name = match[1]!;
  if (name.startsWith("attr.")) return textOfAttribute(group, name.slice("attr.".length));
  if (name === "vendor") return group.Vendor;
  if (name === "type") return group.Type;
  if (name === "model") return group.Name;
  if (name === "ids") return group.Instances.map(({ ID: id }) => id).join(",");
  return undefined;
}

export interface DeviceRule {
  readonly LTarget: string;
  readonly RTarget: string;
  readonly Operand: string;
}

export function deviceRuleHolds({ LTarget: left, RTarget: right, Operand: operand }: DeviceRule, group: NodeDeviceGroup): boolean {
  const [a, b] = [valueOf(left, group), valueOf(right, group)];
  const order = Object.hasOwn(orders, operand) ? orders[operand] : undefined;
  if (order !== undefined && a !== undefined && b !== undefined) {
    const [x, y] = [quantityOf(a), quantityOf(b)];
    if (x !== undefined && y !== undefined && x.kind === y.kind) return order(x.value - y.value);
  }
  return judgementOf(operand)(a, b);
}
