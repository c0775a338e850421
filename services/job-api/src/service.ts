// The job-api service as Nest sees it: one loop, and routes on the kit's own Fastify server.
import type { FastifyInstance } from "fastify";
import type { ServiceProcess } from "@berth/service-kit/bootstrap";
import { LOOP, loopModule } from "@berth/service-kit/loop-module";
import { defaultPort, type JobApiConfig, jobApiConfigSchema } from "./config.js";
import { type JobApiLoop, openJobApi } from "./job-api-loop.js";
import { mountJobApi } from "./mount-job-api.js";

const version = "0.1.0";

export const jobApiService: ServiceProcess<JobApiConfig> = {
  name: "job-api",
  configSchema: jobApiConfigSchema,
  port: defaultPort,
  module: (kit) => loopModule(kit, () => openJobApi(kit, version)),
  http: {
    configure: async (app) => {
      const server: FastifyInstance = app.getHttpAdapter().getInstance();
      await mountJobApi(server, app.get<JobApiLoop>(LOOP).dependencies);
    },
  },
};
