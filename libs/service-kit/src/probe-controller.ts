// The three paths every service answers: is it alive, does it want work, what are its numbers.
import { Controller, Get, Inject, Res } from "@nestjs/common";
import { METRICS, READINESS } from "./kit.js";
import type { PrometheusMetrics } from "./prometheus-metrics.js";
import type { Readiness } from "./readiness.js";

/** The part of Fastify's reply that is used here. */
interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

@Controller()
export class ProbeController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: PrometheusMetrics,
  ) {}

  /** That an answer comes is the answer: the event loop turns. */
  @Get("livez")
  live(@Res() reply: Reply): void {
    reply.send({ status: "alive", uptimeMs: Math.round(process.uptime() * 1000) });
  }

  @Get("readyz")
  ready(@Res() reply: Reply): void {
    const report = this.readiness.report();
    reply.status(report.ready ? 200 : 503).send(report);
  }

  @Get("metrics")
  async scrape(@Res() reply: Reply): Promise<void> {
    const text = await this.metrics.render();
    reply.header("content-type", this.metrics.contentType).send(text);
  }
}
