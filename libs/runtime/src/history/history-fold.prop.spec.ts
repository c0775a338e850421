import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "@berth/ports/log";
import { HistoryFold } from "./history-fold.js";
import { MemoryHistoryStore } from "./testing/memory-history-store.js";
import { type Move, moveKinds, recordsOf, storyOf } from "./testing/written-history.js";

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...moveKinds),
    job: fc.constantFrom("a" as const, "b" as const),
    node: fc.constantFrom("n1" as const, "n2" as const),
    size: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 30 },
);

const unlimited = { rows: 1_000_000, bytes: 1_000_000_000 };

/** A projector that writes so many batches of so many entries, and dies. */
interface Life {
  readonly entries: number;
  readonly batches: number;
}

async function projectInLives(records: readonly LogRecord[], lives: readonly Life[]): Promise<MemoryHistoryStore> {
  const store = new MemoryHistoryStore();
  await store.clear(store.checkpoint, "memory");
  for (const { entries, batches } of lives) {
    const fold = new HistoryFold(store.checkpoint, { ...unlimited, entries });
    for (let batch = 0, index = 0; batch < batches && index < records.length; batch++) {
      while (index < records.length && fold.accept(records[index]!)) index++;
      if (fold.hasPending) await store.write(fold.take());
    }
  }
  return store;
}

const untilTheEnd = (entries: number): Life => ({ entries, batches: Infinity });

describe("the tables", () => {
  it("are the same however the log is cut into batches and lives", async () => {
    const life = fc.record({ entries: fc.integer({ min: 1, max: 20 }), batches: fc.integer({ min: 1, max: 5 }) });
    await fc.assert(
      fc.asyncProperty(moves, fc.array(life, { maxLength: 5 }), async (story, lives) => {
        const records = recordsOf(storyOf(story));
        const oneByOne = await projectInLives(records, [untilTheEnd(1)]);
        const cut = await projectInLives(records, [...lives, untilTheEnd(1_000)]);
        expect(cut.dump()).toEqual(oneByOne.dump());
        expect(cut.checkpoint).toEqual(oneByOne.checkpoint);
        expect(cut.checkpoint.index).toBe(records.length);
      }),
      { numRuns: 100 },
    );
  });

  it("have a row for each entry, and for everything that the state knows at the end", async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (story) => {
        const history = storyOf(story);
        const { state } = history;
        const store = await projectInLives(recordsOf(history), [untilTheEnd(1_000)]);
        // Of every allocation that ever was there is a row, and its timeline begins where it was placed.
        const { entries, jobs, nodes, allocations, evaluations, allocationEvents } = store.dump() as Record<string, readonly Record<string, unknown>[]>;
        expect(entries!.map((row) => row["index"])).toEqual(history.entries.map((_, i) => i + 1));
        const present = (rows: readonly Record<string, unknown>[]) => rows.filter((row) => row["removedIndex"] === 0).map((row) => row["id"]);
        expect(present(jobs!)).toEqual([...state.jobs.all()].map(({ id }) => id).toSorted());
        expect(present(nodes!)).toEqual([...state.nodes.all()].map(({ id }) => id).toSorted());
        const rows = Array.from({ length: state.allocations.rowLimit }, (_, row) => row).filter((row) => state.allocations.isLive(row));
        expect(present(allocations!)).toEqual(rows.map((row) => state.allocations.idOf(row)).toSorted());
        for (const row of rows) {
          const stored = allocations!.find((one) => one["id"] === state.allocations.idOf(row))!;
          expect(stored).toMatchObject({ clientStatus: state.allocations.clientStatus(row), modifyIndex: state.allocations.modifyIndex.get(row) });
          expect(stored["endedAtMs"] !== 0).toBe(state.allocations.isClientTerminal(row));
        }
        for (const { id, createIndex, runningAtMs, createdAtMs } of allocations!) {
          if (runningAtMs !== 0) expect(runningAtMs).toBeGreaterThanOrEqual(createdAtMs as number);
          expect(allocationEvents!.find((event) => event["allocationId"] === id)).toMatchObject({ index: createIndex, clientStatus: "pending" });
        }
        for (const one of state.evaluations.values())
          expect(evaluations!.find((row) => row["id"] === one.id)).toMatchObject({ status: one.status, modifyIndex: one.modifyIndex });
      }),
      { numRuns: 60 },
    );
  });
});
