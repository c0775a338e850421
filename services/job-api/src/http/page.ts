// One page of a sorted list. The token of the next page is the sort key of its first element (nomad.md 3.2).
import { FilterError } from "@berth/core/api/filter/expression";
import { filterOf } from "@berth/core/api/filter/filter";
import type { z } from "zod";
import { HttpProblem } from "./http-problem.js";
import type { ReadOptions } from "./read-options.js";

interface Page<T> {
  readonly items: readonly T[];
  /** "" = this was the last page. */
  readonly nextToken: string;
}

/** Decimal numbers first by length, so that "9.x" comes before "10.x". */
export function indexToken(createIndex: number, id: string): string {
  return `${createIndex}.${id}`;
}

function compareTokens(a: string, b: string): number {
  const [left, right] = [/^(\d+)\./.exec(a)?.[1], /^(\d+)\./.exec(b)?.[1]];
  if (left !== undefined && right !== undefined && left !== right) return Number(left) - Number(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts by token, cuts out the page that starts at `next_token`. */
function pageOf<T>(all: readonly T[], tokenOf: (item: T) => string, options: ReadOptions): Page<T> {
  const sign = options.reverse ? -1 : 1;
  const keyed = all.map((item) => ({ item, token: tokenOf(item) }));
  keyed.sort((a, b) => sign * compareTokens(a.token, b.token));
  const from =
    options.nextToken === ""
      ? keyed
      : keyed.filter(({ token }) => sign * compareTokens(token, options.nextToken) >= 0);
  const cut = options.perPage === 0 ? from : from.slice(0, options.perPage);
  return {
    items: cut.map(({ item }) => item),
    nextToken: options.perPage > 0 ? (from[options.perPage]?.token ?? "") : "",
  };
}

/** What a filter is asked about: the whole object, also where the list shows a part of it. */
interface Filtered<T> {
  readonly schema: z.ZodObject;
  readonly whole: (item: T) => unknown;
}

interface ListedPage<T> {
  readonly all: () => readonly T[];
  readonly tokenOf: (item: T) => string;
  readonly view: (item: T) => unknown;
  readonly filtered: Filtered<T>;
}

/** Refused at once when it cannot be read, not only when the answer is due. */
function filteredBy<T>({ schema, whole }: Filtered<T>, source: string): (all: readonly T[]) => readonly T[] {
  if (source === "") return (all) => all;
  const refused = (what: string, error: unknown): never => {
    if (error instanceof FilterError) throw new HttpProblem(400, `${what}: ${error.message}`, { cause: error });
    throw error;
  };
  try {
    const fits = filterOf(source, schema);
    return (all) => {
      try {
        return all.filter((item) => fits(whole(item)));
      } catch (error) {
        return refused("failed to read result page: error evaluating filter", error);
      }
    };
  } catch (error) {
    return refused("failed to create result paginator: failed to read filter expression", error);
  }
}

/** An answer's list and next token, found when they are asked for: a parked query asks only for its index. */
export function listAnswer<T>(list: ListedPage<T>, options: ReadOptions): { readonly body: () => unknown; readonly nextToken: () => string } {
  let page: Page<T> | undefined;
  const chosen = filteredBy(list.filtered, options.filter);
  const found = (): Page<T> => (page ??= pageOf(chosen(list.all()), list.tokenOf, options));
  return { body: () => found().items.map(list.view), nextToken: () => found().nextToken };
}
