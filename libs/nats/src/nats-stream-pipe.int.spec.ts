import { beforeEach, afterEach, expect, it } from "vitest";
import { type ByteSink, MAX_CHUNK_BYTES } from "@berth/ports/byte-stream";
import { RpcError } from "@berth/ports/rpc";
import { until } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { NatsStreamPipe } from "./nats-stream-pipe.js";
import { WINDOW_BYTES } from "./stream-writer.js";

const SILENCE_MS = 600;
const server = killableNats();
let readerLink: NatsLink;
let writerLink: NatsLink;
let reader: NatsStreamPipe;
let writer: NatsStreamPipe;

beforeEach(async () => {
  readerLink = await connectNats(server.url, { name: "reader", logger: silentLogger });
  writerLink = await connectNats(server.url, { name: "writer", logger: silentLogger });
  reader = new NatsStreamPipe({ link: readerLink, logger: silentLogger, silenceMs: SILENCE_MS });
  writer = new NatsStreamPipe({ link: writerLink, logger: silentLogger, silenceMs: SILENCE_MS, streamsMax: 3 });
});
afterEach(async () => {
  await readerLink.close();
  await writerLink.close();
});

const never = new AbortController().signal;

async function readAll(subject: string, params = new Uint8Array(), signal = never): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of reader.openStream(subject, params, { signal })) chunks.push(chunk);
  return chunks;
}

async function failureOf(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Serves a subject with a writer that writes until it is stopped; counts what it got rid of. */
async function endless(subject: string): Promise<{ written: number; sink: ByteSink | undefined }> {
  const state: { written: number; sink: ByteSink | undefined } = { written: 0, sink: undefined };
  await writer.serveStream(subject, async (_params, sink) => {
    state.sink = sink;
    for (;;) {
      await sink.write(new Uint8Array(16 * 1024));
      state.written += 16 * 1024;
    }
  });
  return state;
}

it("brings 8 MB over byte for byte, params to the writer, then ends", async () => {
  const sent = Buffer.alloc(8 * 1024 * 1024, "0123456789abcdef-");
  await writer.serveStream("s.all", async (params, sink) => {
    expect(new TextDecoder().decode(params)).toBe("file.txt");
    await sink.write(sent);
  });
  const chunks = await readAll("s.all", new TextEncoder().encode("file.txt"));
  expect(Buffer.concat(chunks).equals(sent)).toBe(true);
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBe(MAX_CHUNK_BYTES);
});

it("keeps chunks whole and in the order of the calls, and ends an empty stream", async () => {
  await writer.serveStream("s.chunks", async (_params, sink) => {
    await Promise.all([1, 2, 3].map((byte) => sink.write(new Uint8Array(byte * 1000).fill(byte))));
  });
  await writer.serveStream("s.empty", async () => undefined);
  expect((await readAll("s.chunks")).map((chunk) => [chunk.length, chunk[0]])).toEqual([[1000, 1], [2000, 2], [3000, 3]]);
  expect(await readAll("s.empty")).toEqual([]);
});

it("stops the writer when the reader does not read: never more than the window is under way", async () => {
  const state = await endless("s.slow");
  const chunks = reader.openStream("s.slow", new Uint8Array(), { signal: never })[Symbol.asyncIterator]();
  let read = 0;
  for (let i = 0; i < 40; i++) {
    await new Promise((resolve) => setTimeout(resolve, 2 * SILENCE_MS / 40));
    expect(state.written - read).toBeLessThanOrEqual(WINDOW_BYTES);
    read += (await chunks.next()).value?.length ?? 0;
  }
  expect(read).toBe(40 * 16 * 1024);
  await chunks.return?.(undefined);
  await until(() => state.sink?.closed.aborted === true, "the writer's side closed");
});

it("keeps a silent but living stream open", async () => {
  await writer.serveStream("s.quiet", async (_params, sink) => {
    await sink.write(new Uint8Array(1));
    await new Promise((resolve) => setTimeout(resolve, 3 * SILENCE_MS));
    await sink.write(new Uint8Array(2));
  });
  expect((await readAll("s.quiet")).map((chunk) => chunk.length)).toEqual([1, 2]);
});

it("closes the writer when the signal fires, without an error for the reader", async () => {
  const state = await endless("s.abort");
  const abort = new AbortController();
  const reading = readAll("s.abort", new Uint8Array(), abort.signal);
  await until(() => state.written > 1024 * 1024, "a megabyte");
  abort.abort();
  await reading;
  await until(() => state.sink?.closed.aborted === true, "the writer's side closed");
});

it("closes the writer when the reader's process is gone", async () => {
  const state = await endless("s.gone");
  const reading = failureOf(readAll("s.gone"));
  await until(() => state.written > 0, "it flows");
  await readerLink.connection.close();
  expect(await reading).toMatchObject({ code: "unavailable" });
  await until(() => state.sink?.closed.aborted === true, "the writer's side closed");
});

it("fails the reader when the writer's process is gone", async () => {
  const state = await endless("s.dead");
  const reading = failureOf(readAll("s.dead"));
  await until(() => state.written > 0, "it flows");
  await writerLink.connection.close();
  const error = await reading;
  expect(error).toBeInstanceOf(RpcError);
  expect(["unavailable", "timeout"]).toContain((error as RpcError).code);
});

it("tells the reader what went wrong at the writer, that nobody serves, that there are too many", async () => {
  await writer.serveStream("s.fail", async (_params, sink) => {
    await sink.write(new Uint8Array(1));
    throw new RpcError("refused", "no such file");
  });
  expect(await failureOf(readAll("s.fail"))).toMatchObject({ code: "refused", message: "no such file" });
  expect(await failureOf(readAll("s.nobody"))).toMatchObject({ code: "no-responder" });
  await endless("s.many");
  const open = await Promise.all([1, 2, 3].map(async () => {
    const iterator = reader.openStream("s.many", new Uint8Array(), { signal: never })[Symbol.asyncIterator]();
    await iterator.next();
    return iterator;
  }));
  expect(await failureOf(readAll("s.many"))).toMatchObject({ code: "unavailable", message: "s.many has too many open streams; try again later" });
  for (const iterator of open) await iterator.return?.(undefined);
});

it("ends streams when serving ends and when the connection breaks", async () => {
  const state = await endless("s.break");
  const reading = failureOf(readAll("s.break"));
  await until(() => state.written > 0, "it flows");
  await server.kill();
  expect(await reading).toMatchObject({ code: "unavailable" });
  await until(() => state.sink?.closed.aborted === true, "the writer's side closed");
  await server.start();
});
