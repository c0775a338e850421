import type { HealthyInstance } from "@berth/ports/registry";

interface Held {
  readonly instances: readonly HealthyInstance[];
  /** undefined: the registry itself still says so. */
  readonly emptySinceMs: number | undefined;
}

/**
 * Keeps the last instances of a service for a while when the registry suddenly knows none. Mostly that is a registry
 * that has just lost its data and gets it back in a moment; a load balancer without servers would answer nobody
 * meanwhile, and one whose servers are really gone loses nothing by trying them a little longer.
 */
export class HeldInstances {
  private readonly held = new Map<string, Held>();

  constructor(private readonly holdMs: number) {}

  see(name: string, instances: readonly HealthyInstance[], nowMs: number): readonly HealthyInstance[] {
    const before = this.held.get(name);
    if (instances.length > 0 || before === undefined) {
      this.held.set(name, { instances, emptySinceMs: undefined });
      return instances;
    }
    const emptySinceMs = before.emptySinceMs ?? nowMs;
    const isHeld = before.instances.length > 0 && nowMs - emptySinceMs < this.holdMs;
    this.held.set(name, isHeld ? { ...before, emptySinceMs } : { instances, emptySinceMs: undefined });
    return isHeld ? before.instances : instances;
  }

  /** How long until something held has to be let go; Infinity: nothing is. */
  remainingMs(nowMs: number): number {
    const remaining = [...this.held.values()].map(({ emptySinceMs }) => (emptySinceMs === undefined ? Infinity : emptySinceMs + this.holdMs - nowMs));
    return Math.max(0, Math.min(Infinity, ...remaining));
  }
}
