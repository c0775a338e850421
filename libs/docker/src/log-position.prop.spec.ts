import fc from "fast-check";
import { expect, it } from "vitest";
import { framedLogCutter, type LogMessage, type LogStream, terminalLogCutter } from "./log-frames.js";
import { advance, sinceParameter, skipTaken, type StreamPosition, startOfLog, unnotedBytes } from "./log-position.js";

function stamp(tick: number): string {
  return `2026-01-01T00:00:${String(Math.floor(tick / 4)).padStart(2, "0")}.${String(tick % 4).padStart(9, "0")}Z`;
}

interface Line {
  readonly stream: LogStream;
  readonly timestamp: string;
  readonly text: string;
}

/** Time stands still between some lines, as it does between the pieces of one long line. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .array(fc.record({ stream: fc.constantFrom<LogStream>("stdout", "stderr"), step: fc.nat({ max: 2 }), text: fc.string({ maxLength: 20 }) }), { maxLength: 40 })
  .map((drawn) => {
    let tick = 0;
    return drawn.map(({ stream, step, text }) => ({ stream, timestamp: stamp((tick += step)), text: `${text.replace(/\n/g, "")}\n` }));
  });

function frame(line: Line): Buffer {
  const payload = Buffer.from(`${line.timestamp} ${line.text}`);
  const header = Buffer.from([line.stream === "stdout" ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

function inChunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : places[index - 1], end));
}

it("cuts frames the same however the bytes arrive", () => {
  fc.assert(
    fc.property(lines, fc.array(fc.nat()), (drawn, cuts) => {
      const cutter = framedLogCutter();
      const messages = inChunks(Buffer.concat(drawn.map(frame)), cuts).flatMap((chunk) => [...cutter.push(chunk)]);
      expect(messages.map((message) => ({ ...message, text: message.bytes.toString(), bytes: undefined }))).toEqual(
        drawn.map((line) => ({ ...line, bytes: undefined })),
      );
    }),
  );
});

it("cuts a terminal's lines, long ones in pieces, however the bytes arrive", () => {
  const long = `${"x".repeat(16_384)}`;
  const raw = Buffer.from(`${stamp(1)} a\r\n${stamp(2)} ${long}${stamp(2)} tail\r\n${stamp(3)} \r\n`);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 8 }), (cuts) => {
      const cutter = terminalLogCutter();
      const messages = inChunks(raw, cuts).flatMap((chunk) => [...cutter.push(chunk)]);
      expect(messages.map((message) => message.bytes.toString())).toEqual(["a\r\n", long, "tail\r\n", "\r\n"]);
      expect(messages.map((message) => message.timestamp)).toEqual([stamp(1), stamp(2), stamp(2), stamp(3)]);
    }),
  );
});

/** One life of the pump: reads from the noted place, writes, notes sometimes, and may die anywhere. */
function live(stream: LogStream, log: readonly Line[], disk: { position: StreamPosition; file: string }, budget: { writes: number; noteEvery: number; tear: number }): void {
  const wanted = skipTaken(disk.position);
  let ahead = unnotedBytes(disk.position, { inode: 7, bytes: Buffer.byteLength(disk.file) });
  let position = disk.position;
  let writes = 0;
  for (const line of log.filter((each) => each.stream === stream)) {
    const message: LogMessage = { stream, timestamp: line.timestamp, bytes: Buffer.from(line.text) };
    if (!wanted(message)) continue;
    const there = Math.min(ahead, message.bytes.length);
    ahead -= there;
    if (writes === budget.writes) {
      disk.file += message.bytes.subarray(there, Math.max(there, budget.tear)).toString("latin1");
      return;
    }
    disk.file += message.bytes.subarray(there).toString("latin1");
    position = advance(position, message);
    writes += 1;
    if (writes % budget.noteEvery === 0) disk.position = { ...position, inode: 7, fileBytes: Buffer.byteLength(disk.file, "latin1") - ahead };
  }
}

it("loses nothing and repeats nothing, wherever the agent is killed", () => {
  const lives = fc.array(fc.record({ writes: fc.nat({ max: 15 }), noteEvery: fc.integer({ min: 1, max: 5 }), tear: fc.nat({ max: 20 }) }), { maxLength: 6 });
  const ascii = lines.map((drawn) => drawn.map((line) => ({ ...line, text: line.text.replace(/[^\x20-\x7e\n]/g, "?") })));
  fc.assert(
    fc.property(ascii, lives, (log, kills) => {
      const disk = { position: startOfLog("c", { stdout: { inode: 7, bytes: 0 }, stderr: { inode: 8, bytes: 0 } }).stdout, file: "" };
      for (const kill of kills) live("stdout", log, disk, kill);
      live("stdout", log, disk, { writes: Number.POSITIVE_INFINITY, noteEvery: 1, tear: 0 });
      const whole = log.filter((line) => line.stream === "stdout").map((line) => line.text);
      expect(disk.file).toBe(whole.join(""));
    }),
  );
});

it("goes on after the clock was set back", () => {
  const wanted = skipTaken({ timestamp: stamp(8), taken: 1, inode: 7, fileBytes: 0 });
  const taken = [stamp(7), stamp(8), stamp(9), stamp(2)].map((timestamp) => wanted({ stream: "stdout", timestamp, bytes: Buffer.alloc(0) }));
  expect(taken).toEqual([false, false, true, true]);
});

it("asks the engine from shortly before the last message of either stream", () => {
  const start = startOfLog("c", { stdout: { inode: 1, bytes: 0 }, stderr: { inode: 2, bytes: 0 } });
  expect(sinceParameter(start)).toBeUndefined();
  const moved = { ...start, stdout: { ...start.stdout, timestamp: "2026-01-01T00:00:10.500000000Z" } };
  expect(sinceParameter(moved)).toBe(Date.parse("2026-01-01T00:00:08Z") / 1_000);
});

it("does not trust the size of another file", () => {
  expect(unnotedBytes({ timestamp: "", taken: 0, inode: 1, fileBytes: 10 }, { inode: 2, bytes: 50 })).toBe(0);
  expect(unnotedBytes({ timestamp: "", taken: 0, inode: 1, fileBytes: 10 }, { inode: 1, bytes: 50 })).toBe(40);
});
