// Differences between two JSON values of a job, in Nomad's words (nomad.md 3.13): single values are fields, everything
// else is an object with fields and objects of its own. Maps of text are flattened into fields (`Env[KEY]`), free maps
// into one object; lists of texts are compared as sets, lists of objects by name, or by content where they have none.
import { sameJson } from "../jobspec/spec-change.js";
import type { FieldDiff, ObjectDiff } from "./schema/job-answers.js";

export type DiffType = "None" | "Added" | "Deleted" | "Edited";
export type Members = Readonly<Record<string, unknown>>;

export interface ValueDiff {
  readonly fields: FieldDiff[];
  readonly objects: ObjectDiff[];
}

export interface DiffOptions {
  /** Members that are compared elsewhere or not at all. */
  readonly leaveOut?: readonly string[];
  /** Also show the fields that did not change: the context of an object that did. */
  readonly contextual: boolean;
}

const textMaps = new Set(["Meta", "Env", "CanaryMeta", "TaggedAddresses", "MetaRequired", "MetaOptional"]);
const freeMaps = new Set(["Config", "Header", "Policy", "ExtraClaims"]);
const singular: Readonly<Record<string, string>> = {
  Constraints: "Constraint",
  Affinities: "Affinity",
  Spreads: "Spread",
  Services: "Service",
  Checks: "Check",
  Networks: "Network",
  DynamicPorts: "Dynamic Port",
  ReservedPorts: "Static Port",
  Templates: "Template",
  Artifacts: "Artifact",
  VolumeMounts: "VolumeMount",
  Volumes: "Volume",
  Identities: "Identity",
  Secrets: "Secret",
  Devices: "Device",
  Actions: "Action",
  ScalingPolicies: "ScalingPolicy",
};

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** undefined = the object itself is not there on that side. */
export function diffTypeOf(before: unknown, after: unknown): DiffType {
  if (before === undefined || before === null) return after === undefined || after === null ? "None" : "Added";
  if (after === undefined || after === null) return "Deleted";
  return sameJson(before, after) ? "None" : "Edited";
}

export function fieldDiff(name: string, before: unknown, after: unknown): FieldDiff {
  const [old, now] = [textOf(before), textOf(after)];
  const type = old === now ? "None" : old === "" ? "Added" : now === "" ? "Deleted" : "Edited";
  return { Type: type, Name: name, Old: old, New: now, Annotations: null };
}

/** `{a: [1, {b: 2}]}` becomes `a[0]` and `a[1][b]`. */
function flatten(value: unknown, prefix: string, into: Map<string, unknown>): void {
  if (Array.isArray(value)) value.forEach((item, at) => flatten(item, `${prefix}[${at}]`, into));
  else if (isMembers(value))
    for (const [key, item] of Object.entries(value)) flatten(item, prefix === "" ? key : `${prefix}[${key}]`, into);
  else into.set(prefix, value);
}

function flatFields(before: unknown, after: unknown, prefix: string): FieldDiff[] {
  const [old, now] = [new Map<string, unknown>(), new Map<string, unknown>()];
  flatten(before ?? {}, prefix, old);
  flatten(after ?? {}, prefix, now);
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((name) => fieldDiff(name, old.get(name), now.get(name)));
}

function textListDiff(name: string, before: readonly unknown[], after: readonly unknown[]): ObjectDiff | undefined {
  const added = after.filter((item) => !before.includes(item)).map((item) => fieldDiff(name, undefined, item)).sort((a, b) => (a.New < b.New ? -1 : 1));
  const removed = before.filter((item) => !after.includes(item)).map((item) => fieldDiff(name, item, undefined)).sort((a, b) => (a.Old < b.Old ? -1 : 1));
  if (added.length + removed.length === 0) return undefined;
  const type = before.length === 0 ? "Added" : after.length === 0 ? "Deleted" : "Edited";
  return { Type: type, Name: name, Fields: [...added, ...removed], Objects: null };
}

function keyOf(item: Members): string | undefined {
  const key = item["Name"] ?? item["Label"];
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** Pairs by name; what has none is there or not. Networks are one a group: they pair by place. */
function pairs(before: readonly Members[], after: readonly Members[], byPlace: boolean): [Members | undefined, Members | undefined][] {
  const matches = (a: Members, b: Members): boolean => (keyOf(a) === undefined ? sameJson(a, b) : keyOf(a) === keyOf(b));
  if (byPlace) return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => [before[at], after[at]]);
  const kept = after.map((item): [Members | undefined, Members] => [before.find((old) => matches(item, old)), item]);
  const gone = before.filter((old) => !after.some((item) => matches(item, old)));
  return [...kept, ...gone.map((old): [Members, undefined] => [old, undefined])];
}

function objectListDiffs(name: string, before: readonly Members[], after: readonly Members[]): ObjectDiff[] {
  const label = singular[name] ?? name;
  return pairs(before, after, name === "Networks")
    .map(([old, now]) => objectDiff(label, old, now))
    .filter((diff) => diff !== undefined);
}

/** undefined when nothing changed. */
export function objectDiff(name: string, before: Members | null | undefined, after: Members | null | undefined): ObjectDiff | undefined {
  const type = diffTypeOf(before, after);
  if (type === "None") return undefined;
  const leaveOut = name === "Update" ? ["Stagger"] : [];
  const { fields, objects } = diffMembers(before ?? {}, after ?? {}, { contextual: true, leaveOut });
  return { Type: type, Name: name, Fields: fields.length === 0 ? null : fields, Objects: objects.length === 0 ? null : objects };
}

/** A map of objects by label is a list of named ones. */
function asList(value: unknown): readonly unknown[] | undefined {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  return isMembers(value) ? Object.entries(value).map(([key, item]) => (isMembers(item) ? { Name: key, ...item } : item)) : undefined;
}

function diffMember(name: string, before: unknown, after: unknown): ValueDiff {
  const sample = before ?? after;
  if (textMaps.has(name)) return { fields: flatFields(before, after, name), objects: [] };
  if (freeMaps.has(name)) {
    const fields = flatFields(before, after, "");
    const changed = fields.filter((field) => field.Type !== "None");
    if (changed.length === 0) return { fields: [], objects: [] };
    return { fields: [], objects: [{ Type: diffTypeOf(before, after), Name: name, Fields: fields, Objects: null }] };
  }
  if (Array.isArray(sample) || name === "Volumes") {
    const [old, now] = [asList(before) ?? [], asList(after) ?? []];
    if ([...old, ...now].every(isMembers)) return { fields: [], objects: objectListDiffs(name, old as Members[], now as Members[]) };
    const diff = textListDiff(name, old, now);
    return { fields: [], objects: diff === undefined ? [] : [diff] };
  }
  if (isMembers(sample)) {
    const diff = objectDiff(name, before as Members | null, after as Members | null);
    return { fields: [], objects: diff === undefined ? [] : [diff] };
  }
  return { fields: [fieldDiff(name, before, after)], objects: [] };
}

export function diffMembers(before: Members, after: Members, options: DiffOptions): ValueDiff {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !options.leaveOut?.includes(name)).sort();
  const parts = names.map((name) => diffMember(name, before[name], after[name]));
  const fields = parts.flatMap((part) => part.fields);
  const shown = options.contextual ? fields.filter((field) => field.Old !== "" || field.New !== "" || field.Type !== "None") : fields.filter((field) => field.Type !== "None");
  return { fields: shown, objects: parts.flatMap((part) => part.objects) };
}
