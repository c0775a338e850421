// Notes in memory, for the simulator and for tests. A time to live is not kept: nothing there waits for it.
import type { RegionNotes } from "@berth/ports/region-notes";

export class MemoryRegionNotes implements RegionNotes {
  private readonly notes = new Map<string, string>();

  async put(key: string, text: string): Promise<void> {
    this.notes.set(key, text);
  }

  async get(key: string): Promise<string | undefined> {
    return this.notes.get(key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, string>> {
    return new Map([...this.notes].filter(([key]) => key.startsWith(`${prefix}.`)));
  }
}
