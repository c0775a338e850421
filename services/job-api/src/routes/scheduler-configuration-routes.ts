/** How the region schedules: read and set while it runs (nomad.md 3.7). */
import {
  type SchedulerConfigurationBody,
  schedulerConfigurationAnswerSchema,
  schedulerConfigurationBodySchema,
  schedulerConfigurationUpdateSchema,
} from "@berth/core/api/schema/operator-answers";
import { isFitAlgorithm } from "@berth/core/scheduling/ranking/fit-score";
import type { SchedulerConfiguration } from "@berth/core/model/scheduler-configuration";
import { HttpProblem } from "../http/http-problem.js";
import { parseBody } from "../http/request-body.js";
import type { ReadRoute, Route, RouteRequest, WriteRoute } from "../http/route.js";
import { appliedOrThrow } from "./common-answers.js";

const path = "/v1/operator/scheduler/configuration";

const readConfiguration: ReadRoute = {
  kind: "read",
  method: "GET",
  path,
  summary: "How the region schedules",
  tag: "operator",
  tables: [],
  answer: schedulerConfigurationAnswerSchema,
  read: (state, { knownLeader }) => {
    const { schedulerConfiguration: configuration } = state;
    const index = configuration.ModifyIndex;
    return { index, body: () => ({ SchedulerConfig: configuration, Index: index, LastContact: 0, KnownLeader: knownLeader }) };
  },
};

/** As Nomad: the document is replaced whole, and what is left out of it is off. */
function configurationOf(body: SchedulerConfigurationBody): SchedulerConfiguration {
  const algorithm = body.SchedulerAlgorithm || "binpack";
  if (!isFitAlgorithm(algorithm))
    throw new HttpProblem(400, `invalid scheduler algorithm: ${algorithm.slice(0, 40)}. SchedulerAlgorithm must be binpack, spread or balance`);
  const { SystemSchedulerEnabled = false, SysBatchSchedulerEnabled = false, BatchSchedulerEnabled = false, ServiceSchedulerEnabled = false } = body.PreemptionConfig ?? {};
  return {
    SchedulerAlgorithm: algorithm,
    PreemptionConfig: { SystemSchedulerEnabled, SysBatchSchedulerEnabled, BatchSchedulerEnabled, ServiceSchedulerEnabled },
    MemoryOversubscriptionEnabled: body.MemoryOversubscriptionEnabled ?? false,
    RejectJobRegistration: body.RejectJobRegistration ?? false,
    PauseEvalBroker: body.PauseEvalBroker ?? false,
  };
}

function expectedIndex({ query }: RouteRequest): number | undefined {
  const text = query["cas"];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new HttpProblem(400, `Error parsing cas value "${text.slice(0, 40)}": it must be a whole number`);
  return value;
}

const setConfiguration: WriteRoute = {
  kind: "write",
  method: "PUT",
  path,
  summary: "Set how the region schedules, as a whole",
  tag: "operator",
  query: { cas: "Only if the configuration's ModifyIndex is this; 0 = only if it was never set" },
  body: schedulerConfigurationBodySchema,
  answer: schedulerConfigurationUpdateSchema,
  write: async ({ log }, request) => {
    const configuration = configurationOf(parseBody(request.text, schedulerConfigurationBodySchema));
    const outcome = await log.submit({ type: "SchedulerConfigured", configuration, expectedModifyIndex: expectedIndex(request) }, request.trace);
    if (outcome.kind === "refused" && outcome.code === "stale-index") return { index: outcome.index, body: { Updated: false, Index: outcome.index } };
    const { index } = appliedOrThrow(outcome);
    return { index, body: { Updated: true, Index: index } };
  },
};

export const schedulerConfigurationRoutes: readonly Route[] = [readConfiguration, setConfiguration];
