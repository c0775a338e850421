/** Functions on numbers. */
import { type Arguments, fn, type HclFunction } from "./function.js";

function all(args: Arguments): readonly number[] {
  return args.values.map((_, at) => args.number(at));
}

function checked(args: Arguments, value: number): number {
  return Number.isFinite(value) ? value : args.fail("the result is not a finite number");
}

function parseInteger(args: Arguments): number {
  const base = args.integer(1);
  if (base < 2 || base > 36) args.fail("the base must be between 2 and 36");
  const text = args.text(0).toLowerCase();
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  const body = text.replace(/^[+-]/, "");
  if (body === "" || [...body].some((digit) => !digits.includes(digit))) args.fail(`"${text}" is no whole number in base ${base}`);
  const value = Number.parseInt(text, base);
  return Number.isSafeInteger(value) ? value : args.fail(`"${text}" is too large`);
}

export const numberFunctions: Readonly<Record<string, HclFunction>> = {
  abs: fn(1, 1, (args) => Math.abs(args.number(0))),
  ceil: fn(1, 1, (args) => Math.ceil(args.number(0))),
  floor: fn(1, 1, (args) => Math.floor(args.number(0))),
  log: fn(2, 2, (args) => checked(args, Math.log(args.number(0)) / Math.log(args.number(1)))),
  max: fn(1, Number.POSITIVE_INFINITY, (args) => all(args).reduce((a, b) => Math.max(a, b))),
  min: fn(1, Number.POSITIVE_INFINITY, (args) => all(args).reduce((a, b) => Math.min(a, b))),
  parseint: fn(2, 2, parseInteger),
  pow: fn(2, 2, (args) => checked(args, args.number(0) ** args.number(1))),
  signum: fn(1, 1, (args) => Math.sign(args.number(0))),
};
