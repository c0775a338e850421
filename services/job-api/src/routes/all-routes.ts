// The one list of routes: it registers them, documents them and validates what they take.
import type { Route } from "../http/route.js";
import { openApiRoute } from "../openapi/openapi-route.js";
import { agentRoutes } from "./agent-routes.js";
import { allocationRoutes } from "./allocation-routes.js";
import { evaluationRoutes } from "./evaluation-routes.js";
import { eventRoutes } from "./event-routes.js";
import { jobCheckRoutes } from "./job-check-routes.js";
import { jobPlanRoutes } from "./job-plan-routes.js";
import { jobReadRoutes } from "./job-read-routes.js";
import { jobWriteRoutes } from "./job-write-routes.js";
import { launchRoutes } from "./launch-routes.js";
import { logRoutes } from "./log-routes.js";
import { nodeRoutes } from "./node-routes.js";
import { operatorRoutes } from "./operator-routes.js";
import { refusedRoutes } from "./refused-routes.js";
import { regionRoutes } from "./region-routes.js";
import { schedulerConfigurationRoutes } from "./scheduler-configuration-routes.js";
import { searchRoutes } from "./search-routes.js";
import { submissionRoutes } from "./submission-routes.js";

const served: readonly Route[] = [
  ...jobReadRoutes,
  ...jobWriteRoutes,
  ...jobPlanRoutes,
  ...launchRoutes,
  ...jobCheckRoutes,
  ...nodeRoutes,
  ...allocationRoutes,
  ...evaluationRoutes,
  ...logRoutes,
  ...eventRoutes,
  ...agentRoutes,
  ...schedulerConfigurationRoutes,
  ...regionRoutes,
  ...operatorRoutes,
  ...searchRoutes,
  ...submissionRoutes,
  ...refusedRoutes,
];

export const allRoutes: readonly Route[] = [...served, openApiRoute(served)];
