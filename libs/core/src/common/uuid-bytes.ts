// UUIDs as their 16 bytes, and back. Only the usual form, in lower case, has bytes: what was read back must be what was
// written.

export const uuidBytes = 16;
const textLength = 36;
const dash = 45;

const digitOfCode = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) digitOfCode["0123456789abcdef".charCodeAt(value)] = value;
const textOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? digitOfCode[code]! : -1;
}

/** False when the text is no UUID of that form; what was written by then means nothing. */
export function writeUuid(text: string, into: Uint8Array, at: number): boolean {
  if (text.length !== textLength) return false;
  let from = 0;
  for (let i = 0; i < uuidBytes; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) {
      if (text.charCodeAt(from) !== dash) return false;
      from++;
    }
    const high = digitAt(text, from);
    const low = digitAt(text, from + 1);
    if ((high | low) < 0) return false;
    into[at + i] = (high << 4) | low;
    from += 2;
  }
  return true;
}

export function readUuid(bytes: Uint8Array, at: number): string {
  let text = "";
  for (let i = 0; i < uuidBytes; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
    text += textOfByte[bytes[at + i]!]!;
  }
  return text;
}
