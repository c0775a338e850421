// The host ports of one node: a bitmap over 0-65535, made when the first port is taken. A port that two
// allocations hold for a moment (the old one stopping, the new one placed by the same plan) is counted, not lost.

export class PortSet {
  private bits: Uint32Array | undefined;
  private readonly extraHolders = new Map<number, number>();
  private reserved: ReadonlySet<number> = new Set();

  reserve(ports: ReadonlySet<number>): void {
    this.reserved = ports;
  }

  has(port: number): boolean {
    if (this.reserved.has(port)) return true;
    return this.bits !== undefined && (this.bits[port >>> 5]! & (1 << (port & 31))) !== 0;
  }

  /** Allocations that hold it, and the machine itself where it keeps the port. */
  holders(port: number): number {
    const own = this.reserved.has(port) ? 1 : 0;
    const isTaken = this.bits !== undefined && (this.bits[port >>> 5]! & (1 << (port & 31))) !== 0;
    return isTaken ? own + 1 + (this.extraHolders.get(port) ?? 0) : own;
  }

  take(port: number): void {
    this.bits ??= new Uint32Array(2048);
    const bit = 1 << (port & 31);
    if ((this.bits[port >>> 5]! & bit) !== 0) {
      this.extraHolders.set(port, (this.extraHolders.get(port) ?? 0) + 1);
      return;
    }
    this.bits[port >>> 5]! |= bit;
  }

  dump(): PortsDump {
    const taken: [number, number][] = [];
    for (const [at, bits] of this.bits?.entries() ?? []) {
      if (bits === 0) continue;
      for (let bit = 0; bit < 32; bit++)
        if ((bits & (1 << bit)) !== 0) taken.push([at * 32 + bit, 1 + (this.extraHolders.get(at * 32 + bit) ?? 0)]);
    }
    return taken;
  }

  restore(taken: PortsDump): void {
    for (const [port, holders] of taken) for (let n = 0; n < holders; n++) this.take(port);
  }

  release(port: number): void {
    const extra = this.extraHolders.get(port);
    if (extra !== undefined) {
      if (extra === 1) this.extraHolders.delete(port);
      else this.extraHolders.set(port, extra - 1);
      return;
    }
    if (this.bits !== undefined) this.bits[port >>> 5]! &= ~(1 << (port & 31));
  }
}

/** Taken ports with the number of their holders. */
export type PortsDump = readonly (readonly [port: number, holders: number])[];

/** Nomad's port notation, "22,80,8000-8100"; parts that are no ports are left out. */
export function parsePortList(text: string): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part);
    if (match === null) continue;
    const first = Number(match[1]);
    const last = Math.min(65_535, match[2] === undefined ? first : Number(match[2]));
    for (let port = first; port <= last; port++) ports.add(port);
  }
  return ports;
}
