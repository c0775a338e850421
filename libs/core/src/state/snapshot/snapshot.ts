// The whole state as sections, and back. Nothing is left out and nothing is worked out anew but what follows from the
// rest: a state that was restored has the same hash, and folds, schedules and answers exactly as the one it came from.
import { State } from "../state.js";
import { allocationParts, columnParts } from "./allocation-parts.js";
import { objectParts } from "./object-parts.js";
import { type Section, rowsOf } from "./section.js";

const parts = [...objectParts, ...allocationParts];
/** The last section: a snapshot that was cut off is not one. */
const endTable = "end";
const partOf = new Map(parts.map((part) => [part.table, part]));

/** To be used up before the next entry is folded: sections may be views of live memory. */
export function* dumpState(state: State): Generator<Section> {
  for (const part of parts) yield* part.dump(state);
  yield { table: endTable, rows: [state.index] };
}

/** The large sections alone, views of live memory too: to know how much room they take. */
export function* dumpColumns(state: State): Generator<Extract<Section, { readonly numbers: unknown }>> {
  for (const part of columnParts) for (const section of part.dump(state)) if ("numbers" in section) yield section;
}

/** Refuses tables that it does not know: leaving something out would be another state. */
export function restoreState(sections: Iterable<Section>): State {
  const state = new State();
  let isWhole = false;
  for (const section of sections) {
    if (section.table === endTable) {
      isWhole = rowsOf(section)[0] === state.index;
      continue;
    }
    const part = partOf.get(section.table);
    if (part === undefined) throw new TypeError(`snapshot: unknown table "${section.table}": written by a newer release`);
    part.restore(state, section);
  }
  if (!isWhole) throw new TypeError("snapshot: its end is missing");
  return state;
}
