// Tries http, tcp and gRPC checks over the network.
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect as http2Connect } from "node:http2";
import { request as httpsRequest } from "node:https";
import { connect as tcpConnect } from "node:net";
import type { CheckResult } from "@berth/core/agent/check-state";
import type { CheckProbe, NetworkProbe } from "@berth/ports/check-probe";

type HttpProbe = Extract<NetworkProbe, { type: "http" }>;
type TcpProbe = Extract<NetworkProbe, { type: "tcp" }>;
type GrpcProbe = Extract<NetworkProbe, { type: "grpc" }>;

const BODY_BYTES_MAX = 1024;
const GRPC_SERVING = 1;

function failed(message: string): CheckResult {
  return { kind: "failed", message };
}

function readBody(response: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    if (bytes < BODY_BYTES_MAX) chunks.push(chunk.subarray(0, BODY_BYTES_MAX - bytes));
    bytes += chunk.length;
    // A health page that never ends is as good as one that did.
    if (bytes >= BODY_BYTES_MAX) response.destroy();
  });
  response.once("close", () => done(Buffer.concat(chunks).toString("utf8")));
}

function tryHttp(probe: HttpProbe, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const url = new URL(probe.url);
    const headers = Object.fromEntries(Object.entries(probe.headers).map(([name, values]) => [name, [...values]]));
    const options = {
      method: probe.method,
      headers: { "User-Agent": "Berth Health Check", ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false as const,
      rejectUnauthorized: !probe.tlsSkipVerify,
      ...(probe.tlsServerName === "" ? {} : { servername: probe.tlsServerName }),
    };
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      const status = response.statusCode ?? 0;
      response.once("error", () => undefined);
      readBody(response, (body) => resolve({ kind: "http", status, body }));
    });
    request.once("error", (error) => resolve(failed(options.signal.aborted ? `no answer within ${timeoutMs} ms` : error.message)));
    request.end(probe.body === "" ? undefined : probe.body);
  });
}

function tryTcp(probe: TcpProbe, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = tcpConnect({ host: probe.host, port: probe.port });
    const end = (result: CheckResult): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(failed(`no connection within ${timeoutMs} ms`)));
    socket.once("connect", () => end({ kind: "connected" }));
    socket.once("error", (error) => end(failed(error.message)));
  });
}

/** HealthCheckRequest{service = 1} in a gRPC frame: https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
function grpcRequest(service: string): Buffer {
  const name = Buffer.from(service.slice(0, 127));
  const message = name.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** HealthCheckResponse{status = 1}: 0 when it is absent. */
function grpcStatus(frame: Buffer): number {
  return frame.length >= 7 && frame[5] === 0x08 ? (frame[6] ?? 0) : 0;
}

function tryGrpc(probe: GrpcProbe, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const host = probe.host.includes(":") ? `[${probe.host}]` : probe.host;
    const session = http2Connect(`${probe.useTls ? "https" : "http"}://${host}:${probe.port}`, { rejectUnauthorized: !probe.tlsSkipVerify });
    const timer = setTimeout(() => end(failed(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const end = (result: CheckResult): void => {
      clearTimeout(timer);
      session.destroy();
      resolve(result);
    };
    session.once("error", (error: Error) => end(failed(error.message)));
    const stream = session.request({ ":method": "POST", ":path": "/grpc.health.v1.Health/Check", "content-type": "application/grpc", te: "trailers" });
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("error", (error: Error) => end(failed(error.message)));
    stream.once("end", () => {
      const status = grpcStatus(Buffer.concat(chunks));
      end(status === GRPC_SERVING ? { kind: "serving" } : failed(`gRPC health status ${status}`));
    });
    stream.end(grpcRequest(probe.service));
  });
}

export class NetworkCheckProbe implements CheckProbe {
  async probe(probe: NetworkProbe, timeoutMs: number): Promise<CheckResult> {
    try {
      switch (probe.type) {
        case "http":
          return await tryHttp(probe, timeoutMs);
        case "tcp":
          return await tryTcp(probe, timeoutMs);
        case "grpc":
          return await tryGrpc(probe, timeoutMs);
      }
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    }
  }
}
