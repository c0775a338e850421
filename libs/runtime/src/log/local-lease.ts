// The lease of a process that is alone by design (`berth dev`): always held. The log still decides who leads.
import type { Lease } from "@berth/ports/lease";

export class LocalLease implements Lease {
  readonly ttlMs = 1_000;
  hold(): Promise<boolean> {
    return Promise.resolve(true);
  }
  release(): Promise<void> {
    return Promise.resolve();
  }
}
