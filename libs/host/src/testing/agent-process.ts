// An agent in a process of its own, to be killed with kill -9 by tests. It speaks to the test's gateway over the process channel.
import type { AgentConfig } from "@berth/core/agent/agent-config";
import type { Gateway } from "@berth/ports/gateway";
import type { Logger } from "@berth/ports/logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { createNodeAgent } from "../node-agent.js";

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let calls = 0;

process.on("message", ({ id, value, error }: Answer) => {
  const call = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) call?.resolve(value);
  else call?.reject(new Error(error));
});
process.on("disconnect", () => process.exit(0));

function call<T>(method: keyof Gateway, request: unknown): Promise<T> {
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: (value) => resolve(value as T), reject });
    process.send?.({ id, method, request });
  });
}

const gateway: Gateway = {
  register: (request) => call("register", request),
  poll: (request) => call("poll", request),
  report: (request) => call("report", request),
};

const logger: Logger = {
  debug: () => undefined,
  info: (message, fields) => process.send?.({ log: message, fields }),
  warn: (message, fields) => process.send?.({ log: message, fields }),
  error: (message, fields) => process.send?.({ log: message, fields }),
  child: () => logger,
};

const config = JSON.parse(process.argv[2] ?? "{}") as AgentConfig;
const node = createNodeAgent({ config, gateway, environment: systemEnvironment, logger, berthVersion: "0.0.0-test" });
await node.start();
