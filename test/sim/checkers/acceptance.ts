// The applier says "committed" only of what the log has accepted.
import type { PlanResult } from "@berth/core/model/plan";
import { decodePlans } from "@berth/contracts/plan";
import { decodeJson } from "@berth/contracts/rpc";
import type { Checker } from "../scene.ts";

export const acceptance: Checker = {
  name: "acceptance",
  answered({ entries, state }, { subject, question, answer, by }, fail) {
    if (!subject.endsWith("applier.submit")) return;
    const submitted = decodePlans(question);
    for (const [i, { kind, index }] of decodeJson<readonly PlanResult[]>(answer).entries()) {
      if (kind !== "committed" && kind !== "partial") continue;
      const { evaluationId, jobId } = submitted[i]!;
      const plans = (entries[index - 1]?.events ?? []).flatMap((event) => (event.type === "PlansCommitted" ? event.plans : []));
      if (!plans.some((plan) => plan.evaluationId === evaluationId)) fail(`${by.name} said that a plan for ${jobId} is committed at ${index} of ${state.index}; it is not there`);
    }
  },
};
