import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUuid, writeUuid } from "../common/uuid-bytes.js";
import { addressOfBytes, allocationId, parseAllocationId, writeAllocationId } from "./allocation-id.js";

const address = fc.record({
  epoch: fc.integer({ min: 0, max: 0xff_ffff }),
  ordinal: fc.integer({ min: 0, max: 0xf_ffff_ffff }),
  number: fc.integer({ min: 0, max: 0xfff_ffff }),
});

describe("an allocation's id", () => {
  it("is a version-4 UUID that leads back to its address", () => {
    fc.assert(
      fc.property(address, ({ epoch, ordinal, number }) => {
        const id = allocationId(epoch, ordinal, number);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(parseAllocationId(id)).toEqual({ epoch, ordinal, number });
        const bytes = new Uint8Array(20);
        expect(writeUuid(id, bytes, 3)).toBe(true);
        expect(readUuid(bytes, 3)).toBe(id);
        expect(addressOfBytes(bytes, 3)).toEqual({ epoch, ordinal, number });
        const written = new Uint8Array(20);
        writeAllocationId({ epoch, ordinal, number }, written, 3);
        expect(written).toEqual(bytes);
      }),
    );
  });

  it("is refused when any one character is another", () => {
    fc.assert(
      fc.property(address, fc.nat(35), fc.constantFrom(..."0123456789abcdefgA-é"), ({ epoch, ordinal, number }, at, other) => {
        const id = allocationId(epoch, ordinal, number);
        fc.pre(id[at] !== other);
        const mistyped = id.slice(0, at) + other + id.slice(at + 1);
        expect(parseAllocationId(mistyped)).toBeUndefined();
        const bytes = new Uint8Array(16);
        if (writeUuid(mistyped, bytes, 0)) expect(addressOfBytes(bytes, 0)).toBeUndefined();
      }),
    );
  });

  it.each(["", "abc", "00000000-0000-0000-0000-000000000000"])("is not %j", (text) => {
    expect(parseAllocationId(text)).toBeUndefined();
  });
});
