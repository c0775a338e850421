// A job-api on a free port over a log in this process, for the tests of this service.
import { setTimeout as sleep } from "node:timers/promises";
import type { TaskLogFrame, TaskLogRequest, TaskLogs } from "@berth/ports/task-logs";
import type { LogFill } from "@berth/core/snapshots/log-fill";
import { DirectCommandLog } from "@berth/testkit/direct-command-log";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import fastify from "fastify";
import { noTracing } from "@berth/ports/tracing";
import { PrometheusMetrics } from "@berth/service-kit/prometheus-metrics";
import { mountJobApi } from "../mount-job-api.js";
import { MemoryDesk } from "./memory-desk.js";

/** Task output held in memory: what was written so far, then what `write` adds. */
export class MemoryTaskLogs implements TaskLogs {
  readonly requests: TaskLogRequest[] = [];
  private readonly texts = new Map<string, string>();

  write(task: string, text: string): void {
    this.texts.set(task, (this.texts.get(task) ?? "") + text);
  }

  async *read(request: TaskLogRequest, signal: AbortSignal): AsyncGenerator<TaskLogFrame> {
    this.requests.push(request);
    const all = (): Buffer => Buffer.from(this.texts.get(request.task) ?? "");
    let at = request.origin === "end" ? Math.max(0, all().length - request.offset) : request.offset;
    while (!signal.aborted) {
      const data = all().subarray(at);
      at += data.length;
      if (data.length > 0) yield { offset: at, data, file: `alloc/logs/${request.task}.${request.type}.0` };
      else if (!request.follow) return;
      else await sleep(20);
    }
  }
}

export interface TestApi {
  readonly url: string;
  readonly log: DirectCommandLog;
  readonly taskLogs: MemoryTaskLogs;
  collections: number;
  logFill: LogFill;
  readonly desk: MemoryDesk;
  close(): Promise<void>;
}

export async function startApi(): Promise<TestApi> {
  const log = new DirectCommandLog();
  const taskLogs = new MemoryTaskLogs();
  const desk = new MemoryDesk(log);
  const server = fastify({ forceCloseConnections: true });
  await mountJobApi(server, {
    log,
    taskLogs,
    clock: systemEnvironment.clock,
    rng: systemEnvironment.rng,
    logger: silentLogger,
    metrics: new PrometheusMetrics({ labels: {}, process: false }),
    tracing: noTracing,
    settings: { region: "us", datacenter: "us-west-1", serverName: "api-1", advertiseHost: "127.0.0.1", advertisePort: 4646, version: "0.1.0" },
    collectGarbage: async () => void started.collections++,
    operator: desk,
    logFill: () => started.logFill,
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const started: TestApi = { url, log, taskLogs, desk, collections: 0, logFill: "roomy", close: () => server.close() };
  return started;
}
