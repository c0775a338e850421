import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocationId, parseAllocationId } from "./allocation-id.js";

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
      }),
    );
  });

  it("is refused when any one character is another", () => {
    fc.assert(
      fc.property(address, fc.nat(35), fc.constantFrom(..."0123456789abcdefgA-é"), ({ epoch, ordinal, number }, at, other) => {
        const id = allocationId(epoch, ordinal, number);
        fc.pre(id[at] !== other);
        expect(parseAllocationId(id.slice(0, at) + other + id.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it.each(["", "abc", "00000000-0000-0000-0000-000000000000"])("is not %j", (text) => {
    expect(parseAllocationId(text)).toBeUndefined();
  });
});
