// The life of one task on its node, as a function from (progress, input) to (progress, effect).
//
//              admit             started              exited
//   waiting ─────────▶ starting ─────────▶ running ─────────▶ restart policy ──▶ dead
//      │                │     ▲               │                     │
//      │ kill           │     │ delay passed  │ kill                ▼
//      ▼                │     └────────── backoff ◀──────────────────
//     dead              │ start failed        │ kill
//                       ▼                     ▼
//                  restart policy          stopping ──exited──▶ dead (killed) or backoff (restart asked for)
//
// Invariants: "dead" is final; a kill order is never forgotten (a start in flight is stopped as soon as it has begun); a
// start id is drawn before each start and stays until the next, so that a start cut short can be found again. The
// runner stores the progress before it carries out the effect. Inputs that no longer fit the phase change nothing.
import { invariant } from "../common/invariant.js";
import type { RestartPolicy } from "../model/job.js";
import type { TaskState } from "../model/report.js";
import { decideRestart, FRESH_RESTART_TRACKER, type RestartTracker, type TaskEnd } from "./restart-tracker.js";
import { type TaskEventText, taskEvents, withEvents } from "./task-events.js";

export type TaskPhase = "waiting" | "starting" | "running" | "stopping" | "backoff" | "dead";

export interface TaskProgress {
  readonly phase: TaskPhase;
  /** Of the start under way or the newest one; "" before the first. */
  readonly startId: string;
  /** Somebody wants the task dead; never withdrawn. */
  readonly killed: boolean;
  /** The task is being stopped to be started again. */
  readonly restartAsked: TaskEnd | undefined;
  /** End of the backoff, Unix milliseconds. */
  readonly untilMs: number;
  readonly tracker: RestartTracker;
  readonly state: TaskState;
}

export type TaskInput =
  | { readonly kind: "admit"; readonly startId: string }
  | { readonly kind: "started" }
  /** The start under way was cut short and will never begin: try once more under a new id. */
  | { readonly kind: "not-begun"; readonly startId: string }
  | { readonly kind: "start-failed"; readonly recoverable: boolean; readonly message: string }
  | { readonly kind: "exited"; readonly exitCode: number; readonly signal: number; readonly oomKilled: boolean; readonly error: string }
  | { readonly kind: "delay-passed"; readonly startId: string }
  | { readonly kind: "kill"; readonly because: TaskEventText | undefined }
  /** Only an event to show. */
  | { readonly kind: "note"; readonly event: TaskEventText }
  | { readonly kind: "restart"; readonly end: TaskEnd; readonly reason: string }
  /** The agent came back and the task it had started is gone without a trace. */
  | { readonly kind: "vanished"; readonly message: string };

/** What the runner does next; all but "none" replace what it was doing. */
export type TaskEffect = "none" | "start" | "stop" | "wait-until" | "finish";

export interface TaskRules {
  readonly policy: RestartPolicy;
  readonly restartsAfterSuccess: boolean;
  readonly killTimeoutMs: number;
  readonly shutdownDelayMs: number;
}

/** What a step is judged by. */
export interface TaskMoment {
  readonly rules: TaskRules;
  readonly nowMs: number;
  /** In [0, 1). */
  readonly draw: number;
}

export interface TaskStep {
  readonly progress: TaskProgress;
  readonly effect: TaskEffect;
}

export function receivedTask(nowMs: number): TaskProgress {
  const state: TaskState = {
    state: "pending",
    failed: false,
    restarts: 0,
    lastRestartMs: 0,
    startedAtMs: 0,
    finishedAtMs: 0,
    events: [],
  };
  return {
    phase: "waiting",
    startId: "",
    killed: false,
    restartAsked: undefined,
    untilMs: 0,
    tracker: FRESH_RESTART_TRACKER,
    state: withEvents(state, [taskEvents.received()], nowMs),
  };
}

function unchanged(progress: TaskProgress): TaskStep {
  return { progress, effect: "none" };
}

function die(progress: TaskProgress, events: readonly TaskEventText[], end: { failed: boolean; nowMs: number }): TaskStep {
  const state: TaskState = { ...progress.state, state: "dead", failed: end.failed, finishedAtMs: end.nowMs };
  return {
    progress: { ...progress, phase: "dead", untilMs: 0, restartAsked: undefined, state: withEvents(state, events, end.nowMs) },
    effect: "finish",
  };
}

/** The task is down: start it again, or not. */
function afterEnd(progress: TaskProgress, ended: { end: TaskEnd; events: readonly TaskEventText[] }, at: TaskMoment): TaskStep {
  if (progress.killed) return die(progress, [...ended.events, taskEvents.killed()], { failed: false, nowMs: at.nowMs });
  const verdict = decideRestart(progress.tracker, {
    policy: at.rules.policy,
    restartsAfterSuccess: at.rules.restartsAfterSuccess,
    end: ended.end,
    nowMs: at.nowMs,
    draw: at.draw,
  });
  switch (verdict.kind) {
    case "completed":
      return die(progress, ended.events, { failed: false, nowMs: at.nowMs });
    case "failed": {
      const events = [...ended.events, taskEvents.notRestarting(verdict.reason)];
      return die({ ...progress, tracker: verdict.tracker }, events, { failed: true, nowMs: at.nowMs });
    }
    case "restart": {
      const events = [...ended.events, taskEvents.restarting(verdict.delayMs, verdict.reason)];
      const state: TaskState = {
        ...progress.state,
        state: "pending",
        restarts: progress.state.restarts + 1,
        lastRestartMs: at.nowMs,
        finishedAtMs: at.nowMs,
      };
      return {
        progress: {
          ...progress,
          phase: "backoff",
          restartAsked: undefined,
          untilMs: at.nowMs + verdict.delayMs,
          tracker: verdict.tracker,
          state: withEvents(state, events, at.nowMs),
        },
        effect: "wait-until",
      };
    }
  }
}

function beginStart(progress: TaskProgress, startId: string, state: TaskState = progress.state): TaskStep {
  invariant(startId !== "", "a start needs an id");
  return {
    progress: { ...progress, phase: "starting", startId, untilMs: 0, state },
    effect: "start",
  };
}

function beginStop(progress: TaskProgress, events: readonly TaskEventText[], { rules, nowMs }: TaskMoment): TaskStep {
  const delay = rules.shutdownDelayMs > 0 ? [taskEvents.shutdownDelay(rules.shutdownDelayMs)] : [];
  const all = [...events, ...delay, taskEvents.killing(rules.killTimeoutMs)];
  return { progress: { ...progress, phase: "stopping", state: withEvents(progress.state, all, nowMs) }, effect: "stop" };
}

function restartCutStart(progress: TaskProgress, startId: string, nowMs: number): TaskStep {
  if (progress.killed) return die(progress, [taskEvents.killed()], { failed: false, nowMs });
  return beginStart(progress, startId);
}

function onStarted(progress: TaskProgress, at: TaskMoment): TaskStep {
  const { nowMs } = at;
  if (progress.phase !== "starting") return unchanged(progress);
  const state: TaskState = { ...progress.state, state: "running", startedAtMs: nowMs };
  const started: TaskProgress = { ...progress, phase: "running", state: withEvents(state, [taskEvents.started()], nowMs) };
  return started.killed || started.restartAsked !== undefined ? beginStop(started, [], at) : unchanged(started);
}

function onKill(progress: TaskProgress, because: TaskEventText | undefined, at: TaskMoment): TaskStep {
  const { nowMs } = at;
  if (progress.killed || progress.phase === "dead") return unchanged(progress);
  const events = because === undefined ? [] : [because];
  const killed: TaskProgress = { ...progress, killed: true, restartAsked: undefined };
  switch (progress.phase) {
    case "waiting":
      return die(killed, events, { failed: false, nowMs });
    case "backoff":
      return die(killed, [...events, taskEvents.killed()], { failed: false, nowMs });
    case "running":
      return beginStop(killed, events, at);
    case "starting":
    case "stopping":
      return unchanged({ ...killed, state: withEvents(killed.state, events, nowMs) });
  }
}

function onRestart(progress: TaskProgress, asked: { end: TaskEnd; reason: string }, at: TaskMoment): TaskStep {
  if (progress.phase !== "running") return unchanged(progress);
  return beginStop({ ...progress, restartAsked: asked.end }, [taskEvents.restartSignaled(asked.reason)], at);
}

function isUp(phase: TaskPhase): boolean {
  return phase === "starting" || phase === "running" || phase === "stopping";
}

export function stepTask(progress: TaskProgress, input: TaskInput, at: TaskMoment): TaskStep {
  switch (input.kind) {
    case "admit":
      if (progress.phase !== "waiting") return unchanged(progress);
      return beginStart(progress, input.startId, withEvents(progress.state, [taskEvents.setup()], at.nowMs));
    case "delay-passed":
      return progress.phase === "backoff" ? beginStart(progress, input.startId) : unchanged(progress);
    case "not-begun":
      return progress.phase === "starting" ? restartCutStart(progress, input.startId, at.nowMs) : unchanged(progress);
    case "started":
      return onStarted(progress, at);
    case "start-failed": {
      if (progress.phase !== "starting") return unchanged(progress);
      const events = [taskEvents.driverFailure(input.message)];
      return afterEnd(progress, { end: { kind: "start-failed", recoverable: input.recoverable }, events }, at);
    }
    case "exited": {
      if (!isUp(progress.phase)) return unchanged(progress);
      const success = input.exitCode === 0 && input.signal === 0 && input.error === "";
      const end = progress.restartAsked ?? { kind: "exited", success };
      return afterEnd(progress, { end, events: [taskEvents.terminated(input)] }, at);
    }
    case "vanished": {
      if (!isUp(progress.phase)) return unchanged(progress);
      // The machine lost it (a reboot, a power cut), so it is not held against the task: no attempt is used up, nothing is waited for.
      return afterEnd(progress, { end: { kind: "requested" }, events: [taskEvents.failedRestoring(input.message)] }, at);
    }
    case "kill":
      return onKill(progress, input.because, at);
    case "note":
      return progress.phase === "dead" ? unchanged(progress) : unchanged({ ...progress, state: withEvents(progress.state, [input.event], at.nowMs) });
    case "restart":
      return onRestart(progress, input, at);
  }
}
