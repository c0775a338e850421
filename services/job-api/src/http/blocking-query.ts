// Blocking queries (nomad.md 3.2): with index=N the answer comes when the data's index is above N, or after `wait` plus
// up to a sixteenth of it, so that many clients do not come back at the same moment. A parked query looks again only
// after a batch of entries that changed one of its tables, and makes its body only when the answer is due.
import type { CommandLog } from "@berth/ports/command-log";
import type { Clock, Rng } from "@berth/ports/environment";
import type { State, Table } from "@berth/core/state/state";
import type { ReadAnswer } from "./route.js";

/** How many queries wait at this moment. */
export interface ParkedQueries {
  count: number;
}

export interface BlockingContext {
  readonly log: CommandLog;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly parked: ParkedQueries;
}

export interface BlockingQuery {
  readonly minIndex: number;
  readonly waitMs: number;
  readonly tables: readonly Table[];
  readonly signal: AbortSignal;
  read(state: State): ReadAnswer;
}

/** What fails here fails again when the answer is made, in front of its caller and not in the middle of the fold. */
function isDue(due: () => boolean): boolean {
  try {
    return due();
  } catch {
    return true;
  }
}

/** Resolves at once when there is nothing to wait for. A client that left just ends the wait. */
export async function waitForChange(context: BlockingContext, query: BlockingQuery): Promise<void> {
  const { log, clock, rng, parked } = context;
  const due = (): boolean => query.read(log.state).index > query.minIndex;
  if (query.minIndex === 0 || query.signal.aborted || due()) return;
  const newest = (): number => Math.max(...query.tables.map((table) => log.state.tableIndexes[table]));
  let seen = newest();
  parked.count++;
  await new Promise<void>((resolve) => {
    const waitMs = query.waitMs + rng.next() * (query.waitMs / 16);
    let finished = false;
    const finish = (): void => {
      if (finished) return;
      finished = true;
      parked.count--;
      timer.cancel();
      change.close();
      query.signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = clock.after(waitMs, finish);
    const change = log.onChange(() => {
      if (newest() === seen) return;
      seen = newest();
      if (isDue(due)) finish();
    });
    query.signal.addEventListener("abort", finish);
  });
}
