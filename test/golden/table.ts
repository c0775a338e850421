// How many recorded exchanges are answered alike, by endpoint, and what differs.
import { acceptedReason } from "./accepted.ts";
import type { Replayed } from "./replay.ts";

interface Count {
  passed: number;
  accepted: number;
  all: number;
}

export function tableOf(replayed: readonly Replayed[]): string {
  const counts = new Map<string, Count>();
  const total: Count = { passed: 0, accepted: 0, all: 0 };
  for (const { endpoint, name, differences } of replayed) {
    const count = counts.get(endpoint) ?? { passed: 0, accepted: 0, all: 0 };
    counts.set(endpoint, count);
    for (const one of [count, total]) {
      one.all++;
      if (differences.length === 0) one.passed++;
      else if (acceptedReason(name) !== undefined) one.accepted++;
    }
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([endpoint, { passed, accepted, all }]) => `${`${passed}/${all}`.padStart(9)} ${accepted === 0 ? "" : `(+${accepted} accepted) `}${endpoint}`);
  const wrong = replayed.filter(({ differences }) => differences.length > 0).map(({ name, differences }) => `  ${acceptedReason(name) === undefined ? "differs " : "accepted"} ${name}: ${differences.slice(0, 4).join("; ")}`);
  return [`as recorded: ${total.passed} of ${total.all}, ${total.accepted} more with accepted differences`, ...rows, ...wrong].join("\n");
}
