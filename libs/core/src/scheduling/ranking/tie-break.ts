// Equal scores: nodes stand on a circle by a hash of their id, and the seed says where on it the choice starts; the
// next node clockwise wins, the smaller id when two stand in one place. Depends on nothing but ids and the seed, and
// lets an index that holds equals in order of their place find the winner without looking at all of them.
import { mix32 } from "../../common/hash.js";

export interface TieBreak {
  readonly start: number;
}

const circle = 2 ** 32;

export function tieBreak(seed: number): TieBreak {
  return { start: mix32(seed) };
}

/** How far clockwise from the start; least wins. */
export function tieOf(place: number, { start }: TieBreak): number {
  return place >= start ? place - start : place - start + circle;
}
