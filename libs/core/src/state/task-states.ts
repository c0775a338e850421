// Task states as nodes report them, made small. Most say the same with other times ("t runs, started then, no
// events"): such states are stored once as a template, and a row holds the template's number and its own first start.
// States with events, or with anything this program does not know, are kept whole in the row's extras.
import { hashString, mix32 } from "../common/hash.js";
import { type AllocationRows, word } from "./allocation-rows.js";
import { Int32Column } from "./column.js";
import { type PlainTemplate, type TaskStates, firstStartMs, isShifted, keyOf, moved } from "./plain-task-states.js";

interface Template extends PlainTemplate {
  readonly key: string;
  holders: number;
}

/** A first start more than 24 days from the row's creation does not fit. */
const maxOffsetMs = 0x7fff_ffff;

export class TaskStatesColumn {
  private readonly ids = new Map<string, number>();
  private readonly keyHashes = new Map<string, number>();
  /** From 1: 0 in a row means none. */
  private readonly templates: (Template | undefined)[] = [undefined];
  private readonly free: number[] = [];
  private readonly offsets = new Int32Column();
  /** Reports of one kind come together: the template that was used last is tried first. */
  private last = 0;

  constructor(
    private readonly rows: AllocationRows,
    private readonly createdAtMs: (row: number) => number,
  ) {}

  get(row: number): TaskStates | undefined {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return undefined;
    const template = this.templates[id]!;
    const byMs = this.createdAtMs(row) + this.offsets.get(row) - template.baseMs;
    return moved(template.states, byMs);
  }

  /** False: these must be kept whole; the row has none here then. */
  set(row: number, states: TaskStates): boolean {
    const createdAtMs = this.createdAtMs(row);
    const offsetMs = (firstStartMs(states) || createdAtMs) - createdAtMs;
    const fits = offsetMs < maxOffsetMs && offsetMs > -maxOffsetMs;
    const id = fits ? this.hold(states, createdAtMs + offsetMs) : 0;
    const before = this.rows.get(row, word.taskStates);
    if (id !== before) this.rows.set(row, word.taskStates, id);
    if (id !== 0) this.offsets.set(row, offsetMs);
    if (before !== 0) this.release(before);
    return id !== 0;
  }

  /** Of what `get` would say. */
  hash(row: number): number {
    const { key } = this.templates[this.rows.get(row, word.taskStates)]!;
    let hash = this.keyHashes.get(key);
    if (hash === undefined) {
      hash = hashString(key);
      this.keyHashes.set(key, hash);
    }
    return mix32(hash ^ this.offsets.get(row));
  }

  clear(row: number): void {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return;
    this.rows.set(row, word.taskStates, 0);
    this.release(id);
  }

  /** The template of these states, held once more; 0 when they are not plain. */
  private hold(states: TaskStates, baseMs: number): number {
    const last = this.templates[this.last];
    if (last !== undefined && isShifted(last, states, baseMs)) {
      last.holders++;
      return this.last;
    }
    const key = keyOf(states, baseMs);
    if (key === undefined) return 0;
    this.last = this.ids.get(key) ?? this.add({ key, baseMs, states, holders: 0 });
    this.templates[this.last]!.holders++;
    return this.last;
  }

  private add(template: Template): number {
    const id = this.free.pop() ?? this.templates.length;
    this.templates[id] = template;
    this.ids.set(template.key, id);
    return id;
  }

  private release(id: number): void {
    const template = this.templates[id]!;
    if (--template.holders > 0) return;
    this.ids.delete(template.key);
    this.keyHashes.delete(template.key);
    this.templates[id] = undefined;
    this.free.push(id);
  }

  dump(): TaskStatesDump {
    return { templates: this.templates.map((template) => template ?? null), free: this.free, offsets: this.offsets.pages };
  }

  restore({ templates, free }: Omit<TaskStatesDump, "offsets">): void {
    for (const [id, template] of templates.entries()) {
      this.templates[id] = template === null ? undefined : { ...template };
      if (template !== null) this.ids.set(template.key, id);
    }
    this.free.push(...free);
  }

  restoreOffsets(page: Int32Array): void {
    this.offsets.pages.push(page);
  }
}

export interface TaskStatesDump {
  readonly templates: readonly (Template | null)[];
  readonly free: readonly number[];
  readonly offsets: readonly Int32Array[];
}
