// Nodes as the index has them: the best first, on demand. A plan of a few placements touches a few nodes, and no node
// that it does not touch can come before a better one that it does not touch either, so the ranking asks for as many as
// it may use up and never looks at the rest.
import type { NodeRecord } from "../../state/node-table.js";
import type { Shape } from "../../state/interned.js";
import { type SearchField, findBest } from "../node-index/best-search.js";
import { type Exhausted, type RowSet, exhaustedRows } from "../node-index/exhausted-rows.js";
import type { NodeIndex } from "../node-index/node-index.js";
import type { TieBreak } from "./tie-break.js";

export interface DrawField extends SearchField {
  /** By area, any node of it. */
  readonly like: ReadonlyMap<number, NodeRecord>;
}

/** Nodes that come after all of the field. */
export interface LastNodes {
  readonly nodes: () => Iterable<NodeRecord>;
  /** The field and them: where nodes without room are counted. */
  readonly whole: DrawField;
}

export interface SourceTerms {
  readonly index: NodeIndex;
  readonly field: DrawField;
  readonly counted: DrawField;
  readonly ask: Shape;
  readonly tie: TieBreak;
}

export class CandidateSource {
  private isDry = false;

  constructor(private readonly terms: SourceTerms) {}

  /** The next best that the ranking has not seen, at least `wanted` if there are so many. */
  next(wanted: number, isSeen: (row: number) => boolean): readonly number[] {
    if (this.isDry) return [];
    const { index, field, ask, tie } = this.terms;
    const rows = findBest(index, { ask, field, tie, wanted, skip: isSeen });
    this.isDry = rows.length < wanted;
    return rows;
  }

  get hasMore(): boolean {
    return !this.isDry;
  }

  /** Nodes without room in the state, but for these rows. */
  exhausted(except: RowSet): readonly (Exhausted & { readonly like: NodeRecord })[] {
    const { index, counted: field, ask } = this.terms;
    return exhaustedRows(index, { ask, field, except }).map((found) => ({ ...found, like: field.like.get(found.area)! }));
  }
}
