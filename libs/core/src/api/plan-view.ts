// The answer of a dry run: what the scheduler would do with a job, and what of it could not be placed.
import { nextLaunchMs } from "../periodic/schedule-of-job.js";
import { type Evaluation } from "../model/evaluation.js";
import type { Job } from "../model/job.js";
import type { Plan } from "../model/plan.js";
import type { JobRecord } from "../state/job-table.js";
import { currentVersion } from "../state/job-table.js";
import type { State } from "../state/state.js";
import { desiredUpdatesView, evaluationView } from "./evaluation-view.js";
import { jobDiff } from "./job-diff.js";
import { mapOrNull } from "./json.js";
import { metricsView } from "./metric-view.js";
import { rfc3339 } from "./time.js";
import type { PlanAnswer } from "./schema/evaluation-answers.js";

export interface DryRun {
  readonly job: Job;
  /** The job as it is now; undefined when it is new. */
  readonly known: JobRecord | undefined;
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  readonly withDiff: boolean;
  readonly nowMs: number;
  readonly warnings: string;
}

/** The evaluation that would wait for room. */
function blockedEvaluation(state: State, run: DryRun): PlanAnswer["CreatedEvals"] {
  if (Object.keys(run.plan.failedGroups).length === 0) return null;
  const blocked: Evaluation = {
    ...run.evaluation,
    status: "blocked",
    triggeredBy: "queued-allocs",
    statusDescription: "created to place remaining allocations",
    previousId: run.evaluation.id,
    failedGroups: run.plan.failedGroups,
  };
  return [evaluationView(state, blocked)];
}

function nextLaunchText({ job, nowMs }: DryRun): string | null {
  const dueMs = nextLaunchMs(job, nowMs);
  return dueMs === undefined ? null : rfc3339(dueMs);
}

export function planView(state: State, run: DryRun): PlanAnswer {
  const updates = Object.fromEntries(
    Object.entries(run.plan.desiredUpdates).map(([group, wanted]) => [group, desiredUpdatesView(wanted)]),
  );
  const before = run.known === undefined ? undefined : { ...currentVersion(run.known).job, Stop: run.known.stopped };
  const failed = metricsView(run.plan.failedGroups, run.job.NodePool);
  return {
    Annotations: { DesiredTGUpdates: updates, PreemptedAllocs: null },
    FailedTGAllocs: mapOrNull(failed) === null ? null : failed,
    JobModifyIndex: run.known?.jobModifyIndex ?? 0,
    CreatedEvals: blockedEvaluation(state, run),
    Diff: run.withDiff ? jobDiff(before, run.job, updates) : null,
    NextPeriodicLaunch: nextLaunchText(run),
    Warnings: run.warnings,
    Index: run.known?.modifyIndex ?? 0,
  };
}
