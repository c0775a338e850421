// The only judge. `evolve` folds one entry into the state, in log order, and says for each event in it whether it was
// applied or refused; a refused event changes nothing. It is deterministic and total: time comes from the entry, ids
// are derived from the entry, nothing else is read. The same log gives the same state on every replica.
//
// An entry is judged in this order: level (a newer one halts the replica), id (a repeat gets the first answer), how long it
// is valid (longer than that nobody remembers its id), leader stamp, then each event's own preconditions.
import { assertNever, invariant } from "../common/invariant.js";
import type { LogEntry, LogEvent, Outcome } from "../model/entry.js";
import { foldAllocationsStopRequested, foldObjectsCollected } from "./fold/collect.js";
import { FoldContext } from "./fold/context.js";
import { foldJobDispatched } from "./fold/dispatch.js";
import { foldJobDeregistered, foldJobEvaluationForced, foldJobRegistered, foldJobScaled } from "./fold/jobs.js";
import { foldLeadershipTaken, foldLevelRaised, mayWrite, refuseStamp } from "./fold/leadership.js";
import { foldNodeEligibilitySet, foldNodePurged, foldNodeRegistered, foldNodesMarkedDown } from "./fold/nodes.js";
import { foldPeriodicJobForced, foldPeriodicJobLaunched, foldPeriodicLaunchesSkipped } from "./fold/periodic.js";
import { foldPlansCommitted } from "./fold/plans.js";
import { foldAllocationsReported } from "./fold/reports.js";
import { foldSchedulerConfigured } from "./fold/scheduler-configuration.js";
import { type EntryHash, advanceChain } from "./chain.js";
import type { State } from "./state.js";

export type { EntryHash } from "./chain.js";

/** The highest level that this program can fold. */
export const supportedLevel = 1;

const outcomesKeptMs = 120_000;
/** So long an entry of a writer that does not lead counts, in state time as its writer knew it. */
export const entryValidMs = 60_000;
const maxTimeStepMs = 60_000;

/** One entry with its place in the log. */
export interface FoldedEntry {
  readonly index: number;
  readonly entry: LogEntry;
  readonly hash: EntryHash;
}

export class UnsupportedLevel extends Error {
  override readonly name = "UnsupportedLevel";
}

export function evolve(state: State, { index, entry, hash }: FoldedEntry): FoldContext {
  invariant(index > state.index, `entry ${index} comes after ${state.index}`);
  if (entry.level > supportedLevel)
    throw new UnsupportedLevel(`entry ${index} needs level ${entry.level}, this program folds up to ${supportedLevel}: upgrade it`);
  advanceChain(state, index, hash);
  const ctx = new FoldContext(state, index, entry);
  const first = state.outcomes.get(entry.id);
  if (first !== undefined) {
    ctx.outcomes.push(...first.outcomes);
    return ctx;
  }
  const isExpired = entry.validUntilMs !== undefined && state.timeMs > entry.validUntilMs;
  advanceTime(state, entry);
  if (isExpired) ctx.outcomes.push(...entry.events.map(() => ctx.refused("expired", "the entry was too long on its way to the cluster log")));
  else judge(ctx);
  remember(state, ctx);
  return ctx;
}

/** Forward only, and at most a minute an entry unless the controller's tick says that so much has passed. */
function advanceTime(state: State, entry: LogEntry): void {
  const isTick = entry.leader?.role === "controller" && entry.events.some((event) => event.type === "Ticked");
  const limit = state.timeMs === 0 || isTick ? entry.timeMs : state.timeMs + maxTimeStepMs;
  state.timeMs = Math.max(state.timeMs, Math.min(entry.timeMs, limit));
}

function judge(ctx: FoldContext): void {
  const { entry, state } = ctx;
  const reason = entry.leader === undefined ? undefined : refuseStamp(state, entry.leader);
  for (const [i, event] of entry.events.entries()) {
    ctx.trace = entry.traces[i] ?? "";
    if (reason !== undefined) ctx.outcomes.push(ctx.refused("not-leader", reason));
    else if (!mayWrite(event, entry.leader)) ctx.outcomes.push(ctx.refused("not-leader", `${event.type} is written by its leader only`));
    else ctx.outcomes.push(foldEvent(ctx, event));
  }
}

function foldEvent(ctx: FoldContext, event: LogEvent): Outcome {
  switch (event.type) {
    case "LeadershipTaken":
      return foldLeadershipTaken(ctx, event);
    case "Ticked":
      return ctx.applied();
    case "LevelRaised":
      return foldLevelRaised(ctx, event);
    case "JobRegistered":
      return foldJobRegistered(ctx, event);
    case "JobDeregistered":
      return foldJobDeregistered(ctx, event);
    case "JobEvaluationForced":
      return foldJobEvaluationForced(ctx, event);
    case "JobScaled":
      return foldJobScaled(ctx, event);
    case "PeriodicJobLaunched":
      return foldPeriodicJobLaunched(ctx, event);
    case "PeriodicLaunchesSkipped":
      return foldPeriodicLaunchesSkipped(ctx, event);
    case "PeriodicJobForced":
      return foldPeriodicJobForced(ctx, event);
    case "JobDispatched":
      return foldJobDispatched(ctx, event);
    case "NodeRegistered":
      return foldNodeRegistered(ctx, event);
    case "NodesMarkedDown":
      return foldNodesMarkedDown(ctx, event);
    case "NodeEligibilitySet":
      return foldNodeEligibilitySet(ctx, event);
    case "NodePurged":
      return foldNodePurged(ctx, event);
    case "AllocationsReported":
      return foldAllocationsReported(ctx, event);
    case "AllocationsStopRequested":
      return foldAllocationsStopRequested(ctx, event);
    case "PlansCommitted":
      return foldPlansCommitted(ctx, event);
    case "ObjectsCollected":
      return foldObjectsCollected(ctx, event);
    case "SchedulerConfigured":
      return foldSchedulerConfigured(ctx, event);
    default:
      return assertNever(event, "event");
  }
}

/**
 * Keeps this entry's outcomes for two minutes of state time, which is longer than any entry is valid; the map is in log
 * order, so the oldest come first.
 */
function remember(state: State, { entry, outcomes }: FoldContext): void {
  state.outcomes.set(entry.id, { entryId: entry.id, timeMs: state.timeMs, outcomes });
  for (const [id, remembered] of state.outcomes) {
    if (remembered.timeMs + outcomesKeptMs >= state.timeMs) break;
    state.outcomes.delete(id);
  }
}
