// CPU time of a piece of work: the smallest of several runs, since other work on the machine can only add to it.

/** CPU seconds of this process, user and system. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Smallest CPU seconds of `runs` runs; `prepare` is not counted. */
export function leastSeconds<T>(runs: number, prepare: () => T, work: (prepared: T) => void): number {
  let least = Infinity;
  for (let i = 0; i < runs; i++) {
    const prepared = prepare();
    globalThis.gc?.();
    const start = cpuSeconds();
    work(prepared);
    least = Math.min(least, cpuSeconds() - start);
  }
  return least;
}

export interface Footprint {
  readonly heapBytes: number;
  readonly bufferBytes: number;
}

/** Live bytes after collection, and what of them lies in typed arrays. Needs --expose-gc. */
export async function footprint(): Promise<Footprint> {
  // Array buffers are given back by a task of their own after the collection that found them dead.
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heapBytes: heapUsed, bufferBytes: arrayBuffers };
}
