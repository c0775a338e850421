// History is complete: the rows that the projector wrote, through all that befell it, are those of the log projected at once.
import { beforeHistory } from "@berth/ports/history-store";
import { HistoryFold } from "@berth/runtime/history/history-fold";
import { MemoryHistoryStore } from "@berth/runtime/history/testing/memory-history-store";
import type { Checker, Scene } from "../scene.ts";

const mayLagEntries = 50;
const noLimits = { entries: Infinity, rows: Infinity, bytes: Infinity };

export const history: Checker = {
  name: "history",
  unsettled({ world, processes }) {
    if (!processes.some((process) => process.options.loops.includes("history"))) return undefined;
    const { index } = world.history.store.checkpoint;
    return world.log.records.length - index > mayLagEntries ? `history stands at ${index} of ${world.log.records.length}` : undefined;
  },
  async ended(scene, fail) {
    const written = scene.world.history.store.dump();
    const expected = (await projectedAtOnce(scene)).dump();
    for (const [table, rows] of Object.entries(expected)) {
      const found = written[table] ?? [];
      const at = rows.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(found[i]));
      if (at >= 0) return fail(`${table} ${at}: history has ${JSON.stringify(found[at])}, the log says ${JSON.stringify(rows[at])}`);
      if (found.length > rows.length) return fail(`${table}: history has ${found.length} rows, the log gives ${rows.length}`);
    }
  },
};

async function projectedAtOnce({ world }: Scene): Promise<MemoryHistoryStore> {
  const { checkpoint } = world.history.store;
  const store = new MemoryHistoryStore();
  if (checkpoint.index === 0) return store;
  const start = { ...beforeHistory, incarnation: checkpoint.incarnation };
  store.checkpoint = start;
  const fold = new HistoryFold(start, noLimits);
  for (const record of world.log.records.slice(0, checkpoint.index)) fold.accept(record);
  await store.write(fold.take());
  return store;
}
