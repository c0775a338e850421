// History's store, away now and then: it fails before it has written, or after it has and before it can say so, or loses
// all it had. And the projector's life in a process.
import type { HistoryStore } from "@berth/ports/history-store";
import { MemoryHistoryStore } from "@berth/runtime/history/testing/memory-history-store";
import type { FaultCounts } from "./fault-counts.ts";
import type { FaultRates } from "./fault-rates.ts";
import type { Life } from "./life.ts";

export class HistoryServer {
  readonly store = new MemoryHistoryStore();
  private readonly rates: FaultRates;
  private readonly counts: FaultCounts;

  constructor(rates: FaultRates, counts: FaultCounts) {
    this.rates = rates;
    this.counts = counts;
  }

  client(life: Life): HistoryStore {
    const { store, counts, rates } = this;
    const answer = <T>(work: () => Promise<T>): Promise<T> => life.later(life.random.delay(0.5, 50), work).then((result) => result);
    return {
      open: () => answer(() => store.open()),
      write: (step) =>
        answer(async () => {
          if (counts.happens("history: write failed", rates.historyFails)) throw new Error("the database is away");
          await store.write(step);
          if (counts.happens("history: answer lost", rates.historyFails)) throw new Error("the connection was lost before the answer came");
        }),
      clear: (from, incarnation) => answer(() => store.clear(from, incarnation)),
    };
  }
}
