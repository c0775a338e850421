// What a filter says, once it is read: comparisons of one selected value, joined by and, or and not.

export type MatchOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "contains" | "not contains" | "matches" | "not matches";
export type StateOperator = "is empty" | "is not empty" | "is nil" | "is not nil";

/** Where a selected value lies: names, keys of maps, positions in lists. */
export interface Selector {
  readonly path: readonly string[];
  /** Column in the expression, from 1, for messages. */
  readonly column: number;
}

export type Expression =
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly inner: Expression }
  | { readonly kind: "match"; readonly selector: Selector; readonly operator: MatchOperator; readonly value: string; readonly pattern?: RegExp }
  | { readonly kind: "state"; readonly selector: Selector; readonly operator: StateOperator }
  /** any/all SELECTOR as name { … } and any/all SELECTOR as key, value { … } */
  | { readonly kind: "each"; readonly quantity: "any" | "all"; readonly selector: Selector; readonly names: readonly string[]; readonly inner: Expression };

/** Carries a column: the message says where. */
export class FilterError extends Error {
  constructor(
    readonly column: number,
    message: string,
  ) {
    super(`1:${column}: ${message}`);
    this.name = "FilterError";
  }
}
