// What the log took: entries by what is in them. Entries are what costs: each wakes every follower.
import type { Replica } from "@berth/runtime/log/replica";

export class EntryCount {
  entries = 0;
  /** Events by type, and the entries that hold them. */
  readonly kinds = new Map<string, { entries: number; events: number }>();
  private readonly following: { close(): void };

  constructor(replica: Replica) {
    this.following = replica.onFolded((folded) => {
      this.entries += folded.length;
      for (const { entry } of folded) this.count(entry.events.map(({ type }) => type));
    });
  }

  close(): void {
    this.following.close();
  }

  get table(): { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] } {
    const rows = [...this.kinds].map(([type, { entries, events }]) => [type, entries, events, Math.round((events / entries) * 10) / 10] as const);
    return { title: "Entries of the log", columns: ["event", "entries", "events", "events an entry"], rows };
  }

  private count(types: readonly string[]): void {
    for (const type of new Set(types)) {
      const kind = this.kinds.get(type) ?? { entries: 0, events: 0 };
      kind.entries++;
      kind.events += types.filter((each) => each === type).length;
      this.kinds.set(type, kind);
    }
  }
}
