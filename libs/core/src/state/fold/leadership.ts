// Who leads, by the log. A lease only says who should try; the first LeadershipTaken with the next epoch has it.
// Every leader's entry carries (role, epoch, ordinal): only the current epoch and the next ordinal count, which fences
// off old leaders, drops repeats for ever and makes pipelining safe, in one rule.
import { hashString } from "../../common/hash.js";
import type { LeaderStamp, LeadershipTaken, LevelRaised, LogEvent, Outcome, Role } from "../../model/entry.js";
import type { State } from "../state.js";
import type { FoldContext } from "./context.js";

/** Events that only a leader may write, by role. */
const writers: Partial<Record<LogEvent["type"], Role>> = {
  Ticked: "controller",
  NodesMarkedDown: "controller",
  ObjectsCollected: "controller",
  PeriodicJobLaunched: "controller",
  PeriodicLaunchesSkipped: "controller",
  PlansCommitted: "applier",
};

/** Epochs are part of allocation ids, with 24 bits. */
const lastEpoch = 0xff_ffff;
/** Leaves room for twelve million changes of leader. */
const firstEpochBits = 0x3f_ffff;

/**
 * Where the epochs of a new log begin. Ids that agents keep from an earlier log must not come again in this one, so it
 * depends on the log's incarnation.
 */
export function firstEpoch(incarnation: string): number {
  return 1 + (hashString(incarnation) & firstEpochBits);
}

export function foldLeadershipTaken(ctx: FoldContext, event: LeadershipTaken): Outcome {
  const current = ctx.state.leaders.get(event.role)?.epoch;
  // The first leader of a log's life chooses where its epochs begin (see firstEpoch); from then on they count up.
  const isNext = current === undefined ? event.epoch >= 1 && event.epoch <= lastEpoch : event.epoch === current + 1;
  if (!isNext) return ctx.refused("not-leader", `epoch ${event.epoch} of ${event.role} is not the next one`);
  ctx.state.leaders.set(event.role, { epoch: event.epoch, holder: event.holder, nextOrdinal: 1, takenAtIndex: ctx.index });
  return ctx.applied("", event.epoch);
}

export function foldLevelRaised(ctx: FoldContext, event: LevelRaised): Outcome {
  if (event.level <= ctx.state.level) return ctx.refused("invalid", `level ${event.level} is not above ${ctx.state.level}`);
  ctx.state.level = event.level;
  return ctx.applied("", event.level);
}

/** undefined = the entry counts; it uses its ordinal up. */
export function refuseStamp(state: State, stamp: LeaderStamp): string | undefined {
  const leader = state.leaders.get(stamp.role);
  if (leader === undefined || leader.epoch !== stamp.epoch)
    return `epoch ${stamp.epoch} of ${stamp.role} does not lead; the log is at epoch ${leader?.epoch ?? 0}`;
  if (leader.nextOrdinal !== stamp.ordinal) return `ordinal ${stamp.ordinal} of ${stamp.role} is not the next one, ${leader.nextOrdinal}`;
  leader.nextOrdinal++;
  return undefined;
}

export function mayWrite(event: LogEvent, stamp: LeaderStamp | undefined): boolean {
  const role = writers[event.type];
  return role === undefined || stamp?.role === role;
}
