/**
 * MD5 (RFC 1321), SHA-1, SHA-256 and SHA-512 (FIPS 180-4), in plain TypeScript: core has no crypto module, and job
 * files hash short texts. The round constants are computed from the primes, as the standards define them.
 */

const primes: readonly number[] = (() => {
  const found: number[] = [];
  for (let candidate = 2; found.length < 80; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
})();

function integerRoot(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The first 64 bits of the fraction of the square (2) or cube (3) root of a prime. */
function rootFraction(prime: number, degree: 2n | 3n): bigint {
  return integerRoot(BigInt(prime) << (64n * degree), degree) & 0xffffffffffffffffn;
}

const K512 = primes.map((prime) => rootFraction(prime, 3n));
const H512 = primes.slice(0, 8).map((prime) => rootFraction(prime, 2n));
const K256 = Uint32Array.from(K512.slice(0, 64).map((value) => Number(value >> 32n)));
const H256 = H512.map((value) => Number(value >> 32n));
const K_MD5 = Uint32Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));
const SHIFTS_MD5 = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** The message with its 1 bit, zeros and length, in whole blocks. */
function padded(bytes: Uint8Array, blockBytes: number, littleEndian: boolean): DataView {
  const lengthBytes = blockBytes / 8;
  const total = Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const padding = new Uint8Array(total);
  padding.set(bytes);
  padding[bytes.length] = 0x80;
  const view = new DataView(padding.buffer);
  view.setBigUint64(total - 8, BigInt(bytes.length) * 8n, false);
  if (littleEndian) view.setBigUint64(total - 8, BigInt(bytes.length) * 8n, true);
  return view;
}

const left = (value: number, by: number) => (value << by) | (value >>> (32 - by));
const right = (value: number, by: number) => (value >>> by) | (value << (32 - by));

function hex32(words: readonly number[]): string {
  return words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

export function md5(bytes: Uint8Array): string {
  const view = padded(bytes, 64, true);
  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const f = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) % 16 : round === 2 ? (3 * i + 5) % 16 : (7 * i) % 16;
      const sum = (a + f + (K_MD5[i] ?? 0) + view.getUint32(block + word * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + left(sum, SHIFTS_MD5[round * 4 + (i % 4)] ?? 0)) | 0];
    }
    state = [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
  }
  const swapped = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => {
    swapped.setInt32(at * 4, word, true);
  });
  return hex32([0, 4, 8, 12].map((at) => swapped.getUint32(at)));
}

export function sha1(bytes: Uint8Array): string {
  const view = padded(bytes, 64, false);
  let state: [number, number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 80; i += 1) {
      w[i] = i < 16 ? view.getInt32(block + i * 4) : left((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
    }
    let [a, b, c, d, e] = state;
    for (let i = 0; i < 80; i += 1) {
      const f = i < 20 ? (b & c) | (~b & d) : i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const k = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(i / 20)] ?? 0;
      const next = (left(a, 5) + f + e + k + (w[i] ?? 0)) | 0;
      [a, b, c, d, e] = [next, a, left(b, 30), c, d];
    }
    state = [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0, (state[4] + e) | 0];
  }
  return hex32(state);
}

export function sha256(bytes: Uint8Array): string {
  const view = padded(bytes, 64, false);
  let state: readonly number[] = H256;
  const w = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 64; i += 1) {
      const [far, near] = [w[i - 15] ?? 0, w[i - 2] ?? 0];
      const s0 = right(far, 7) ^ right(far, 18) ^ (far >>> 3);
      const s1 = right(near, 17) ^ right(near, 19) ^ (near >>> 10);
      w[i] = i < 16 ? view.getInt32(block + i * 4) : (w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
      const t1 = h + s1 + ((e & f) ^ (~e & g)) + (K256[i] ?? 0) + (w[i] ?? 0);
      const t2 = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, at) => (word + (state[at] ?? 0)) | 0);
  }
  return hex32(state);
}

const MASK64 = 0xffffffffffffffffn;
const right64 = (value: bigint, by: bigint) => ((value >> by) | (value << (64n - by))) & MASK64;

export function sha512(bytes: Uint8Array): string {
  const view = padded(bytes, 128, false);
  let state: readonly bigint[] = H512;
  const w = new BigUint64Array(80);
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 80; i += 1) {
      const [far, near] = [w[i - 15] ?? 0n, w[i - 2] ?? 0n];
      const s0 = right64(far, 1n) ^ right64(far, 8n) ^ (far >> 7n);
      const s1 = right64(near, 19n) ^ right64(near, 61n) ^ (near >> 6n);
      w[i] = i < 16 ? view.getBigUint64(block + i * 8) : ((w[i - 16] ?? 0n) + s0 + (w[i - 7] ?? 0n) + s1) & MASK64;
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i += 1) {
      const s1 = right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & MASK64 & g)) + (K512[i] ?? 0n) + (w[i] ?? 0n);
      const t2 = (right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(t1 + t2) & MASK64, a, b, c, (d + t1) & MASK64, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, at) => (word + (state[at] ?? 0n)) & MASK64);
  }
  return state.map((word) => word.toString(16).padStart(16, "0")).join("");
}
