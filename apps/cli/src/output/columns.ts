// Tables as Nomad prints them: left-aligned columns two spaces apart, no lines.

import { withoutColors } from "./terminal.js";

/** Width on the screen, near enough: code points. */
function widthOf(text: string): number {
  return Array.from(withoutColors(text)).length;
}

export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + " ".repeat(widths[at]! - widthOf(cell))))
      .join("  ")
      .trimEnd(),
  );
}

/** "ID     = x" */
export function keyValues(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([key]) => key.length));
  return pairs.map(([key, value]) => `${key.padEnd(width)} = ${value === "" ? "<none>" : value}`);
}
