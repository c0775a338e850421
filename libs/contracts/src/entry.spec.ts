import { describe, expect, it } from "vitest";
import { moveKinds, storyOf } from "@berth/core/state/testing/chance-story";
import { decodeEntry, encodeEntry, hashEntry } from "./entry.js";
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
