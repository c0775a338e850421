// The service's routes on a Fastify server: the server is a service's own (main.ts) or shared with others (`berth dev`).
import type { FastifyInstance } from "fastify";
import { mountRoutes } from "./http/fastify-server.js";
import type { JobApiContext } from "./job-api-context.js";
import { allRoutes } from "./routes/all-routes.js";

export type JobApiDependencies = Omit<JobApiContext, "parked">;

export function mountJobApi(server: FastifyInstance, dependencies: JobApiDependencies): Promise<void> {
  return mountRoutes(server, { ...dependencies, parked: { count: 0 } }, allRoutes);
}
