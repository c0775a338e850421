/**
 * The values that templates compute with, and how Go's text/template prints, tests and compares them. A map gives ""
 * for a key it lacks (consul-template runs with missingkey=zero); a record, like Go's struct, refuses unknown fields.
 */

export type TemplateValue = string | number | boolean | null | readonly TemplateValue[] | TemplateMap | TemplateRecord;

export interface TemplateMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, TemplateValue>;
}

export interface TemplateRecord {
  readonly kind: "record";
  /** What it is, for messages: "a service instance". */
  readonly what: string;
  readonly entries: ReadonlyMap<string, TemplateValue>;
}

export function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

function isKeyed(value: TemplateValue): value is TemplateMap | TemplateRecord {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isMap(value: TemplateValue): value is TemplateMap {
  return isKeyed(value) && value.kind === "map";
}

export function isRecord(value: TemplateValue): value is TemplateRecord {
  return isKeyed(value) && value.kind === "record";
}

/** Go: the empty values are false, 0, nil, and any list, map or string of length zero. */
export function isTrue(value: TemplateValue): boolean {
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.entries.size > 0;
  return Boolean(value);
}

/** As `fmt.Print` prints it. Throws a plain Error for what has no printed form. */
export function printValue(value: TemplateValue): string {
  if (value === null) return "<no value>";
  if (isList(value)) return `[${value.map(printValue).join(" ")}]`;
  if (isRecord(value)) throw new Error(`${value.what} cannot be printed whole; print one of its fields: ${fieldList(value)}`);
  if (isMap(value)) return `map[${sortedEntries(value).map(([key, item]) => `${key}:${printValue(item)}`).join(" ")}]`;
  return String(value);
}

export function sortedEntries(map: TemplateMap): readonly (readonly [string, TemplateValue])[] {
  return [...map.entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}

export function typeName(value: TemplateValue): string {
  if (value === null) return "nil";
  if (isList(value)) return "a list";
  if (isRecord(value)) return value.what;
  if (isMap(value)) return "a map";
  return `a ${typeof value}`;
}

/** `value.name`. Throws a plain Error where there is no such thing. */
export function fieldOf(value: TemplateValue, name: string): TemplateValue {
  if (isRecord(value)) {
    const found = value.entries.get(name);
    if (found === undefined) throw new Error(`${value.what} has no field .${name}; it has ${fieldList(value)}`);
    return found;
  }
  if (isMap(value)) return value.entries.get(name) ?? "";
  throw new Error(`.${name} is asked of ${typeName(value)}, which has no fields`);
}

function fieldList(value: TemplateRecord): string {
  return [...value.entries.keys()].map((key) => `.${key}`).join(", ");
}

/** Length in bytes of UTF-8, as Go's len counts a string. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
