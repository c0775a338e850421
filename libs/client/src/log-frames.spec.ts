import { describe, expect, it } from "vitest";
import { ObjectCutter, readFrames } from "./log-frames.js";

const frame = (text: string, offset: number): string => JSON.stringify({ Data: Buffer.from(text).toString("base64"), File: "alloc/logs/t.stdout.0", Offset: offset });

function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

describe("log frames", () => {
  it("are found however the stream is cut", async () => {
    const bytes = Buffer.from(`${frame("one\n", 4)}{}${frame('{"x":"}"}', 13)}`);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const texts: string[] = [];
      for await (const { data } of readFrames(streamOf([bytes.subarray(0, cut), bytes.subarray(cut)]))) texts.push(Buffer.from(data).toString());
      expect(texts).toEqual(["one\n", '{"x":"}"}']);
    }
  });

  it("may hold braces and quotes in strings", () => {
    const text = '{"File":"a}{\\"\\\\","Offset":1}';
    const cutter = new ObjectCutter();
    expect([...text].flatMap((char) => cutter.add(char))).toEqual([text]);
  });

  it("are refused when they never end", () => {
    const cutter = new ObjectCutter();
    expect(() => cutter.add(`{"Data":"${"x".repeat(1_100_000)}`)).toThrow(/no stream of log frames/);
  });
});
