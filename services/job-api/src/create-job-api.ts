// The service from its parts: routes on a server, started on a port, closed without cutting answers short.
import type { JobApiContext } from "./job-api-context.js";
import { createServer } from "./http/fastify-server.js";
import { RequestMetrics } from "./metrics/request-metrics.js";
import { allRoutes } from "./routes/all-routes.js";

export type JobApiDependencies = Omit<JobApiContext, "metrics" | "port">;

export interface JobApi {
  /** Port 0 takes any free one. Resolves with the port that is listened on. */
  start(options: { readonly host: string; readonly port: number }): Promise<number>;
  close(): Promise<void>;
}

export function createJobApi(dependencies: JobApiDependencies): JobApi {
  let listening = 0;
  const context: JobApiContext = { ...dependencies, metrics: new RequestMetrics(), port: () => listening };
  const server = createServer(context, allRoutes);
  return {
    async start({ host, port }) {
      await server.listen({ host, port });
      const address = server.server.address();
      listening = typeof address === "object" && address !== null ? address.port : port;
      return listening;
    },
    close: () => server.close(),
  };
}
