// The events of a task's life, with Nomad's types and texts (nomad.md 5.5): people and tools read them, so the words
// are fixed. A task keeps its newest ten. Events never hold secrets: no environment, no configuration.
import type { TaskEvent, TaskState } from "../model/report.js";
import { durationText } from "./duration-text.js";

export const TASK_EVENTS_KEPT = 10;

type Details = Readonly<Record<string, string>>;

/** An event before it is given its time. */
export type TaskEventText = Omit<TaskEvent, "timeMs">;

const event = (type: string, message: string, details: Details = {}): TaskEventText => ({ type, message, details });

export const taskEvents = {
  received: () => event("Received", "Task received by client"),
  setup: () => event("Task Setup", "Building Task Directory", { message: "Building Task Directory" }),
  started: () => event("Started", "Task started by client"),
  driverFailure: (error: string) => event("Driver Failure", error, { driver_error: error }),
  setupFailure: (error: string) => event("Setup Failure", error, { setup_error: error }),
  failedValidation: (error: string) => event("Failed Validation", error, { validation_error: error }),
  failedRestoring: (error: string) => event("Failed Restoring Task", error, { message: error }),
  restartSignaled: (reason: string) => event("Restart Signaled", reason, { restart_reason: reason }),
  notRestarting: (reason: string) => event("Not Restarting", reason, { restart_reason: reason, fails_task: "true" }),
  killed: () => event("Killed", "Task successfully killed"),
  shutdownDelay: (delayMs: number) =>
    event("Waiting for shutdown delay", `Waiting for shutdown_delay of ${durationText(delayMs)} before killing the task.`),
  siblingFailed: (sibling: string) =>
    event("Sibling Task Failed", `Task's sibling "${sibling}" failed`, { failed_sibling: sibling }),
  leaderDead: () => event("Leader Task Dead", "Leader Task in Group dead"),
  mainTasksDead: () => event("Main Tasks Dead", "Main tasks in the group died"),
  allocationUnhealthy: (reason: string) => event("Alloc Unhealthy", reason, { message: reason }),
  signaling: (signal: string, reason: string) =>
    event("Signaling", reason === "" ? `Task being sent signal ${signal}` : `Task being sent signal ${signal}: ${reason}`, {
      task_signal: signal,
    }),

  terminated(exit: { exitCode: number; signal: number; oomKilled: boolean; error: string }): TaskEventText {
    const parts = [`Exit Code: ${exit.exitCode}`];
    if (exit.signal !== 0) parts.push(`Signal: ${exit.signal}`);
    if (exit.error !== "") parts.push(`Exit Message: "${exit.error}"`);
    const oom: Details = exit.oomKilled ? { oom_killed: "true" } : {};
    return event("Terminated", parts.join(", "), {
      exit_code: String(exit.exitCode),
      signal: String(exit.signal),
      exit_message: exit.error,
      ...oom,
    });
  },

  restarting(delayMs: number, reason: string): TaskEventText {
    const waiting = `Task restarting in ${durationText(delayMs)}`;
    return event("Restarting", reason === "" ? waiting : `${reason} - ${waiting}`, {
      restart_reason: reason,
      start_delay: String(delayMs * 1_000_000),
    });
  },

  killing: (killTimeoutMs: number) =>
    event("Killing", `Sent interrupt. Waiting ${durationText(killTimeoutMs)} before force killing`, {
      kill_timeout: durationText(killTimeoutMs),
    }),
} as const;

export function withEvents(state: TaskState, texts: readonly TaskEventText[], nowMs: number): TaskState {
  if (texts.length === 0) return state;
  const events = [...state.events, ...texts.map((text) => ({ ...text, timeMs: nowMs }))];
  return { ...state, events: events.slice(-TASK_EVENTS_KEPT) };
}
