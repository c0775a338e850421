/** /v1/event/stream: what changes, a line of JSON for each index, for as long as the client listens. */
import { isWanted, changesAfter, type EventsWanted } from "@berth/core/api/changes";
import { encodeSorted } from "@berth/core/api/json";
import { type StreamEvent, streamLineSchema } from "@berth/core/api/schema/event-answers";
import { streamOf } from "../http/fastify-server.js";
import { HttpProblem } from "../http/http-problem.js";
import type { DirectRoute, Route } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";

/** How far back a client begins that names no index. */
const indexesKept = 100;
const heartbeatMs = 30_000;
const mostTopics = 100;
/** Looking for changes may take this part of the time, however many clients' things change. */
const restPerLook = 10;

function topicOf(text: string): readonly [string, string] {
  const parts = text.split(":");
  if (parts.length > 2) throw new HttpProblem(400, `Invalid topic query: error parsing topics: Invalid key value pair for topic, topic: ${text.slice(0, 200)}`);
  return [parts[0]!, parts[1] ?? "*"];
}

function topicsOf(all: readonly string[]): EventsWanted["topics"] {
  if (all.length > mostTopics) throw new HttpProblem(400, `Invalid topic query: at most ${mostTopics} topics, got ${all.length}`);
  return all.length === 0 ? [["*", "*"]] : all.map(topicOf);
}

function indexOf(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new HttpProblem(400, `Unable to parse index: strconv.Atoi: parsing "${text.slice(0, 40)}": invalid syntax`);
  return value;
}

/** Resolves when the log has moved, after `longestMs`, or when the client has gone. */
async function nextChange({ log, clock }: JobApiContext, longestMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const change = log.onChange(resolve);
  const timer = clock.after(longestMs, resolve);
  const gone = (): void => resolve();
  signal.addEventListener("abort", gone);
  await promise;
  change.close();
  timer.cancel();
  signal.removeEventListener("abort", gone);
}

function* linesAfter(context: JobApiContext, after: number, wanted: EventsWanted): Generator<string, number> {
  const { changes, through } = changesAfter(context.log.state, after);
  for (let at = 0; at < changes.length; ) {
    const { index } = changes[at]!;
    const events: StreamEvent[] = [];
    for (; changes[at]?.index === index; at++) {
      const event = changes[at]!.event();
      if (event !== undefined && isWanted(event, wanted)) events.push(event);
    }
    if (events.length > 0) yield `${encodeSorted({ Index: index, Events: events })}\n`;
  }
  return through;
}

/** Nothing is held for a client that reads slowly: the next lines are made when it has taken the last ones. */
async function* lines(context: JobApiContext, from: number, { wanted, signal }: { readonly wanted: EventsWanted; readonly signal: AbortSignal }): AsyncGenerator<Uint8Array> {
  const { log, clock } = context;
  const encoder = new TextEncoder();
  const heartbeat = encoder.encode("{}\n");
  yield heartbeat;
  let saidMs = clock.monotonicMs();
  for (let after = from; !signal.aborted; ) {
    const startedMs = clock.monotonicMs();
    const found = linesAfter(context, after, wanted);
    let next = found.next();
    const tookMs = clock.monotonicMs() - startedMs;
    for (; next.done !== true && !signal.aborted; next = found.next()) {
      yield encoder.encode(next.value);
      saidMs = clock.monotonicMs();
    }
    if (next.done !== true) return;
    after = next.value;
    if (tookMs >= 1) await clock.sleep(tookMs * restPerLook, signal).catch(() => undefined);
    while (!signal.aborted && log.state.index <= after && clock.monotonicMs() - saidMs < heartbeatMs) await nextChange(context, heartbeatMs - (clock.monotonicMs() - saidMs), signal);
    if (signal.aborted || clock.monotonicMs() - saidMs < heartbeatMs) continue;
    yield heartbeat;
    saidMs = clock.monotonicMs();
  }
}

const stream: DirectRoute = {
  kind: "direct",
  method: "GET",
  path: "/v1/event/stream",
  summary: "What changes, as lines of JSON; {} when nothing did for 30 s",
  tag: "events",
  query: {
    topic: "Topic or Topic:key, several times: Job, Evaluation, Allocation, Deployment, Node",
    index: "From this index of the log on; absent: the newest 100",
  },
  answer: streamLineSchema,
  handle: async (context, { query, namespace, signal, url }) => {
    const wanted = { topics: topicsOf(new URLSearchParams(url.split("?")[1] ?? "").getAll("topic")), namespace };
    const index = indexOf(query["index"]);
    await context.log.catchUp();
    const after = index > 0 ? index - 1 : Math.max(0, context.log.state.index - indexesKept);
    return { status: 200, headers: { "content-type": "application/json" }, body: { stream: streamOf(lines(context, after, { wanted, signal })) } };
  },
};

export const eventRoutes: readonly Route[] = [stream];
