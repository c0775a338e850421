// One connection to NATS that never gives up: it waits for the server at first, and reconnects for ever after.
// While it is down nothing is queued for later; callers are told at once, because only they know what is still true.
import type { Logger } from "@berth/ports/logger";
import type { ConnectionOptions, NatsConnection } from "@nats-io/nats-core";
import { connect } from "@nats-io/transport-node";
import { parseServerAddress, type ServerAddress } from "./server-address.js";
import { whyServerTooOld } from "./server-version.js";

export type LinkStatus = "connected" | "disconnected" | "closed";

export interface ConnectNatsOptions {
  /** Shown in the server's list of connections. */
  readonly name: string;
  readonly logger: Logger;
  readonly onStatus?: (status: LinkStatus) => void;
  /** How long to wait for the first contact (default 30 s). */
  readonly firstContactTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface NatsLink {
  readonly connection: NatsConnection;
  /** host:port of the servers, without credentials. */
  readonly address: string;
  readonly maxPayloadBytes: number;
  isUp(): boolean;
  /** Milliseconds since the last reconnection; undefined when the first connection never broke. */
  sinceReconnectedMs(): number | undefined;
  /** Calls back on every change until the returned function is called. */
  onStatus(listener: (status: LinkStatus) => void): () => void;
  /** True when up within timeoutMs. */
  whenUp(timeoutMs: number): Promise<boolean>;
  /** Sends what is buffered, then closes; bounded by 2 s. */
  close(): Promise<void>;
}

export class NatsConnectError extends Error {
  override readonly name = "NatsConnectError";
}

const FIRST_CONTACT_TIMEOUT_MS = 30_000;
const RETRY_MS = 100;
const DIAL_TIMEOUT_MS = 5_000;
const PING_INTERVAL_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;

export async function connectNats(url: string, options: ConnectNatsOptions): Promise<NatsLink> {
  const address = parseServerAddress(url);
  const connection = await firstContact(address, options);
  const version = connection.info?.version ?? "unknown";
  const tooOld = whyServerTooOld(version);
  if (tooOld !== undefined) {
    await connection.close();
    throw new NatsConnectError(`cannot use the NATS server at ${address.servers.join(", ")}: ${tooOld}`);
  }
  const link = new WatchedLink(connection, address.servers.join(", "), options.logger);
  if (options.onStatus !== undefined) link.onStatus(options.onStatus);
  void link.watch();
  options.logger.info("connected to NATS", { address: link.address, version });
  return link;
}

async function firstContact(address: ServerAddress, options: ConnectNatsOptions): Promise<NatsConnection> {
  const where = address.servers.join(", ");
  const deadlineMs = performance.now() + (options.firstContactTimeoutMs ?? FIRST_CONTACT_TIMEOUT_MS);
  let told = false;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await connect(clientOptions(address, options.name));
    } catch (error) {
      const why = reasonOf(error);
      const refusedForGood = /authorization|authentication|certificate/i.test(why);
      if (refusedForGood || performance.now() >= deadlineMs) {
        const mend = refusedForGood ? "check user and password in BERTH_NATS_URL" : "is nats-server running there?";
        throw new NatsConnectError(`cannot connect to NATS at ${where}: ${why}; ${mend}`, { cause: error });
      }
      if (!told) options.logger.warn("waiting for NATS", { address: where, reason: why });
      told = true;
      await delay(RETRY_MS);
    }
  }
}

function clientOptions(address: ServerAddress, name: string): ConnectionOptions {
  return {
    name,
    servers: [...address.servers],
    user: address.user,
    pass: address.password,
    token: address.token,
    tls: address.tls ? {} : undefined,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    reconnectJitter: RETRY_MS,
    timeout: DIAL_TIMEOUT_MS,
    pingInterval: PING_INTERVAL_MS,
    maxPingOut: 2,
    // A changed password is mended by an operator, not by this process ending.
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
  };
}

class WatchedLink implements NatsLink {
  private up = true;
  private reconnectedAtMs: number | undefined;
  private lastMaxPayloadBytes: number;
  private readonly listeners = new Set<(status: LinkStatus) => void>();

  constructor(
    readonly connection: NatsConnection,
    readonly address: string,
    private readonly logger: Logger,
  ) {
    this.lastMaxPayloadBytes = connection.info?.max_payload ?? 0;
  }

  /** While the connection is down the client forgets it, so the last known value stands. */
  get maxPayloadBytes(): number {
    this.lastMaxPayloadBytes = this.connection.info?.max_payload ?? this.lastMaxPayloadBytes;
    return this.lastMaxPayloadBytes;
  }

  isUp(): boolean {
    return this.up;
  }

  sinceReconnectedMs(): number | undefined {
    return this.reconnectedAtMs === undefined ? undefined : performance.now() - this.reconnectedAtMs;
  }

  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  whenUp(timeoutMs: number): Promise<boolean> {
    if (this.up) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        stop();
        resolve(this.up);
      };
      const stop = this.onStatus(finish);
      const timer = setTimeout(finish, timeoutMs);
    });
  }

  async close(): Promise<void> {
    if (this.connection.isClosed()) return;
    const flushed = this.up ? this.connection.flush().catch(() => undefined) : Promise.resolve();
    await Promise.race([flushed, delay(CLOSE_TIMEOUT_MS)]);
    await this.connection.close();
  }

  /** Runs for the life of the connection. */
  async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === "disconnect") this.change("disconnected");
      else if (status.type === "reconnect") this.change("connected");
      else if (status.type === "error") this.logger.warn("NATS reports an error", { reason: reasonOf(status.error) });
      else if (status.type === "slowConsumer") this.logger.warn("NATS messages wait in this process", { pending: status.pending });
    }
    this.change("closed");
  }

  private change(status: LinkStatus): void {
    this.up = status === "connected";
    if (this.up) this.reconnectedAtMs = performance.now();
    if (status === "disconnected") this.logger.warn("lost NATS; reconnecting", { address: this.address });
    if (status === "connected") this.logger.info("reconnected to NATS", { address: this.address });
    // A copy: a listener added by one of these must not hear of this change.
    for (const listener of Array.from(this.listeners)) listener(status);
  }
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error && error.cause.message !== error.message ? `: ${error.cause.message}` : "";
  return `${error.message || error.name}${cause}`;
}

export function delay(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
