// A snapshot is a list of sections: each some rows of one table, as plain data or as numbers. What a table is made of
// is the table's own business; how sections become bytes is the wire's (libs/contracts/src/snapshot.ts).
import type { State } from "../state.js";

export type Numbers = Int32Array | Float64Array;

export type Section =
  | {
      readonly table: string;
      readonly rows: readonly unknown[];
      /** Nothing in these rows changes any more, whatever is folded: they may be written later. */
      readonly isLasting?: boolean;
    }
  /** From a dump, a view of live memory: to be copied before the next entry is folded. To a restore, given away. */
  | { readonly table: string; readonly numbers: Numbers };

/** One table, both ways. `restore` gets the sections in the order in which `dump` gave them. */
export interface TablePart {
  readonly table: string;
  dump(state: State): Iterable<Section>;
  restore(state: State, section: Section): void;
}

/** So that a section is written in a few milliseconds. */
const rowsInSection = 512;

/**
 * Rows of plain data, cut into sections. `make` sees each object once and copies all of it that the fold changes in place;
 * what the fold only replaces it may hand on.
 */
export function rowsPart<T, Row>(
  table: string,
  ways: {
    readonly all: (state: State) => Iterable<T>;
    readonly make: (object: T, state: State) => Row;
    readonly put: (state: State, row: Row) => void;
  },
): TablePart {
  return {
    table,
    *dump(state) {
      let rows: Row[] = [];
      for (const object of ways.all(state)) {
        rows.push(ways.make(object, state));
        if (rows.length < rowsInSection) continue;
        yield { table, rows, isLasting: true };
        rows = [];
      }
      if (rows.length > 0) yield { table, rows, isLasting: true };
    },
    restore(state, section) {
      for (const row of rowsOf(section)) ways.put(state, row as Row);
    },
  };
}

export function rowsOf(section: Section): readonly unknown[] {
  if ("rows" in section) return section.rows;
  throw new TypeError(`snapshot: table "${section.table}" wants rows and has numbers`);
}

export function numbersOf(section: Section): Numbers {
  if ("numbers" in section) return section.numbers;
  throw new TypeError(`snapshot: table "${section.table}" wants numbers and has rows`);
}
