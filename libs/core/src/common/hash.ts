// Non-cryptographic hashing for ids and state hashes: deterministic everywhere, 32-bit integer arithmetic only.
// mix32 is the finaliser of MurmurHash3 (Austin Appleby, public domain).

export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32-bit hash of a string's UTF-16 units under a seed. */
export function hashString(text: string, seed = 0): number {
  let h = (seed ^ 0x9e3779b9) | 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) ^ (h >>> 15);
  return mix32(h ^ text.length);
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");

/** A UUID (version 8, custom) that depends on the text and the number alone. */
export function uuidFrom(text: string, n: number): string {
  const a = hex(mix32(hashString(text, 1) ^ mix32(n + 1)));
  const b = hex(mix32(hashString(text, 2) + Math.imul(n + 1, 0x27d4eb2f)));
  const c = hex(mix32(hashString(text, 3) ^ Math.imul(n + 7, 0x165667b1)));
  const d = hex(mix32(hashString(text, 4) + mix32(n + 13)));
  const variant = ((parseInt(c.charAt(0), 16) & 3) | 8).toString(16);
  return `${a}-${b.slice(0, 4)}-8${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
