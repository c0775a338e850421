// Task states as Nomad shows them. Our events carry a type, a message and details; Nomad's have a field for each kind of
// detail from its early days, which old clients still read, so these are filled from the details.
import type { TaskEvent, TaskState } from "../model/report.js";
import type { TaskEventAnswer, TaskStateAnswer } from "./schema/allocation-answers.js";
import { nanoseconds, rfc3339OrNull } from "./time.js";

function numberOf(text: string | undefined): number {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
}

export function taskEventView(event: TaskEvent): TaskEventAnswer {
  const { details } = event;
  const detail = (key: string): string => details[key] ?? "";
  return {
    Type: event.type,
    Time: nanoseconds(event.timeMs),
    DisplayMessage: event.message,
    Message: detail("message"),
    Details: { ...details },
    ExitCode: numberOf(details["exit_code"]),
    Signal: numberOf(details["signal"]),
    FailsTask: details["fails_task"] === "true",
    RestartReason: detail("restart_reason"),
    StartDelay: numberOf(details["start_delay"]),
    DriverError: detail("driver_error"),
    DriverMessage: detail("driver_message"),
    KillError: detail("kill_error"),
    KillReason: detail("kill_reason"),
    KillTimeout: numberOf(details["kill_timeout"]),
    SetupError: detail("setup_error"),
    DownloadError: detail("download_error"),
    ValidationError: detail("validation_error"),
    VaultError: detail("vault_renewal_error"),
    FailedSibling: detail("failed_sibling"),
    TaskSignal: detail("task_signal"),
    TaskSignalReason: detail("task_signal_reason"),
    GenericSource: "",
    DiskLimit: 0,
  };
}

export function taskStateView(task: TaskState): TaskStateAnswer {
  return {
    State: task.state,
    Failed: task.failed,
    Restarts: task.restarts,
    LastRestart: rfc3339OrNull(task.lastRestartMs),
    StartedAt: rfc3339OrNull(task.startedAtMs),
    FinishedAt: rfc3339OrNull(task.finishedAtMs),
    Events: task.events.length === 0 ? null : task.events.map(taskEventView),
    Paused: "",
    TaskHandle: null,
  };
}

/** null when the node has not reported any. */
export function taskStatesView(
  states: Readonly<Record<string, TaskState>> | undefined,
): Record<string, TaskStateAnswer> | null {
  const names = Object.entries(states ?? {});
  if (names.length === 0) return null;
  return Object.fromEntries(names.map(([name, task]) => [name, taskStateView(task)]));
}
