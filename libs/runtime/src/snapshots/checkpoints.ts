// How far projectors have written, as notes: the log is not trimmed past them. A projector leaves its note before its first
// row and after each write; an operator who gives one up for good removes its note.
import { decodeJson, encodeJson } from "@berth/contracts/rpc";
import type { RegionNotes } from "@berth/ports/region-notes";

export interface Checkpoint {
  readonly projector: string;
  readonly index: number;
  readonly incarnation: string;
  readonly atMs: number;
}

const prefix = "checkpoint";

export function leaveCheckpoint(notes: RegionNotes, checkpoint: Checkpoint): Promise<void> {
  return notes.put(`${prefix}.${checkpoint.projector}`, new TextDecoder().decode(encodeJson(checkpoint)));
}

/** Of this incarnation; a projector that still stands in an earlier one has everything of this one to come: index 0. */
export async function readCheckpoints(notes: RegionNotes, incarnation: string): Promise<readonly Checkpoint[]> {
  const texts = await notes.list(prefix);
  return Array.from(texts.values(), (text) => decodeJson<Checkpoint>(new TextEncoder().encode(text))).map((found) =>
    found.incarnation === incarnation ? found : { ...found, index: 0, incarnation },
  );
}
