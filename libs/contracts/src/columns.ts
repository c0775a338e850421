// Columns on the wire: little-endian arrays in `bytes`. Typed arrays are little-endian on every machine that Node runs
// on in practice; a view is taken where the bytes are aligned, a copy where they are not.

export function bytesOf(column: Uint32Array | Uint16Array | Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function checked(bytes: Uint8Array, width: number): Uint8Array {
  if (bytes.length % width !== 0) throw new RangeError(`column of ${bytes.length} bytes is not a multiple of ${width}`);
  // A Buffer's own slice would share the memory: the constructor copies.
  return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
}

export function uint32Column(bytes: Uint8Array): Uint32Array {
  const aligned = checked(bytes, 4);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

export function float64Column(bytes: Uint8Array): Float64Array {
  const aligned = checked(bytes, 8);
  return new Float64Array(aligned.buffer, aligned.byteOffset, aligned.length / 8);
}

export function uint16Column(bytes: Uint8Array): Uint16Array {
  const aligned = checked(bytes, 2);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}
