// Run-time interpolation (nomad.md 2.2): `${NOMAD_PORT_http}`, `${env["HOME"]}`, `${node.datacenter}`, `${attr.kernel.name}`, `${meta.rack}` in
// a task's configuration, environment, services and checks. A name that is not known stays as it is written, so that
// nothing a shell or a template wants is lost. One pass: what a value brings in is not interpolated again.
import type { NodeSpec } from "../model/node.js";

export interface InterpolationScope {
  readonly node: NodeSpec;
  readonly region: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Bounds the work on one string; longer ones are left alone. */
const LENGTH_MAX = 1_000_000;
const REFERENCE = /\$\{\s*([^{}\s]+)\s*\}/g;
const ENV_INDEX = /^env\[\s*"([^"]*)"\s*\]$/;

function ownValue(values: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function nodeValue(key: string, { node, region }: InterpolationScope): string | undefined {
  switch (key) {
    case "node.unique.id":
      return node.ID;
    case "node.unique.name":
      return node.Name;
    case "node.datacenter":
      return node.Datacenter;
    case "node.region":
      return region;
    case "node.class":
      return node.NodeClass;
    case "node.pool":
      return node.NodePool;
    default:
      return undefined;
  }
}

function lookup(key: string, scope: InterpolationScope): string | undefined {
  const indexed = ENV_INDEX.exec(key);
  if (indexed !== null) return ownValue(scope.env, indexed[1] ?? "");
  if (key.startsWith("node.")) return nodeValue(key, scope);
  if (key.startsWith("attr.")) return ownValue(scope.node.Attributes, key.slice("attr.".length));
  if (key.startsWith("meta.")) return ownValue(scope.node.Meta, key.slice("meta.".length));
  return ownValue(scope.env, key.startsWith("env.") ? key.slice("env.".length) : key);
}

export function interpolate(text: string, scope: InterpolationScope): string {
  if (!text.includes("${") || text.length > LENGTH_MAX) return text;
  return text.replace(REFERENCE, (whole, key: string) => lookup(key, scope) ?? whole);
}

/** Strings anywhere inside plain data, keys of maps included. */
export function interpolateDeep(value: unknown, scope: InterpolationScope): unknown {
  if (typeof value === "string") return interpolate(value, scope);
  if (Array.isArray(value)) return value.map((item: unknown) => interpolateDeep(item, scope));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [interpolate(key, scope), interpolateDeep(item, scope)]));
}

export function interpolateConfig(config: Readonly<Record<string, unknown>> | null, scope: InterpolationScope): Readonly<Record<string, unknown>> {
  const entries = Object.entries(config ?? {}).map(([key, item]) => [key, interpolateDeep(item, scope)] as const);
  return Object.fromEntries(entries);
}
