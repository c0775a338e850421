/**
 * Constraint, affinity and spread: what a job says about the nodes it may or would like to run on (nomad.md 1.8).
 * Operands are kept as written ("==" stays "=="); jobspec/validate refuses the ones that are not in the list.
 */
import { z } from "zod";
import { blocks, type DeepReadonly, int, text, ZERO_NUMBER, ZERO_TEXT } from "./field.js";

export const constraintOperands = [
  "=",
  "==",
  "is",
  "!=",
  "not",
  "<",
  "<=",
  ">",
  ">=",
  "regexp",
  "version",
  "semver",
  "set_contains",
  "set_contains_all",
  "set_contains_any",
  "is_set",
  "is_not_set",
  "distinct_hosts",
  "distinct_property",
] as const;
export type ConstraintOperand = (typeof constraintOperands)[number];

export const constraintSchema = z
  .object({
    LTarget: text("attribute", ZERO_TEXT),
    RTarget: text("value", ZERO_TEXT),
    Operand: text("operator", { absent: "=", default: "=" }),
  })
  .meta({ id: "Constraint" });
export type Constraint = DeepReadonly<z.infer<typeof constraintSchema>>;

export const affinitySchema = z
  .object({
    LTarget: text("attribute", ZERO_TEXT),
    RTarget: text("value", ZERO_TEXT),
    Operand: text("operator", { absent: "=", default: "=" }),
    Weight: int("weight", { default: 50 }),
  })
  .meta({ id: "Affinity" });
export type Affinity = DeepReadonly<z.infer<typeof affinitySchema>>;

export const spreadTargetSchema = z
  .object({ Value: text(null, ZERO_TEXT), Percent: int("percent", ZERO_NUMBER) })
  .meta({ id: "SpreadTarget" });
export type SpreadTarget = DeepReadonly<z.infer<typeof spreadTargetSchema>>;

export const spreadSchema = z
  .object({
    Attribute: text("attribute", ZERO_TEXT),
    Weight: int("weight", { default: 50 }),
    SpreadTarget: blocks("target", spreadTargetSchema, { label: "Value" }),
  })
  .meta({ id: "Spread" });
export type Spread = DeepReadonly<z.infer<typeof spreadSchema>>;
