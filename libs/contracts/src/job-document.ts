// Reads the JSON of a job. Most jobs differ from others in their names alone: what comes from the task groups on is parsed
// once for all jobs that have the same there, and shared between them (nobody changes a job). It saves every replica most
// of the parsing, and the memory of a million equal specifications.
//
// What it cuts by is proven by parsing: a text cut anywhere but between two fields of the outermost object is not JSON
// once the brace is closed, and then the whole is read.
import { Buffer } from "node:buffer";
import type { Job } from "@berth/core/model/job";
import { fromDocument } from "./documents.js";

const cut = Buffer.from(',"TaskGroups":[');
/** Kept by their text: some 2 MB at most. */
const maxKept = 256;
const maxKeptBytes = 8 * 1024;

const openingBrace = "{".charCodeAt(0);
const closingBrace = "}".charCodeAt(0);

const kept = new Map<string, object>();

export function readJob(bytes: Uint8Array): Job {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = text.indexOf(cut);
  if (at < 0 || bytes.length - at > maxKeptBytes) return fromDocument<Job>(bytes);
  try {
    const names = Buffer.from(text.subarray(0, at + 1));
    names[at] = closingBrace;
    return { ...fromDocument<Job>(names), ...sharedFrom(text.subarray(at)) };
  } catch {
    return fromDocument<Job>(bytes);
  }
}

function sharedFrom(text: Buffer): object {
  // One character for each byte: different bytes have different names, and nothing is decoded.
  const name = text.toString("latin1");
  const known = kept.get(name);
  if (known !== undefined) return known;
  const opened = Buffer.from(text);
  opened[0] = openingBrace;
  const shared = fromDocument<object>(opened);
  if (kept.size >= maxKept) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  kept.set(name, shared);
  return shared;
}
