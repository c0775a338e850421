// Ends every raw_exec task of a data directory at once, supervisors included, as a machine does that loses its power: for
// demonstrations, for tests, and for whoever takes a node away for good. Only processes that carry a start's id are touched.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TaskProgress } from "@berth/core/agent/task-life";
import { sendSignal } from "./process-kill.js";
import { processesOfStart } from "./process-table.js";
import { SqliteAgentStore } from "./sqlite-agent-store.js";

export function storePath(dataDir: string): string {
  return join(dataDir, "client", "state.db");
}

/** The agent of the directory should be dead already, or it restarts what it finds dead. Answers how many processes were ended. */
export function powerOff(dataDir: string): number {
  if (!existsSync(storePath(dataDir))) return 0;
  const store = new SqliteAgentStore(storePath(dataDir));
  const tasks = store.allocations().flatMap((allocation) => allocation.tasks);
  store.close();
  const startIds = tasks.map((task) => (task.progress as TaskProgress).startId).filter((id) => id !== "");
  const ended = startIds.flatMap((startId) => processesOfStart(startId));
  for (const pid of ended) sendSignal(pid, "SIGKILL");
  return ended.length;
}
