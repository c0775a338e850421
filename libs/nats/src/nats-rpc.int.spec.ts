import { afterAll, beforeAll, expect, it } from "vitest";
import { RpcError } from "@berth/ports/rpc";
import { noTracing, type Tracing } from "@berth/ports/tracing";
import { until } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { NatsRpc, type NatsRpcOptions } from "./nats-rpc.js";

const server = killableNats();
let asker: NatsLink;
let answerer: NatsLink;

beforeAll(async () => {
  asker = await connectNats(server.url, { name: "asker", logger: silentLogger });
  answerer = await connectNats(server.url, { name: "answerer", logger: silentLogger });
});
afterAll(async () => {
  await asker.close();
  await answerer.close();
});

function rpcOn(link: NatsLink, options: Partial<NatsRpcOptions> = {}): NatsRpc {
  return new NatsRpc({ link, logger: silentLogger, ...options });
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

async function failureOf(asked: Promise<unknown>): Promise<RpcError> {
  const error: unknown = await asked.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof RpcError)) throw new Error(`expected an RpcError, got ${String(error)}`);
  return error;
}

it("answers requests, spread over the members of the queue", async () => {
  const answers: string[] = [];
  const served = await Promise.all(["a", "b"].map((name) => rpcOn(answerer).serve("t.echo", "q", async (payload) => bytes(`${name}:${text(payload)}`))));
  for (let i = 0; i < 100; i++) answers.push(text(await rpcOn(asker).request("t.echo", bytes(`${i}`), 2_000)));
  expect(answers.map((answer) => answer.split(":")[1])).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
  expect(new Set(answers.map((answer) => answer[0])).size).toBe(2);
  for (const one of served) await one.close();
  expect((await failureOf(rpcOn(asker).request("t.echo", bytes(""), 500))).code).toBe("no-responder");
});

it("carries a handler's failure with its code and words", async () => {
  const served = await rpcOn(answerer).serve("t.fail", "q", async (payload) => {
    if (text(payload) === "own") throw new RpcError("refused", "job “ünï” is unknown\nsecond line");
    throw new TypeError("x is undefined");
  });
  expect(await failureOf(rpcOn(asker).request("t.fail", bytes("own"), 2_000))).toMatchObject({ code: "refused", message: "job “ünï” is unknown\nsecond line" });
  expect(await failureOf(rpcOn(asker).request("t.fail", bytes("bug"), 2_000))).toMatchObject({ code: "internal", message: "x is undefined" });
  await served.close();
});

it("gives up after the time asked for", async () => {
  const served = await rpcOn(answerer).serve("t.slow", "q", () => new Promise(() => undefined));
  const failure = await failureOf(rpcOn(asker).request("t.slow", bytes(""), 100));
  expect(failure).toMatchObject({ code: "timeout", message: "t.slow did not answer within 100 ms" });
  await served.close();
});

it("works on many at once within its bound and says so when it cannot take more", async () => {
  let working = 0;
  let most = 0;
  const release: (() => void)[] = [];
  const served = await rpcOn(answerer, { bounds: { concurrency: 3, waitingMax: 2 } }).serve("t.bound", "q", async () => {
    most = Math.max(most, ++working);
    await new Promise<void>((resolve) => release.push(resolve));
    working--;
    return bytes("done");
  });
  const asked = Array.from({ length: 6 }, () => rpcOn(asker).request("t.bound", bytes(""), 5_000).then(text, (error: RpcError) => error.code));
  await until(() => release.length === 3, "three at work");
  expect(await Promise.race(asked)).toBe("unavailable");
  const releasing = setInterval(() => release.shift()?.(), 1);
  const answers = await Promise.all(asked);
  clearInterval(releasing);
  expect(answers.toSorted()).toEqual(["done", "done", "done", "done", "done", "unavailable"]);
  expect(most).toBe(3);
  await served.close();
});

it("refuses what the server would not take", async () => {
  const failure = await failureOf(rpcOn(asker).request("t.echo", new Uint8Array(asker.maxPayloadBytes + 1), 500));
  expect(failure.code).toBe("refused");
});

it("tells every subscriber, and goes on after one throws", async () => {
  const heard: string[] = [];
  const subscriptions = await Promise.all(
    [1, 2].map(() =>
      rpcOn(answerer).subscribe("t.news.*", (payload, subject) => {
        heard.push(`${subject}=${text(payload)}`);
        if (heard.length === 1) throw new Error("first");
      }),
    ),
  );
  rpcOn(asker).publish("t.news.a", bytes("1"));
  await until(() => heard.length === 2, "both heard it");
  rpcOn(asker).publish("t.news.b", bytes("2"));
  await until(() => heard.length === 4, "both heard the next");
  for (const subscription of subscriptions) await subscription.close();
});

it("continues the caller's trace in the handler", async () => {
  const parents: string[] = [];
  const here: Tracing = { ...noTracing, current: () => "00-trace-span-01" };
  const there: Tracing = {
    ...noTracing,
    withSpan: (_name, options, work) => {
      parents.push(options.parent ?? "");
      return work();
    },
  };
  const served = await rpcOn(answerer, { tracing: there }).serve("t.trace", "q", async () => bytes(""));
  await rpcOn(asker, { tracing: here }).request("t.trace", bytes(""), 2_000);
  await rpcOn(asker).request("t.trace", bytes(""), 2_000);
  expect(parents).toEqual(["00-trace-span-01"]);
  await served.close();
});

it("fails at once when the connection breaks, and serves again when it is back", async () => {
  let asked = 0;
  const served = await rpcOn(answerer).serve("t.back", "q", async (payload) => {
    asked++;
    return text(payload) === "park" ? new Promise(() => undefined) : payload;
  });
  const parked = failureOf(rpcOn(asker).request("t.back", bytes("park"), 60_000));
  await until(() => asked === 1, "the request arrived");
  await server.kill();
  expect((await parked).code).toBe("unavailable");
  expect((await failureOf(rpcOn(asker).request("t.back", bytes("x"), 60_000))).code).toBe("unavailable");
  await server.start();
  await until(() => asker.isUp() && answerer.isUp(), "both are back");
  expect(text(await rpcOn(asker).request("t.back", bytes("again"), 2_000))).toBe("again");
  await served.close();
});
