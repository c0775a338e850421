/** base64, JSON, CSV, YAML (writing) and URL encoding. */
import { type HclValue, isList, isObject, plain } from "../value.js";
import { MAX_VALUE_DEPTH } from "../limits.js";
import { type Arguments, fn, type HclFunction } from "./function.js";
import { fromUtf8, toUtf8 } from "./utf8.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64Encode(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[(bits >> 18) & 63] ?? "";
    text += ALPHABET[(bits >> 12) & 63] ?? "";
    text += left > 1 ? (ALPHABET[(bits >> 6) & 63] ?? "") : "=";
    text += left > 2 ? (ALPHABET[bits & 63] ?? "") : "=";
  }
  return text;
}

/** Null: not base64. */
export function base64Decode(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const digits = text.replace(/=+$/, "");
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

function decodeBase64(args: Arguments): string {
  const bytes = base64Decode(args.text(0));
  if (bytes === null) return args.fail("this is not base64");
  return fromUtf8(bytes) ?? args.fail("the decoded bytes are not UTF-8 text");
}

function decodeJson(args: Arguments): HclValue {
  const text = args.text(0);
  args.place.budget.spend(text.length >> 2, args.place.span);
  // JSON.parse recurses by nesting: bound it before, by the only characters that nest.
  if (nesting(text) > MAX_VALUE_DEPTH) args.fail(`nested more than ${MAX_VALUE_DEPTH} deep`);
  try {
    return JSON.parse(text) as HclValue;
  } catch {
    return args.fail("this is not valid JSON");
  }
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    else if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}

/** RFC 4180, first row is the header: a list of objects. */
function decodeCsv(args: Arguments): HclValue {
  const [header, ...rows] = csvRows(args);
  if (header === undefined) return args.fail("there is no header line");
  return rows.map((row, at) => {
    if (row.length !== header.length) args.fail(`line ${at + 2} has ${row.length} fields, the header ${header.length}`);
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""]));
  });
}

function csvRows(args: Arguments): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const text = args.text(0);
  args.place.budget.spend(text.length >> 2, args.place.span);
  while (field.lastIndex < text.length || row.length > 0) {
    const found = field.exec(text);
    if (found === null) return args.fail("a quote is not closed");
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === ",") continue;
    rows.push(row);
    row = [];
    if (found[3] === "") break;
  }
  return rows;
}

function encodeYaml(value: HclValue, indentation: string): string {
  if (isList(value)) {
    if (value.length === 0) return " []\n";
    return `\n${value.map((item) => `${indentation}-${encodeYaml(item, `${indentation}  `)}`).join("")}`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    if (keys.length === 0) return " {}\n";
    return `\n${keys.map((key) => `${indentation}${JSON.stringify(key)}:${encodeYaml(value[key] ?? null, `${indentation}  `)}`).join("")}`;
  }
  return ` ${JSON.stringify(value)}\n`;
}

function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

export const encodingFunctions: Readonly<Record<string, HclFunction>> = {
  base64encode: fn(1, 1, (args) => base64Encode(toUtf8(args.text(0)))),
  base64decode: fn(1, 1, decodeBase64),
  csvdecode: fn(1, 1, decodeCsv),
  jsondecode: fn(1, 1, decodeJson),
  jsonencode: fn(1, 1, (args) => JSON.stringify(sortKeys(plain(args.any(0), args.place)))),
  urlencode: fn(1, 1, (args) => urlEncode(args.text(0))),
  yamlencode: fn(1, 1, (args) => encodeYaml(plain(args.any(0), args.place), "").trimStart()),
};

function sortKeys(value: HclValue): HclValue {
  if (isList(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sortKeys(value[key] ?? null)]));
}
