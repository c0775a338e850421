// A job has at most one evaluation that may be handed out now and one that is blocked, and knows both; a job that something
// happened to has one.
import type { FoldContext } from "@berth/core/state/fold/context";
import type { Checker, Scene } from "../scene.ts";

export const evaluations: Checker = {
  name: "evaluations",
  folded(scene, ctx, fail) {
    const touched = new Set([...ctx.evaluations].flatMap((id) => jobOfEvaluation(scene, ctx, id)));
    for (const job of ctx.jobs) touched.add(job.key);
    for (const key of touched) {
      const wrong = wrongWith(scene, key);
      if (wrong !== undefined) fail(`entry ${ctx.index}: job ${key.split("\n")[1]}: ${wrong}`);
    }
  },
};

function jobOfEvaluation({ state }: Scene, _ctx: FoldContext, id: string): string[] {
  const evaluation = state.evaluations.get(id);
  return evaluation === undefined ? [] : [`${evaluation.namespace}\n${evaluation.jobId}`];
}

function wrongWith({ state }: Scene, key: string): string | undefined {
  const [namespace, id] = key.split("\n");
  const job = state.job(namespace!, id!);
  if (job === undefined) return undefined;
  const of = (status: string) => (state.evaluationsOfJob.get(key) ?? []).filter((each) => state.evaluations.get(each)?.status === status);
  const now = of("pending").filter((each) => !job.waitingEvaluationIds.has(each));
  const blocked = of("blocked");
  if (now.length > 1) return `${now.length} pending evaluations`;
  if ((now[0] ?? "") !== job.pendingEvaluationId && !job.waitingEvaluationIds.has(job.pendingEvaluationId)) return `pending ${now[0]}, but the job knows of "${job.pendingEvaluationId}"`;
  if (blocked.length > 1) return `${blocked.length} blocked evaluations`;
  if ((blocked[0] ?? "") !== job.blockedEvaluationId) return `blocked ${blocked[0]}, but the job knows of "${job.blockedEvaluationId}"`;
  if (job.needsEvaluationAt > job.evaluatedThrough && job.pendingEvaluationId === "") return `needs an evaluation since ${job.needsEvaluationAt}, looked at through ${job.evaluatedThrough}, and has none`;
  return undefined;
}
