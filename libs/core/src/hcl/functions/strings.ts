/** Functions on texts. Lengths and positions count characters (code points), as people see them. */
import { fn, type Arguments, type HclFunction } from "./function.js";

function trimCutset(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && cut.has(characters[start] ?? "")) start += 1;
  while (end > start && cut.has(characters[end - 1] ?? "")) end -= 1;
  return characters.slice(start, end).join("");
}

function chomp(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end -= 1;
  return text.slice(0, end);
}

function substr(args: Arguments): string {
  const characters = [...args.text(0)];
  const offset = args.integer(1);
  const length = args.integer(2);
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  return characters.slice(start, length < 0 ? undefined : start + length).join("");
}

function indent(args: Arguments): string {
  const spaces = args.integer(0);
  if (spaces < 0 || spaces > 1000) args.fail("the number of spaces must be between 0 and 1000");
  const text = args.text(1);
  args.place.budget.spend(text.split("\n").length * (1 + (spaces >> 4)), args.place.span);
  return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

function join(args: Arguments): string {
  const items = args.values.slice(1).flatMap((_, at) => args.texts(at + 1));
  const separator = args.text(0);
  args.place.budget.spend((items.length * separator.length) >> 4, args.place.span);
  return items.join(separator);
}

function replace(args: Arguments): string {
  const [text, from, to] = [args.text(0), args.text(1), args.text(2)];
  const pieces = text.split(from);
  args.place.budget.spend(pieces.length * (1 + (to.length >> 4)), args.place.span);
  return pieces.join(to);
}

export const stringFunctions: Readonly<Record<string, HclFunction>> = {
  chomp: fn(1, 1, (args) => chomp(args.text(0))),
  indent: fn(2, 2, indent),
  join: fn(2, Number.POSITIVE_INFINITY, join),
  lower: fn(1, 1, (args) => args.text(0).toLowerCase()),
  replace: fn(3, 3, replace),
  split: fn(2, 2, (args) => {
    const parts = args.text(1).split(args.text(0));
    args.place.budget.spend(parts.length, args.place.span);
    return parts;
  }),
  strlen: fn(1, 1, (args) => [...args.text(0)].length),
  strrev: fn(1, 1, (args) => [...args.text(0)].reverse().join("")),
  substr: fn(3, 3, substr),
  title: fn(1, 1, (args) => args.text(0).replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())),
  trim: fn(2, 2, (args) => trimCutset(args.text(0), args.text(1))),
  trimprefix: fn(2, 2, (args) => {
    const [text, prefix] = [args.text(0), args.text(1)];
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  trimspace: fn(1, 1, (args) => args.text(0).trim()),
  trimsuffix: fn(2, 2, (args) => {
    const [text, suffix] = [args.text(0), args.text(1)];
    return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  }),
  upper: fn(1, 1, (args) => args.text(0).toUpperCase()),
};
