// Task states as nodes report them, made small. Most say the same with other times ("t runs, started then, no
// events"): such states are stored once as a template, and a row holds the template's number and its own first start.
// States with events, or with anything this program does not know, are kept whole in the row's extras.
import type { TaskState } from "../model/report.js";
import { type AllocationRows, word } from "./allocation-rows.js";
import { Int32Column } from "./column.js";

export type TaskStates = Readonly<Record<string, TaskState>>;

interface Template {
  readonly key: string;
  /** As they were when the template was made: their times are relative to this. */
  readonly baseMs: number;
  readonly states: TaskStates;
  holders: number;
}

/** A first start more than 24 days from the row's creation does not fit. */
const maxOffsetMs = 0x7fff_ffff;
const knownFields = 7;

export class TaskStatesColumn {
  private readonly ids = new Map<string, number>();
  /** From 1: 0 in a row means none. */
  private readonly templates: (Template | undefined)[] = [undefined];
  private readonly free: number[] = [];
  private readonly offsets = new Int32Column();

  constructor(
    private readonly rows: AllocationRows,
    private readonly createdAtMs: (row: number) => number,
  ) {}

  get(row: number): TaskStates | undefined {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return undefined;
    const template = this.templates[id]!;
    const byMs = this.createdAtMs(row) + this.offsets.get(row) - template.baseMs;
    return Object.fromEntries(Object.entries(template.states).map(([task, state]) => [task, moved(state, byMs)]));
  }

  /** False: these must be kept whole; the row has none here then. */
  set(row: number, states: TaskStates): boolean {
    const createdAtMs = this.createdAtMs(row);
    const offsetMs = (firstStartMs(states) || createdAtMs) - createdAtMs;
    const key = offsetMs < maxOffsetMs && offsetMs > -maxOffsetMs ? keyOf(states, createdAtMs + offsetMs) : undefined;
    const before = this.rows.get(row, word.taskStates);
    if (key !== undefined) {
      this.rows.set(row, word.taskStates, this.hold(key, states, createdAtMs + offsetMs));
      this.offsets.set(row, offsetMs);
    } else if (before !== 0) {
      this.rows.set(row, word.taskStates, 0);
    }
    if (before !== 0) this.release(before);
    return key !== undefined;
  }

  clear(row: number): void {
    const id = this.rows.get(row, word.taskStates);
    if (id === 0) return;
    this.rows.set(row, word.taskStates, 0);
    this.release(id);
  }

  private hold(key: string, states: TaskStates, baseMs: number): number {
    const known = this.ids.get(key);
    if (known !== undefined) {
      this.templates[known]!.holders++;
      return known;
    }
    const id = this.free.pop() ?? this.templates.length;
    this.templates[id] = { key, baseMs, states, holders: 1 };
    this.ids.set(key, id);
    return id;
  }

  private release(id: number): void {
    const template = this.templates[id]!;
    if (--template.holders > 0) return;
    this.ids.delete(template.key);
    this.templates[id] = undefined;
    this.free.push(id);
  }

  dump(): TaskStatesDump {
    return { templates: this.templates.map((template) => template ?? null), free: this.free, offsets: this.offsets.pages };
  }

  restore({ templates, free, offsets }: TaskStatesDump): void {
    for (const [id, template] of templates.entries()) {
      this.templates[id] = template === null ? undefined : { ...template };
      if (template !== null) this.ids.set(template.key, id);
    }
    this.free.push(...free);
    this.offsets.pages.push(...offsets);
  }
}

export interface TaskStatesDump {
  readonly templates: readonly (Template | null)[];
  readonly free: readonly number[];
  readonly offsets: readonly Int32Array[];
}

function firstStartMs(states: TaskStates): number {
  for (const task in states) return states[task]!.startedAtMs;
  return 0;
}

/** Equal for states that differ by a shift in time only; undefined = not plain. */
function keyOf(states: TaskStates, baseMs: number): string | undefined {
  const since = (timeMs: number): string => (timeMs === 0 ? "" : `${timeMs - baseMs}`);
  let key = "";
  for (const task in states) {
    const state = states[task]!;
    const { lastRestartMs, startedAtMs, finishedAtMs, restarts } = state;
    if (state.events.length > 0 || Object.keys(state).length !== knownFields) return undefined;
    if (!Number.isSafeInteger(lastRestartMs + startedAtMs + finishedAtMs + restarts)) return undefined;
    const times = `${since(lastRestartMs)},${since(startedAtMs)},${since(finishedAtMs)}`;
    key += `${task.length}:${task}${state.state},${state.failed},${restarts},${times};`;
  }
  return key;
}

function moved(state: TaskState, byMs: number): TaskState {
  const shifted = (timeMs: number): number => (timeMs === 0 ? 0 : timeMs + byMs);
  return {
    ...state,
    lastRestartMs: shifted(state.lastRestartMs),
    startedAtMs: shifted(state.startedAtMs),
    finishedAtMs: shifted(state.finishedAtMs),
  };
}
