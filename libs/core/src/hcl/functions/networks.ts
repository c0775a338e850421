/** CIDR arithmetic for IPv4 and IPv6, on big integers. */
import { type Arguments, fn, type HclFunction } from "./function.js";

interface Prefix {
  readonly address: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

function parseAddress(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | null {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four !== null) {
    const parts = four.slice(1).map(Number);
    if (parts.some((part) => part > 255)) return null;
    return { value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n), bits: 32 };
  }
  const halves = text.split("::");
  if (halves.length > 2 || !/^[0-9a-fA-F:]+$/.test(text)) return null;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return { value: all.reduce((value, group) => (value << 16n) | BigInt(Number.parseInt(group, 16)), 0n), bits: 128 };
}

function printAddress(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((by) => String((value >> by) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - at * 16)) & 0xffffn).toString(16));
  // RFC 5952: the longest run of two or more zero groups becomes "::".
  const runs = [...groups.join(":").matchAll(/(?:^|:)(0(?::0)+)(?=:|$)/g)].map((found) => found[1] ?? "");
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups.join(":");
  const text = groups.join(":");
  const at = text.search(new RegExp(`(?<=^|:)${longest}(?=:|$)`));
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}

function prefix(args: Arguments): Prefix {
  const text = args.text(0);
  const found = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = parseAddress(found?.[1] ?? "");
  const length = Number(found?.[2] ?? -1);
  if (address === null || length < 0 || length > address.bits) return args.fail(`"${text}" is no address range; write for example 10.0.0.0/16`);
  const hostBits = BigInt(address.bits - length);
  return { address: (address.value >> hostBits) << hostBits, length, bits: address.bits };
}

function host(args: Arguments): string {
  const range = prefix(args);
  const size = 1n << BigInt(range.bits - range.length);
  const number = BigInt(args.integer(1));
  const at = number < 0n ? size + number : number;
  if (at < 0n || at >= size) return args.fail(`the range has no host number ${number}`);
  return printAddress(range.address + at, range.bits);
}

function netmask(args: Arguments): string {
  const range = prefix(args);
  if (range.bits !== 32) return args.fail("only for IPv4");
  return printAddress(((1n << BigInt(range.length)) - 1n) << BigInt(32 - range.length), 32);
}

function subnet(args: Arguments): string {
  const range = prefix(args);
  const newBits = args.integer(1);
  const length = range.length + newBits;
  const number = BigInt(args.integer(2));
  if (newBits < 0 || length > range.bits) return args.fail(`a /${range.length} cannot be divided by ${newBits} more bits`);
  if (number < 0n || number >= 1n << BigInt(newBits)) return args.fail(`${newBits} bits have no network number ${number}`);
  return `${printAddress(range.address + (number << BigInt(range.bits - length)), range.bits)}/${length}`;
}

function subnets(args: Arguments): readonly string[] {
  const range = prefix(args);
  const end = range.address + (1n << BigInt(range.bits - range.length));
  let next = range.address;
  return args.values.slice(1).map((_, at) => {
    const length = range.length + args.integer(at + 1);
    if (length < range.length || length > range.bits) return args.fail(`a /${range.length} cannot hold a /${length}`);
    const size = 1n << BigInt(range.bits - length);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) return args.fail("the range has not enough room for all of them");
    next = start + size;
    return `${printAddress(start, range.bits)}/${length}`;
  });
}

export const networkFunctions: Readonly<Record<string, HclFunction>> = {
  cidrhost: fn(2, 2, host),
  cidrnetmask: fn(1, 1, netmask),
  cidrsubnet: fn(3, 3, subnet),
  cidrsubnets: fn(1, Number.POSITIVE_INFINITY, subnets),
};
