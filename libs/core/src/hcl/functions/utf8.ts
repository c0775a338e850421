/** UTF-8, without the platform: core has no TextEncoder. */

export function toUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

const SMALLEST = [0, 0x80, 0x800, 0x10000];

/** Null: not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const following = first < 0x80 ? 0 : first >> 5 === 6 ? 1 : first >> 4 === 14 ? 2 : first >> 3 === 30 ? 3 : -1;
    if (following < 0) return null;
    let code = following === 0 ? first : first & (0x3f >> following);
    for (let next = 1; next <= following; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if (byte >> 6 !== 2) return null;
      code = (code << 6) | (byte & 63);
    }
    if (code < (SMALLEST[following] ?? 0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    text += String.fromCodePoint(code);
    at += following + 1;
  }
  return text;
}
