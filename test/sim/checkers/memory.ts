// What the loops remember is bounded by what is going on, not by how long they have run.
import type { Checker, Fail } from "../scene.ts";

/** Private fields that grow and shrink. */
function sizeOf(owner: object, field: string): number {
  const held: unknown = Reflect.get(owner, field);
  if (Array.isArray(held)) return held.length;
  if (held instanceof Map) return [...held.values()].reduce((sum: number, each: unknown) => sum + (Array.isArray(each) || each instanceof Set ? [...each].length : 1), 0);
  return held instanceof Set ? held.size : 0;
}

export const memory: Checker = {
  name: "memory",
  ended({ processes, machines, state }, fail) {
    for (const { replica, gateway, commands, name } of processes) {
      if (replica !== undefined) {
        atMost(fail, `${name}: outcome waiters`, sizeOf(replica, "outcomeWaiters"), 20);
        atMost(fail, `${name}: index waiters`, sizeOf(replica, "indexWaiters"), 50);
      }
      if (gateway !== undefined) {
        atMost(fail, `${name}: parked polls`, sizeOf(gateway, "parked"), machines.length * 4);
        atMost(fail, `${name}: nodes in forgotten`, (Reflect.get(gateway, "forgotten") as Map<string, unknown>).size, state.nodes.size + 1);
      }
      if (commands !== undefined) atMost(fail, `${name}: waiting commands`, sizeOf(commands, "waiting"), 50);
    }
  },
};

function atMost(fail: Fail, what: string, size: number, most: number): void {
  if (size > most) fail(`${what}: ${size}, more than ${most}`);
}
