// The whole log read back when all is over, and folded once more from its first entry under the checkers that the simulator
// has for it: nothing over-committed, one writer an epoch, each entry applied once. What clients asked is found in it by the
// traces of its events. A replica that followed all along, and one that begins at the newest snapshot, hold the same state.
import { setTimeout as sleep } from "node:timers/promises";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { evolve } from "@berth/core/state/evolve";
import type { FoldContext } from "@berth/core/state/fold/context";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import type { LogRecord } from "@berth/ports/log";
import { allocationStates } from "../sim/checkers/allocation-states.ts";
import { appliedOnce } from "../sim/checkers/applied-once.ts";
import { capacity } from "../sim/checkers/capacity.ts";
import { oneWriter } from "../sim/checkers/one-writer.ts";
import { plans } from "../sim/checkers/plans.ts";
import { ports } from "../sim/checkers/ports.ts";
import type { LoggedWrite } from "./history.ts";
import type { ChaosRegion } from "./region/chaos-region.ts";

export interface CheckedLog {
  readonly writes: readonly LoggedWrite[];
  /** By checker. */
  readonly broken: readonly { readonly checker: string; readonly message: string }[];
  readonly entries: number;
  readonly snapshots: number;
}

const readWithinMs = 120_000;
const equalWithinMs = 30_000;
const writeEvents = new Set(["JobRegistered", "JobDeregistered"]);

/** Second copies of an entry, and entries that came too late to count, changed nothing. */
export function writesOf({ entry, outcomes, index }: Pick<FoldContext, "entry" | "outcomes" | "index">): readonly LoggedWrite[] {
  return entry.events.flatMap((event, i): LoggedWrite[] => {
    const outcome = outcomes[i]!;
    const operation = entry.traces[i]?.split("-")[1];
    if (!writeEvents.has(event.type) || outcome.index !== index || operation === undefined) return [];
    if (outcome.kind === "refused" && outcome.code === "expired") return [];
    return [{ operation, index, applied: outcome.kind === "applied" }];
  });
}

export async function checkLog(region: ChaosRegion): Promise<CheckedLog> {
  const { log } = region.member.cluster;
  const broken: { checker: string; message: string }[] = [];
  const state = new State();
  const writes: LoggedWrite[] = [];
  const checkers = [allocationStates(), appliedOnce(), capacity(), oneWriter(), plans(), ports()];
  let goneWrong = "";
  const foldOne = ({ index, data }: LogRecord): void => {
    const ctx = evolve(state, { index, entry: decodeEntry(data), hash: hashEntry(data) });
    for (const checker of checkers) checker.folded({ state }, ctx, (message) => void broken.push({ checker: checker.name, message }));
    writes.push(...writesOf(ctx));
  };
  const following = await log.follow(0, {
    onRecords: (records) => {
      try {
        for (const record of records) foldOne(record);
      } catch (error) {
        goneWrong ||= `entry ${state.index + 1} cannot be folded: ${(error as Error).message}`;
      }
    },
    onBroken: (reason) => (goneWrong ||= reason),
  });
  let snapshots = 0;
  try {
    const { last } = await log.bounds();
    const deadlineMs = performance.now() + readWithinMs;
    while (state.index < last && goneWrong === "") {
      if (performance.now() > deadlineMs) goneWrong = `only ${state.index} of ${last} entries came within ${readWithinMs / 1_000} s`;
      await sleep(20);
    }
    const late = await region.join((reason) => (goneWrong ||= `a replica that begins now halted: ${reason}`));
    for (const [name, member] of [["the replica that followed all along", region.member], ["a replica that begins at the newest snapshot", late]] as const) {
      const differs = goneWrong === "" ? await differsFrom(state, () => member.parts.replica.state) : undefined;
      if (differs !== undefined) broken.push({ checker: "replicas", message: `${name} ${differs}` });
    }
    snapshots = (await late.cluster.snapshots.list()).length;
    await late.close();
  } finally {
    await following.close();
  }
  if (goneWrong !== "") broken.push({ checker: "log", message: goneWrong });
  return { writes, broken, entries: state.index, snapshots };
}

/** Both go on with the log: they are compared when they are at the same entry. */
async function differsFrom(state: State, other: () => State): Promise<string | undefined> {
  const deadlineMs = performance.now() + equalWithinMs;
  while (other().index !== state.index) {
    if (performance.now() > deadlineMs) return `is at entry ${other().index}, the log at ${state.index}`;
    await sleep(1);
  }
  return stateHash(other()) === stateHash(state) ? undefined : `has another state at entry ${state.index} than the log folded from its beginning`;
}
