// A cluster log in memory: appends are stored at once, followers hear of them in the next turn. Keeps NATS' rules that
// matter to the loops: message-id dedup answers "unknown" (only the log can tell), indexes are contiguous.
import type { AppendResult, Log, LogFollower, LogRecord, Subscription } from "@berth/ports/log";

export class MemoryLog implements Log {
  readonly maxEntryBytes = 1_048_576;
  readonly records: LogRecord[] = [];
  private readonly ids = new Set<string>();
  private readonly followers = new Map<LogFollower, number>();
  private pumping = false;
  private first = 1;

  constructor(
    private readonly nowMs: () => number,
    private readonly life = "memory",
  ) {}

  async append(id: string, data: Uint8Array): Promise<AppendResult> {
    await Promise.resolve();
    if (data.length > this.maxEntryBytes) return { kind: "refused", code: "too-large", reason: "entry too large" };
    if (this.ids.has(id)) return { kind: "unknown", reason: "duplicate" };
    this.ids.add(id);
    const record = { index: this.records.length + 1, id, data, storedAtMs: this.nowMs() };
    this.records.push(record);
    this.pump();
    return { kind: "stored", index: record.index };
  }

  async follow(after: number, follower: LogFollower): Promise<Subscription> {
    this.followers.set(follower, after);
    this.pump();
    return { close: () => Promise.resolve(void this.followers.delete(follower)) };
  }

  async bounds(): Promise<{ readonly first: number; readonly last: number }> {
    return { first: this.records.length === 0 ? 0 : this.first, last: this.records.length };
  }

  async incarnation(): Promise<string> {
    return this.life;
  }

  /** Removes every entry below; who needs one of them is told. */
  async trim(first: number): Promise<void> {
    this.first = Math.max(this.first, Math.min(first, this.records.length + 1));
    this.pump();
  }

  private pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    queueMicrotask(() => {
      this.pumping = false;
      for (const [follower, after] of this.followers) {
        if (after + 1 < this.first) {
          this.followers.delete(follower);
          follower.onBroken(`the log was trimmed past this reader: it starts at ${this.first}, ${after + 1} is needed`);
          continue;
        }
        if (after >= this.records.length) continue;
        this.followers.set(follower, this.records.length);
        follower.onRecords(this.records.slice(after));
      }
    });
  }
}
