// Flags as Nomad's command line takes them: one dash or two, `-name value` or `-name=value`, switches alone or with
// `=true`/`=false`, before or after the arguments; `--` ends them.
import { didYouMean } from "@berth/core/hcl/nearest";
import { type FlagSpec, UsageError } from "./command.js";

const booleans: Readonly<Record<string, boolean>> = { true: true, t: true, "1": true, false: false, f: false, "0": false };

export class Flags {
  constructor(private readonly values: ReadonlyMap<string, readonly string[]>) {}

  has(name: string): boolean {
    return this.values.has(name);
  }

  isOn(name: string): boolean {
    return this.values.get(name)?.at(-1) === "true";
  }

  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  /** A whole number from 0, or undefined when the flag was not given. */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new UsageError(`-${name} must be a whole number, not "${text}"`);
    return value;
  }
}

export interface ParsedLine {
  readonly flags: Flags;
  readonly args: readonly string[];
}

function specOf(name: string, specs: readonly FlagSpec[]): FlagSpec {
  const spec = specs.find((candidate) => candidate.name === name || candidate.alias === name);
  if (spec !== undefined) return spec;
  throw new UsageError(`unknown flag -${name}${didYouMean(`-${name}`, specs.map((candidate) => `-${candidate.name}`))}`);
}

function switchValue(spec: FlagSpec, given: string | undefined): string {
  if (given === undefined) return "true";
  const value = booleans[given.toLowerCase()];
  if (value === undefined) throw new UsageError(`-${spec.name} is a switch: it is true or false, not "${given}"`);
  return String(value);
}

export function parseFlags(words: readonly string[], specs: readonly FlagSpec[]): ParsedLine {
  const values = new Map<string, string[]>();
  const args: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") {
      args.push(...words.slice(at + 1));
      break;
    }
    // "-" alone is the standard input.
    if (!word.startsWith("-") || word === "-") {
      args.push(word);
      continue;
    }
    const [, name = "", given] = /^--?([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const spec = specOf(name, specs);
    let value = given;
    if (spec.value === undefined) value = switchValue(spec, given);
    else if (value === undefined) {
      value = words[++at];
      if (value === undefined) throw new UsageError(`-${spec.name} needs a value: -${spec.name} ${spec.value}`);
    }
    const before = values.get(spec.name) ?? [];
    values.set(spec.name, spec.repeated === true ? [...before, value] : [value]);
  }
  return { flags: new Flags(values), args };
}
