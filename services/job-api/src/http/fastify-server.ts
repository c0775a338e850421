// The HTTP front: Fastify carries the connections; paths, bodies and errors are this service's own (one catch-all), since
// Nomad's rules differ from Fastify's in each of them: ids with slashes, any content type, bare text errors.
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { encodeSorted } from "@berth/core/api/json";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JobApiContext } from "../job-api-context.js";
import { handleRequest, type HandledRequest } from "./request-handler.js";
import type { Route } from "./route.js";
import { createRouter } from "./router.js";

const compress = promisify(gzip);
/** Below this compressing costs more than it saves. */
const compressFromBytes = 1_400;
/** The fastest: answers are made and sent in one go, and a large list must not hold up the others. */
const compressionLevel = 1;

function isPretty(pretty: string | undefined): boolean {
  return pretty !== undefined && pretty !== "0" && pretty !== "false";
}

async function send(request: FastifyRequest, reply: FastifyReply, { query, answer }: HandledRequest): Promise<void> {
  reply.code(answer.status).header("vary", "Accept-Encoding").headers(answer.headers ?? {});
  if ("stream" in answer.body) return void reply.send(answer.body.stream);
  let text: string;
  if ("json" in answer.body) {
    reply.header("content-type", "application/json");
    const pretty = isPretty(query["pretty"]);
    text = pretty ? `${encodeSorted(answer.body.json, 4)}\n` : encodeSorted(answer.body.json);
  } else {
    ({ text } = answer.body);
  }
  const accepts = String(request.headers["accept-encoding"] ?? "");
  if (text.length < compressFromBytes || !/\bgzip\b/.test(accepts)) return void reply.send(text);
  reply.header("content-encoding", "gzip").send(await compress(text, { level: compressionLevel }));
}

/** Takes every path that nobody else on this server has. Its body parsers are its own: a scope of Fastify keeps them apart. */
export async function mountRoutes(server: FastifyInstance, context: JobApiContext, routes: readonly Route[]): Promise<void> {
  const find = createRouter(routes);
  await server.register(async (scope) => {
    // Bodies are read by the handler: bounded, and whatever their content type says.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.all("/*", async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once("close", () => {
        // Nearly every connection's answer is complete by then, and an abort is dear: it takes a stack trace.
        if (!reply.raw.writableFinished) gone.abort();
      });
      const handled = await handleRequest(context, find, {
        method: request.method,
        url: request.raw.url ?? "/",
        headers: request.headers,
        message: request.raw,
        signal: gone.signal,
      });
      await send(request, reply, handled);
      return reply;
    });
  });
}

export function streamOf(parts: AsyncIterable<Uint8Array>): Readable {
  return Readable.from(parts, { objectMode: false });
}
