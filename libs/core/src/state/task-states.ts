// Task states as nodes report them, made small. Most say the same at other times ("received, set up, started"): what they
// say is stored once as a pattern, and a row holds the pattern's number and its times in twelve bytes: the first as an
// offset from the row's creation, the others as steps of one to five bytes. Times that do not fit stand beside, and
// states that this program cannot cut into pattern and times are kept whole in the row's extras.
import { hashString, mix32 } from "../common/hash.js";
import { type AllocationRows, word } from "./allocation-rows.js";
import { PatternFinder, StatesPattern, type TaskStates, statesAt } from "./states-pattern.js";
import { RowTimes, type RowTimesDump } from "./row-times.js";

interface Held {
  readonly pattern: StatesPattern;
  readonly hash: number;
  holders: number;
}

export class TaskStatesColumn {
  private readonly ids = new Map<string, number>();
  /** From 1: 0 in a row means none. */
  private readonly patterns: (Held | undefined)[] = [undefined];
  private readonly free: number[] = [];
  readonly times = new RowTimes();
  private readonly finder = new PatternFinder();
  /** Reports of one kind come together: the pattern that was used last is tried first. */
  private last = 0;

  constructor(
    private readonly rows: AllocationRows,
    private readonly createdAtMs: (row: number) => number,
  ) {}

  get(row: number): TaskStates | undefined {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return undefined;
    const { pattern } = this.patterns[id]!;
    return statesAt(pattern, this.times.get(row, pattern.timeCount, this.createdAtMs(row)));
  }

  /** False: these must be kept whole; the row has none here then. */
  set(row: number, states: TaskStates): boolean {
    const timed = this.finder.find(states);
    if (timed !== undefined) return this.setTimed(row, timed.pattern, timed.timesMs);
    this.clear(row);
    return false;
  }

  /** The same for states that come cut; false when the first time is too far from the row's creation. */
  setTimed(row: number, pattern: StatesPattern, timesMs: ArrayLike<number>): boolean {
    const fits = this.times.set(row, timesMs, { count: pattern.timeCount, createdAtMs: this.createdAtMs(row) });
    const id = fits ? this.hold(pattern) : 0;
    const before = this.rows.get(row, word.taskStates);
    if (id !== before) this.rows.set(row, word.taskStates, id);
    if (before !== 0) this.release(before);
    return id !== 0;
  }

  /** Of what `get` would say. */
  hash(row: number): number {
    return mix32(this.patterns[this.rows.get(row, word.taskStates)]!.hash ^ this.times.hash(row));
  }

  clear(row: number): void {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return;
    this.rows.set(row, word.taskStates, 0);
    this.times.clear(row);
    this.release(id);
  }

  private hold(pattern: StatesPattern): number {
    let held = this.patterns[this.last];
    if (held === undefined || (held.pattern !== pattern && held.pattern.key !== pattern.key)) {
      this.last = this.ids.get(pattern.key) ?? this.add(pattern, 0);
      held = this.patterns[this.last]!;
    }
    held.holders++;
    return this.last;
  }

  private add(pattern: StatesPattern, holders: number): number {
    const id = this.free.pop() ?? this.patterns.length;
    this.patterns[id] = { pattern, hash: hashString(pattern.key), holders };
    this.ids.set(pattern.key, id);
    return id;
  }

  private release(id: number): void {
    const held = this.patterns[id]!;
    if (--held.holders > 0) return;
    this.ids.delete(held.pattern.key);
    this.patterns[id] = undefined;
    this.free.push(id);
  }

  dump(): TaskStatesDump {
    const { beside, pages } = this.times.dump();
    return { patterns: this.patterns.map((held) => (held === undefined ? null : [held.pattern.key, held.holders])), free: this.free, beside, pages };
  }

  restore({ patterns, free, beside }: Omit<TaskStatesDump, "pages">): void {
    for (const [id, held] of patterns.entries()) {
      this.patterns[id] = held === null ? undefined : { pattern: new StatesPattern(held[0]), hash: hashString(held[0]), holders: held[1] };
      if (held !== null) this.ids.set(held[0], id);
    }
    this.free.push(...free);
    this.times.restore(beside);
  }
}

export interface TaskStatesDump extends RowTimesDump {
  readonly patterns: readonly (readonly [key: string, holders: number] | null)[];
  readonly free: readonly number[];
}
