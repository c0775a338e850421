import { describe, expect, it } from "vitest";
import type { LogEntry, LogEvent } from "@berth/core/model/entry";
import { jobOf } from "@berth/core/testing/state-builder";
import { moveKinds, storyOf } from "@berth/core/state/testing/chance-story";
import { decodeEntry, encodeEntry, eventBytes, hashEntry } from "./entry.js";
import { UndecodableEntry } from "./role.js";

describe("an entry on the wire", () => {
  it("is what it was", () => {
    const moves = Array.from({ length: 80 }, (_, n) => ({ kind: moveKinds[(n * 5) % moveKinds.length]!, job: n % 3, node: (n * 2) % 3, size: (n * 3) % 10 }));
    const { entries } = storyOf([{ kind: "register", job: 0, node: 0, size: 1 }, ...moves]);
    expect(new Set(entries.flatMap(({ events }) => events.map(({ type }) => type))).size).toBeGreaterThan(7);
    for (const entry of entries) expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
  });

  it.each(["", "plain", "\u007f", "größer", "日本語 and 🚢", "a".repeat(300), "é".repeat(300)])("keeps the text %j", (actor) => {
    const entry = { id: `id ${actor}`, timeMs: 1, actor, traces: [actor], level: 1, leader: undefined, events: [] };
    expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
  });

  it("is refused when its text is no UTF-8 or ends too late", () => {
    expect(() => decodeEntry(Uint8Array.of(0x0a, 2, 0xc3, 0x28))).toThrow(UndecodableEntry);
    expect(() => decodeEntry(Uint8Array.of(0x0a, 9, 0x41))).toThrow(UndecodableEntry);
  });
});

function registration(argumentBytes: number): LogEvent {
  const argument = "abcdefgh".repeat(argumentBytes / 8);
  const job = jobOf(`job "j" {
    group "g" {
      task "t" {
        driver = "docker"
        config {
          image = "i"
          args  = ["${argument}"]
        }
      }
    }
  }`);
  return { type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: { source: argument, format: "hcl2" } };
}

function entryOf(...events: readonly LogEvent[]): LogEntry {
  return { id: "e", timeMs: 1, actor: "a", traces: [], level: 1, leader: undefined, events };
}

describe("a job in an entry", () => {
  it.each([8, 512, 40_000])("with %d bytes of arguments is what it was, measured before or not", (argumentBytes) => {
    const event = registration(argumentBytes);
    const unmeasured = encodeEntry(entryOf(event));
    const bytes = eventBytes(event);
    expect(encodeEntry(entryOf(event))).toEqual(unmeasured);
    expect(bytes).toBeGreaterThanOrEqual(unmeasured.length - encodeEntry(entryOf()).length);
    expect(decodeEntry(unmeasured)).toEqual(entryOf(event));
  });

  it("is compressed when it is large", () => {
    expect(encodeEntry(entryOf(registration(40_000))).length).toBeLessThan(10_000);
  });
});

describe("an entry's hash", () => {
  it("changes with every byte and with the length", () => {
    const bytes = Uint8Array.from({ length: 43 }, (_, i) => (i * 37) & 255);
    const hashes = new Set([hashEntry(bytes), hashEntry(bytes.subarray(0, 42)), hashEntry(Uint8Array.of(...bytes, 0))].map((hash) => JSON.stringify(hash)));
    for (const at of bytes.keys()) {
      const other = bytes.with(at, bytes[at]! ^ 1);
      hashes.add(JSON.stringify(hashEntry(other)));
    }
    expect(hashes.size).toBe(3 + bytes.length);
  });

  it("does not depend on where the bytes lie", () => {
    const bytes = Uint8Array.from({ length: 21 }, (_, i) => i);
    const moved = new Uint8Array(32);
    moved.set(bytes, 3);
    expect(hashEntry(moved.subarray(3, 24))).toEqual(hashEntry(bytes));
  });
});
