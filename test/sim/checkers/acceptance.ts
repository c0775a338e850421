// The applier says "committed" only of what the log has accepted.
import type { PlanResult } from "@berth/core/model/plan";
import { decodePlan } from "@berth/contracts/plan";
import { decodeJson } from "@berth/contracts/rpc";
import type { Checker } from "../scene.ts";

export const acceptance: Checker = {
  name: "acceptance",
  answered({ entries, state }, { subject, question, answer, by }, fail) {
    if (!subject.endsWith("applier.submit")) return;
    const result = decodeJson<PlanResult>(answer);
    if (result.kind !== "committed" && result.kind !== "partial") return;
    const { evaluationId, jobId } = decodePlan(question);
    const entry = entries[result.index - 1];
    const plans = (entry?.events ?? []).flatMap((event) => (event.type === "PlansCommitted" ? event.plans : []));
    if (!plans.some((plan) => plan.evaluationId === evaluationId)) fail(`${by.name} said that a plan for ${jobId} is committed at ${result.index} of ${state.index}; it is not there`);
  },
};
