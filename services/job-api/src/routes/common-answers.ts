// Small pieces that several routes share.
import type { Outcome } from "@berth/core/model/entry";
import { z } from "zod";
import { HttpProblem } from "../http/http-problem.js";
import type { JobApiContext } from "../job-api-context.js";

/** What Nomad writes into the body of a write's answer; a write never asks who leads. */
export const writeMeta = (index: number): { Index: number; LastContact: number; KnownLeader: boolean } => ({
  Index: index,
  LastContact: 0,
  KnownLeader: false,
});

export const readMeta = (context: JobApiContext, index: number): { Index: number; LastContact: number; KnownLeader: boolean } => ({
  Index: index,
  LastContact: 0,
  KnownLeader: context.log.isReady(),
});

export const emptyAnswerSchema = z.object({}).meta({ id: "Empty" });

export type Applied = Extract<Outcome, { kind: "applied" }>;
export type Refused = Extract<Outcome, { kind: "refused" }>;

/** Nomad answers most refusals with 500 and the reason; routes that differ say so. */
export function appliedOrThrow(outcome: Outcome, problemOf?: (refused: Refused) => HttpProblem | undefined): Applied {
  if (outcome.kind === "applied") return outcome;
  if (outcome.code === "registration-disabled") throw new HttpProblem(403, outcome.message);
  throw problemOf?.(outcome) ?? new HttpProblem(500, outcome.message);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Nomad's texts for an id that cannot be one. */
export function checkUuid(what: string, id: string): void {
  if (id.length !== 36) throw new HttpProblem(500, `${what} lookup failed: index error: UUID must be 36 characters`);
  if (uuidPattern.test(id.toLowerCase())) return;
  const wrong = [...id].find((letter) => !/[0-9a-fA-F-]/.test(letter));
  const why = wrong === undefined ? `${id.slice(0, 40)} has its hyphens elsewhere` : `encoding/hex: invalid byte: U+${wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")} '${wrong}'`;
  throw new HttpProblem(500, `${what} lookup failed: index error: Invalid UUID: ${why}`);
}

/** A prefix of a UUID: hexadecimal digits and hyphens, of even length without the hyphens. */
export function checkUuidPrefix(what: string, prefix: string): void {
  if (prefix === "") return;
  if (!/^[0-9a-fA-F-]*$/.test(prefix) || prefix.replaceAll("-", "").length % 2 !== 0)
    throw new HttpProblem(500, `${what} lookup failed: index error: Input (without hyphens) must be even length`);
}
