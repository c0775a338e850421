// Name indexes of a group's allocations, `job.group[index]`: the lowest free ones first, used ones never twice.

export function lowestFreeIndexes(used: Iterable<number>, count: number): number[] {
  const taken = new Set(used);
  const free: number[] = [];
  for (let index = 0; free.length < count; index++) if (!taken.has(index)) free.push(index);
  return free;
}
