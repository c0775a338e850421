/** Hashes of texts (UTF-8), printed as lower-case hexadecimal, and uuids: v4 from the injected source, v5 by name. */
import { md5, sha1, sha256, sha512 } from "./digest.js";
import { type Arguments, fn, type HclFunction } from "./function.js";
import { toUtf8 } from "./utf8.js";

/** What hashing costs by character beside reading it. */
const STEPS_PER_CHARACTER = 8;

function hash(digest: (bytes: Uint8Array) => string): HclFunction {
  return fn(1, 1, (args) => {
    const text = args.text(0);
    args.place.budget.spend(text.length * STEPS_PER_CHARACTER, args.place.span);
    return digest(toUtf8(text));
  });
}

const NAMESPACES: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

/** RFC 9562, version 5. */
function uuidV5(args: Arguments): string {
  const given = args.text(0);
  const namespace = ((Object.hasOwn(NAMESPACES, given) ? NAMESPACES[given] : undefined) ?? given).replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(namespace)) args.fail("the namespace must be a uuid or one of dns, url, oid, x500");
  const name = toUtf8(args.text(1));
  args.place.budget.spend(name.length * STEPS_PER_CHARACTER, args.place.span);
  const bytes = Uint8Array.from([...(namespace.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)), ...name]);
  const digest = sha1(bytes).slice(0, 32);
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const hex = `${digest.slice(0, 12)}5${digest.slice(13, 16)}${variant}${digest.slice(18)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const hashFunctions: Readonly<Record<string, HclFunction>> = {
  md5: hash(md5),
  sha1: hash(sha1),
  sha256: hash(sha256),
  sha512: hash(sha512),
  uuidv4: fn(0, 0, (args) => args.uuid?.() ?? args.fail("random uuids are not available here; pass the uuid as a variable")),
  uuidv5: fn(2, 2, uuidV5),
};
