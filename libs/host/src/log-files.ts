// Names of log files: `<task>.stdout.0…N`, the highest number is the newest.
import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";

export function logPath(base: string, index: number): string {
  return `${base}.${index}`;
}

/** Ascending. */
export function logIndexes(base: string): number[] {
  const prefix = `${basename(base)}.`;
  let names: string[];
  try {
    names = readdirSync(dirname(base));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.startsWith(prefix) && /^[0-9]{1,9}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}
