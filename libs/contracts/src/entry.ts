// Log entries on the wire, both ways. Decoding checks the whole entry before anything is folded; what cannot be decoded
// throws UndecodableEntry and is never skipped.
import type { EntryHash } from "@berth/core/state/evolve";
import { mix32 } from "@berth/core/common/hash";
import type { LeaderStamp, LogEntry, LogEvent } from "@berth/core/model/entry";
import { berth } from "../gen/entry.js";
import { eventFromWire, eventToWire } from "./event.js";
import { UndecodableEntry, roleFromWire } from "./role.js";
import { WireReader } from "./wire-reader.js";

const wire = berth.log.v1;

export function encodeEntry(entry: LogEntry): Uint8Array {
  return wire.Entry.encode({
    id: entry.id,
    timeMs: entry.timeMs,
    actor: entry.actor,
    traces: [...entry.traces],
    level: entry.level,
    leader: entry.leader,
    events: entry.events.map(wireOf),
    validUntilMs: entry.validUntilMs ?? 0,
  }).finish();
}

export function decodeEntry(bytes: Uint8Array): LogEntry {
  try {
    const entry = wire.Entry.decode(new WireReader(bytes));
    if (entry.id === "" || !Number.isFinite(entry.timeMs)) throw new UndecodableEntry("entry without id or time");
    return {
      id: entry.id,
      timeMs: entry.timeMs,
      actor: entry.actor,
      traces: entry.traces,
      level: entry.level,
      leader: stampFromWire(entry.leader),
      events: entry.events.map((event) => eventFromWire(event as berth.log.v1.Event)),
      ...(entry.validUntilMs === 0 ? {} : { validUntilMs: entry.validUntilMs }),
    };
  } catch (cause) {
    if (cause instanceof UndecodableEntry) throw cause;
    throw new UndecodableEntry(`entry cannot be decoded: ${(cause as Error).message}`, { cause });
  }
}

function stampFromWire(stamp: berth.log.v1.LeaderStamp.$Properties | null | undefined): LeaderStamp | undefined {
  if (stamp === null || stamp === undefined) return undefined;
  return { role: roleFromWire(stamp.role ?? ""), epoch: stamp.epoch ?? 0, ordinal: stamp.ordinal ?? 0 };
}

/** Hash of an entry's bytes for the chain: two independent 32-bit lanes over 4-byte words. */
export function hashEntry(bytes: Uint8Array): EntryHash {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const word = view.getInt32(i, true);
    high = Math.imul(high ^ word, 0x01000193) ^ (high >>> 13);
    low = Math.imul(low + word, 0x85ebca6b) ^ (low >>> 15);
  }
  for (let i = whole; i < bytes.length; i++) {
    high = Math.imul(high ^ bytes[i]!, 0x01000193);
    low = Math.imul(low + bytes[i]!, 0x85ebca6b) ^ (low >>> 15);
  }
  return { high: mix32(high ^ bytes.length), low: mix32(low + bytes.length) };
}

/** An event is measured before it is sent: its documents are made once. */
const measured = new WeakMap<LogEvent, ReturnType<typeof eventToWire>>();

function wireOf(event: LogEvent): ReturnType<typeof eventToWire> {
  return measured.get(event) ?? eventToWire(event);
}

/** Size of one event on the wire, to fill entries up to the log's limit. */
export function eventBytes(event: LogEvent): number {
  const known = wireOf(event);
  measured.set(event, known);
  return wire.Event.encode(known).finish().length + 8;
}
