// Task states cut in two: what they say, and when. Agents that start a thousand tasks say a thousand times the same
// ("received, set up, started") with other times, so what is said is stored once, as a pattern, and each allocation
// keeps its times alone. The state's rows and the reports on the wire share it.
//
// A pattern is the states themselves with each time replaced by its rank among their distinct times: 0 = never, 1 = the
// earliest. Fields that this program does not know stay as they are, so nothing is lost.
import type { TaskEvent, TaskState } from "../model/report.js";

export type TaskStates = Readonly<Record<string, TaskState>>;

export class StatesPattern {
  private parsed: TaskStates | undefined;

  /** The states with ranks for times, as JSON: equal texts are equal patterns. */
  constructor(readonly key: string) {}

  get states(): TaskStates {
    this.parsed ??= JSON.parse(this.key) as TaskStates;
    return this.parsed;
  }

  private counted: number | undefined;

  /** How many distinct times belong to it. */
  get timeCount(): number {
    this.counted ??= highestRank(this.states);
    return this.counted;
  }
}

export const emptyPattern = new StatesPattern("{}");

function highestRank(states: TaskStates): number {
  let highest = 0;
  mapTimes(states, (rank) => {
    highest = Math.max(highest, rank);
    return rank;
  });
  return highest;
}

/** The same states with other times; keeps the order of fields. */
function mapTimes(states: TaskStates, map: (time: number) => number): TaskStates {
  const result: Record<string, TaskState> = {};
  for (const task in states) {
    const state = states[task]!;
    result[task] = {
      ...state,
      lastRestartMs: map(state.lastRestartMs),
      startedAtMs: map(state.startedAtMs),
      finishedAtMs: map(state.finishedAtMs),
      events: state.events.map((event) => ({ ...event, timeMs: map(event.timeMs) })),
    };
  }
  return result;
}

/** The pattern's states at these times, ascending. */
export function statesAt(pattern: StatesPattern, timesMs: ArrayLike<number>): TaskStates {
  return mapTimes(pattern.states, (rank) => (rank === 0 ? 0 : timesMs[rank - 1]!));
}

export interface TimedStates {
  readonly pattern: StatesPattern;
  /** Distinct and ascending. */
  readonly timesMs: readonly number[];
}

/** Finds patterns; the one that was used last is tried first, without making a text. */
export class PatternFinder {
  private readonly known = new Map<string, StatesPattern>();
  private last = emptyPattern;

  /** undefined: these states can only be kept whole. */
  find(states: TaskStates): TimedStates | undefined {
    const timesMs = timesIfLike(this.last, states);
    if (timesMs !== undefined) return { pattern: this.last, timesMs };
    const times = distinctTimes(states);
    if (times === undefined) return undefined;
    const ranks = new Map(times.map((time, i) => [time, i + 1]));
    const key = JSON.stringify(mapTimes(states, (time) => ranks.get(time) ?? 0));
    let pattern = this.known.get(key);
    if (pattern === undefined) {
      pattern = new StatesPattern(key);
      if (this.known.size >= maxKnown) this.known.clear();
      this.known.set(key, pattern);
    }
    this.last = pattern;
    return { pattern, timesMs: times };
  }
}

const maxKnown = 1_024;

/** undefined: they cannot be cut. */
function distinctTimes(states: TaskStates): number[] | undefined {
  const found = new Set<number>();
  let isUsual = true;
  for (const task in states) {
    // Assigning to this name sets no field: whoever copies these states would lose it.
    if (task === "__proto__") return undefined;
    const { lastRestartMs, startedAtMs, finishedAtMs, events } = states[task]!;
    if (!Array.isArray(events)) return undefined;
    for (const time of [lastRestartMs, startedAtMs, finishedAtMs, ...events.map(({ timeMs }) => timeMs)]) {
      isUsual &&= Number.isSafeInteger(time) && time >= 0;
      if (time !== 0) found.add(time);
    }
  }
  return isUsual ? [...found].toSorted((a, b) => a - b) : undefined;
}

/** Their times if they differ from the pattern in nothing else: for states of one task, as most are. */
function timesIfLike(pattern: StatesPattern, states: TaskStates): number[] | undefined {
  const timesMs = Array.from<number>({ length: pattern.timeCount }).fill(0);
  let tasks = 0;
  for (const task in states) {
    const known = pattern.states[task];
    if (known === undefined || ++tasks > 1 || !isLike(known, states[task]!, timesMs)) return undefined;
  }
  if (tasks !== 1 || !isAlone(pattern.states)) return undefined;
  for (let i = 0; i < timesMs.length; i++) if (timesMs[i]! <= (i === 0 ? 0 : timesMs[i - 1]!)) return undefined;
  return timesMs;
}

function isAlone(states: TaskStates): boolean {
  let tasks = 0;
  for (const _ in states) tasks++;
  return tasks === 1;
}

const stateFields = 7;
const eventFields = 4;

function fieldsOf(value: object): number {
  let count = 0;
  for (const _ in value) count++;
  return count;
}

/** Takes down the times as it goes; a rank stands for one time only. */
function isLike(ranked: TaskState, state: TaskState, timesMs: number[]): boolean {
  if (ranked.state !== state.state || ranked.failed !== state.failed || ranked.restarts !== state.restarts) return false;
  if (fieldsOf(ranked) !== stateFields || fieldsOf(state) !== stateFields || ranked.events.length !== state.events.length) return false;
  if (!note(ranked.lastRestartMs, state.lastRestartMs, timesMs) || !note(ranked.startedAtMs, state.startedAtMs, timesMs)) return false;
  if (!note(ranked.finishedAtMs, state.finishedAtMs, timesMs)) return false;
  for (let i = 0; i < ranked.events.length; i++) if (!isLikeEvent(ranked.events[i]!, state.events[i]!, timesMs)) return false;
  return true;
}

function isLikeEvent(ranked: TaskEvent, event: TaskEvent, timesMs: number[]): boolean {
  if (ranked.type !== event.type || ranked.message !== event.message || !note(ranked.timeMs, event.timeMs, timesMs)) return false;
  if (fieldsOf(event) !== eventFields || fieldsOf(ranked) !== eventFields) return false;
  let details = 0;
  for (const name in event.details) {
    if (ranked.details[name] !== event.details[name]) return false;
    details++;
  }
  return details === fieldsOf(ranked.details);
}

function note(rank: number, time: number, timesMs: number[]): boolean {
  if (rank === 0 || time === 0) return rank === time;
  if (!Number.isSafeInteger(time) || time < 0) return false;
  if (timesMs[rank - 1] === 0) timesMs[rank - 1] = time;
  return timesMs[rank - 1] === time;
}
