// The client leaves a request unanswered for its whole time when the connection breaks under it. Here it fails at once.
import { errors } from "@nats-io/nats-core";
import { delay, type NatsLink } from "./nats-connection.js";

export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Rejects with ConnectionLost when the link is down or goes down before the work is done. */
export async function whileUp<T>(link: NatsLink, work: () => Promise<T>): Promise<T> {
  if (!link.isUp()) throw new ConnectionLost(`there is no connection to NATS at ${link.address}`);
  let forget = (): void => undefined;
  const lost = new Promise<never>((_, reject) => {
    forget = link.onStatus(() => reject(new ConnectionLost("the connection was lost before the answer came")));
  });
  try {
    return await Promise.race([work(), lost]);
  } finally {
    forget();
  }
}

const RETRY_MS = 100;

/** One try of a question that is asked again: a stream leader that goes takes its answers with it. */
export const TRY_TIMEOUT_MS = 2_000;

/**
 * A question that may be asked twice: waits for the connection and asks again after a loss and after a try without an
 * answer, within timeoutMs in all. `question` gives up by itself, after TRY_TIMEOUT_MS or so.
 */
export async function askAgain<T>(link: NatsLink, timeoutMs: number, question: () => Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const leftMs = deadlineMs - performance.now();
    try {
      await link.whenUp(Math.max(leftMs, 0));
      return await whileUp(link, question);
    } catch (error) {
      const mayPass = error instanceof ConnectionLost || error instanceof errors.TimeoutError;
      if (!mayPass || performance.now() + RETRY_MS >= deadlineMs || link.connection.isClosed()) throw error;
      await delay(RETRY_MS);
    }
  }
}

const CREATE_TIMEOUT_MS = 30_000;

/** For what a process needs before it can begin: servers that have just started or elect refuse it for a while. */
export async function createSurely<T>(link: NatsLink, create: () => Promise<T>, isFinal: (error: unknown) => boolean): Promise<T> {
  const deadlineMs = performance.now() + CREATE_TIMEOUT_MS;
  for (;;) {
    try {
      return await askAgain(link, Math.max(1, deadlineMs - performance.now()), create);
    } catch (error) {
      if (isFinal(error) || performance.now() >= deadlineMs || link.connection.isClosed()) throw error;
      await delay(RETRY_MS);
    }
  }
}
