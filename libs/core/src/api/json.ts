// How answers are written: Go's encoder sorts the fields of a struct and the keys of a map, so every object of an
// answer has its keys in byte order. This is the one place that knows it; views build objects in any order.
// A member that is undefined is left out (Go's omitempty); null stays.

function sortedMembers(value: object): [string, unknown][] {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** JSON with sorted keys; `indent` > 0 writes one member a line, as `?pretty` wants it. */
export function encodeSorted(value: unknown, indent = 0, depth = 0): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const parts = Array.isArray(value)
    ? value.map((item) => encodeSorted(item, indent, depth + 1))
    : sortedMembers(value).map(([key, member]) => {
        const text = encodeSorted(member, indent, depth + 1);
        return indent > 0 ? `${JSON.stringify(key)}: ${text}` : `${JSON.stringify(key)}:${text}`;
      });
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  if (indent === 0) return open + parts.join(",") + close;
  const inner = `\n${" ".repeat(indent * (depth + 1))}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${" ".repeat(indent * depth)}${close}`;
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
