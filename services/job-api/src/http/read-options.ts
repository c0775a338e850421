// The parameters common to all reads (nomad.md 3.2): consistency, blocking, paging.
import { HttpProblem } from "./http-problem.js";
import { parseGoBool, parseGoDurationMs, perPageValue, type Query } from "./query-values.js";

export interface ReadOptions {
  /** Answer from what this server has seen so far, without asking for the log's end. */
  readonly stale: boolean;
  /** Answer when the data's index is above this; 0 = at once. */
  readonly minIndex: number;
  readonly waitMs: number;
  readonly prefix: string;
  /** An expression; "" = everything. */
  readonly filter: string;
  /** 0 = all */
  readonly perPage: number;
  readonly nextToken: string;
  readonly reverse: boolean;
}

export const longestWaitMs = 300_000;

function indexValue(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new HttpProblem(400, "Invalid index");
  return value;
}

function waitValue(text: string | undefined): number {
  if (text === undefined || text === "") return longestWaitMs;
  const waitMs = parseGoDurationMs(text);
  if (waitMs === undefined) throw new HttpProblem(400, "Invalid wait time");
  return waitMs <= 0 ? longestWaitMs : Math.min(waitMs, longestWaitMs);
}

function staleValue(text: string | undefined): boolean {
  if (text === undefined) return false;
  if (text === "") return true;
  const value = parseGoBool(text);
  if (value === undefined) throw new HttpProblem(400, "Expect `true` or `false` for `stale` query string parameter");
  return value;
}

export function readOptions(query: Query): ReadOptions {
  return {
    stale: staleValue(query["stale"]),
    minIndex: indexValue(query["index"]),
    waitMs: waitValue(query["wait"]),
    prefix: query["prefix"] ?? "",
    filter: query["filter"] ?? "",
    perPage: perPageValue(query),
    nextToken: query["next_token"] ?? "",
    reverse: query["reverse"] === "true",
  };
}
