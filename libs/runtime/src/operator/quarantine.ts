// The list of entries that every replica skips. Only an operator changes it, and only for an entry that halts each replica;
// a replica reads it before it folds anything. It is kept as a note and in every snapshot taken afterwards.
import { type Quarantined, quarantineSchema } from "@berth/core/snapshots/header";
import type { RegionNotes } from "@berth/ports/region-notes";

const note = "quarantine.list";

/** Throws when the note cannot be read: skipping nothing would be another history. */
export async function readQuarantine(notes: RegionNotes): Promise<readonly Quarantined[]> {
  const text = await notes.get(note);
  return text === undefined ? [] : quarantineSchema.parse(JSON.parse(text));
}

/** The list afterwards. Nothing changes when the entry is in it. */
export async function quarantine(notes: RegionNotes, entry: Quarantined): Promise<readonly Quarantined[]> {
  const known = await readQuarantine(notes);
  if (known.some(({ index, chainHash }) => index === entry.index && chainHash === entry.chainHash)) return known;
  const all = quarantineSchema.parse([...known, entry]);
  await notes.put(note, JSON.stringify(all));
  return all;
}
