import type { Clock } from "@berth/ports/environment";
import type { Registry } from "@berth/ports/registry";
import { pause } from "./bell.js";

const AGAIN_MS = 1_000;

/** Follows a set of services that changes now and then: one watch at a time, begun again when it ends or fails. */
export class RegistryWatch {
  private names: readonly string[] = [];
  private running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly onChange: () => void,
  ) {}

  follow(names: readonly string[]): void {
    if (this.running !== undefined && names.join() === this.names.join()) return;
    this.running?.stop.abort();
    this.names = names;
    const stop = new AbortController();
    this.running = { stop, ended: this.keepWatching(names, stop.signal) };
  }

  async close(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.ended;
  }

  private async keepWatching(names: readonly string[], signal: AbortSignal): Promise<void> {
    while (!signal.aborted && names.length > 0) {
      // A watch that cannot be kept only makes changes be seen later: the renderer looks by itself too.
      await this.registry.watch(names, this.onChange, signal).catch(() => undefined);
      await pause(this.clock, AGAIN_MS, signal);
    }
  }
}
