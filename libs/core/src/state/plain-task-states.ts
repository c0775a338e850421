// Task states that differ only by a shift in time, as most do ("t runs, started then, no events"): how to tell that two
// are alike, and to make one from the other. The state's rows and the reports on the wire share it. States with events,
// or with anything this program does not know, are not plain.
import type { TaskState } from "../model/report.js";

export type TaskStates = Readonly<Record<string, TaskState>>;

export interface PlainTemplate {
  /** The states' times are relative to this. */
  readonly baseMs: number;
  readonly states: TaskStates;
}

const knownFields = 7;

/** 0 = not started. */
export function firstStartMs(states: TaskStates): number {
  for (const task in states) return states[task]!.startedAtMs;
  return 0;
}

/** The same without making a key: for states of one task, as most are. */
export function isShifted(template: PlainTemplate, states: TaskStates, baseMs: number): boolean {
  let tasks = 0;
  for (const task in states) {
    const known = template.states[task];
    if (known === undefined || ++tasks > 1 || !isSame(known, states[task]!, baseMs - template.baseMs)) return false;
  }
  return tasks === 1 && isAlone(template.states);
}

function isAlone(states: TaskStates): boolean {
  let tasks = 0;
  for (const _ in states) tasks++;
  return tasks === 1;
}

function isSame(a: TaskState, b: TaskState, byMs: number): boolean {
  if (a.state !== b.state || a.failed !== b.failed || a.restarts !== b.restarts || b.events.length > 0) return false;
  const isMoved = (from: number, to: number): boolean => (from === 0 || to === 0 ? from === to : to === from + byMs);
  if (!isMoved(a.startedAtMs, b.startedAtMs) || !isMoved(a.finishedAtMs, b.finishedAtMs)) return false;
  return isMoved(a.lastRestartMs, b.lastRestartMs) && Object.keys(b).length === knownFields;
}

/** Equal for states that differ by a shift in time only; undefined = not plain. */
export function keyOf(states: TaskStates, baseMs: number): string | undefined {
  const since = (timeMs: number): string => (timeMs === 0 ? "" : `${timeMs - baseMs}`);
  let key = "";
  for (const task in states) {
    const state = states[task]!;
    const { lastRestartMs, startedAtMs, finishedAtMs, restarts } = state;
    // Assigning to this name sets no field: whoever copies these states would lose it.
    if (task === "__proto__") return undefined;
    if (state.events.length > 0 || Object.keys(state).length !== knownFields) return undefined;
    if (!Number.isSafeInteger(lastRestartMs + startedAtMs + finishedAtMs + restarts)) return undefined;
    const times = `${since(lastRestartMs)},${since(startedAtMs)},${since(finishedAtMs)}`;
    key += `${task.length}:${task}${state.state},${state.failed},${restarts},${times};`;
  }
  return key;
}

function movedState(state: TaskState, byMs: number): TaskState {
  const shifted = (timeMs: number): number => (timeMs === 0 ? 0 : timeMs + byMs);
  return {
    ...state,
    lastRestartMs: shifted(state.lastRestartMs),
    startedAtMs: shifted(state.startedAtMs),
    finishedAtMs: shifted(state.finishedAtMs),
  };
}

/** The template's states with their times this much later. */
export function moved(states: TaskStates, byMs: number): TaskStates {
  const result: Record<string, TaskState> = {};
  for (const task in states) result[task] = movedState(states[task]!, byMs);
  return result;
}
