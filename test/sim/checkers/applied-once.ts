// However often a copy of an entry is stored, and however late: each of its events is applied at most once.
import type { LogChecker } from "../scene.ts";

export function appliedOnce(): LogChecker {
  const applied = new Map<string, number>();
  return {
    name: "applied once",
    folded(_scene, { entry, outcomes, index }, fail) {
      if (!outcomes.some((outcome) => outcome.kind === "applied" && outcome.index === index)) return;
      const before = applied.get(entry.id);
      if (before !== undefined) fail(`entry ${index} of ${entry.actor} (${entry.events.map((event) => event.type).join(", ")}) was applied before, at ${before}`);
      applied.set(entry.id, index);
    },
  };
}
