/** Searching for names by how they begin, or by what they contain (nomad.md 3.7). */
import { z } from "zod";
import { queryMetaShape } from "./common.js";

export const searchBodySchema = z.object({ Prefix: z.string().optional(), Context: z.string().optional() }).meta({ id: "SearchRequest" });
export const fuzzySearchBodySchema = z.object({ Text: z.string().optional(), Context: z.string().optional() }).meta({ id: "FuzzySearchRequest" });

const truncations = z.record(z.string(), z.boolean());

export const searchAnswerSchema = z
  .object({ Matches: z.record(z.string(), z.array(z.string()).nullable()), Truncations: truncations, ...queryMetaShape })
  .meta({ id: "SearchResponse" });

export const fuzzyMatchSchema = z.object({ ID: z.string(), Scope: z.array(z.string()).optional() }).meta({ id: "FuzzyMatch" });
export type FuzzyMatch = z.infer<typeof fuzzyMatchSchema>;

export const fuzzySearchAnswerSchema = z
  .object({ Matches: z.record(z.string(), z.array(fuzzyMatchSchema)), Truncations: truncations, ...queryMetaShape })
  .meta({ id: "FuzzySearchResponse" });
