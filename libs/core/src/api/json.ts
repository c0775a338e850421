// How answers are written: Go's encoder sorts the fields of a struct and the keys of a map, so every object of an
// answer has its keys in byte order. This is the one place that knows it; views build objects in any order.
// A member that is undefined is left out (Go's omitempty); null stays.

/** Names of fields are few and come in every answer: each is quoted once. */
const quotedNames = new Map<string, string>();
const mostQuotedNames = 10_000;

function quoted(name: string): string {
  let text = quotedNames.get(name);
  if (text === undefined) {
    text = `${JSON.stringify(name)}:`;
    if (quotedNames.size < mostQuotedNames) quotedNames.set(name, text);
  }
  return text;
}

function encodeScalar(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

function encodeList(values: readonly unknown[]): string {
  let text = "[";
  for (let i = 0; i < values.length; i++) text += i === 0 ? encodeCompact(values[i]) : `,${encodeCompact(values[i])}`;
  return `${text}]`;
}

/** Built by appending: twice as fast as joining parts, and answers may hold ten thousand allocations. */
function encodeCompact(value: unknown): string {
  if (value === null || typeof value !== "object") return encodeScalar(value);
  if (Array.isArray(value)) return encodeList(value);
  const members = value as Readonly<Record<string, unknown>>;
  let text = "{";
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    text += (text.length === 1 ? "" : ",") + quoted(name) + encodeCompact(member);
  }
  return `${text}}`;
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

/** JSON with sorted keys; `indent` > 0 writes one member a line, as `?pretty` wants it. */
export function encodeSorted(value: unknown, indent = 0): string {
  return indent === 0 ? encodeCompact(value) : (JSON.stringify(sorted(value), undefined, indent) ?? "null");
}

/** A Go slice or map: null when it is empty. */
export function nullIfEmpty<T>(values: readonly T[]): readonly T[] | null {
  return values.length === 0 ? null : values;
}

export function mapOrNull<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> | null {
  return Object.keys(values).length === 0 ? null : values;
}

/** A Go field marked omitempty: the zero value is left out. */
export function omitEmpty<T extends string | number>(value: T): T | undefined {
  return value === "" || value === 0 ? undefined : value;
}
