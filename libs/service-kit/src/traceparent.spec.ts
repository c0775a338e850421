import { expect, it } from "vitest";
import { decodeTraceparent, encodeTraceparent } from "./traceparent.js";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

it("reads what it writes", () => {
  const text = `00-${traceId}-${spanId}-01`;
  const span = decodeTraceparent(text);
  expect(span).toMatchObject({ traceId, spanId, traceFlags: 1, isRemote: true });
  if (span !== undefined) expect(encodeTraceparent(span)).toBe(text);
});

it.each(["", "nonsense", `00-${traceId}-${spanId}`, `00-${"0".repeat(32)}-${spanId}-01`, `00-${traceId}-${"0".repeat(16)}-01`, `00-${traceId.toUpperCase()}-${spanId}-01`, `ff-${traceId}-${spanId}-01`])(
  "takes %j for no trace",
  (text) => {
    expect(decodeTraceparent(text)).toBeUndefined();
  },
);
