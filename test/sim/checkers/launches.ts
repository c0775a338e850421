// Each due time of a periodic job is launched or recorded as skipped, exactly once, and in order: between two launches no
// due time is left out. Due times are counted here by themselves: the workload's schedules are every so many seconds. After
// healing what is due is launched.
import type { JobDispatched, LogEvent, PeriodicJobLaunched, PeriodicLaunchesSkipped } from "@berth/core/model/entry";
import type { Job } from "@berth/core/model/job";
import type { FoldContext } from "@berth/core/state/fold/context";
import type { JobRecord } from "@berth/core/state/job-table";
import { epochMs } from "../world/life.ts";
import type { Checker, Fail, Scene } from "../scene.ts";

const stepMs = 1_000;
/** Nobody may be longer about a launch when all is well. */
const patienceMs = 60_000;

function periodMs({ Periodic: periodic }: Job): number {
  const seconds = /^\*\/(\d+) /.exec(periodic?.Specs?.[0] ?? "")?.[1];
  return periodic === null || !periodic.Enabled || seconds === undefined ? Infinity : Number(seconds) * 1_000;
}

/** Due in (after, until], under the version of each time. */
function dueTimes(job: JobRecord, afterMs: number, untilMs: number): number[] {
  const due: number[] = [];
  for (let atMs = Math.floor(afterMs / stepMs) * stepMs + stepMs; atMs <= untilMs; atMs += stepMs) {
    const version = job.versions.find(({ submittedAtMs }) => submittedAtMs < atMs) ?? job.versions.at(-1)!;
    if (atMs % periodMs(version.job) === 0) due.push(atMs);
  }
  return due;
}

type LaunchEvent = PeriodicJobLaunched | PeriodicLaunchesSkipped;

function isLaunch(event: LogEvent): event is LaunchEvent {
  return event.type === "PeriodicJobLaunched" || event.type === "PeriodicLaunchesSkipped";
}

export function launches(): Checker {
  const through = new Map<string, number>();
  const dispatched = new Set<string>();

  function checkLaunch(ctx: FoldContext, event: LaunchEvent, fail: Fail): void {
    const job = ctx.state.job(event.namespace, event.jobId)!;
    const before = through.get(job.key) ?? 0;
    const last = event.type === "PeriodicJobLaunched" ? event.dueMs : Math.max(...event.skipped.map(({ lastDueMs }) => lastDueMs));
    const said = event.skipped.reduce((sum, { count }) => sum + count, 0) + (event.type === "PeriodicJobLaunched" ? 1 : 0);
    const due = dueTimes(job, before, last);
    if (last <= before) fail(`${job.id}: ${last} was dealt with before, through ${before}`);
    else if (due.length !== said || due.at(-1) !== last) fail(`${job.id}: from ${before} to ${last} were due ${due.join(" ")}, and ${said} were named`);
    through.set(job.key, last);
  }

  function checkDispatch({ childId }: JobDispatched, createIndex: number, ctx: FoldContext, fail: Fail): void {
    if (createIndex !== ctx.index) return;
    if (dispatched.has(childId)) fail(`${childId} was dispatched twice`);
    dispatched.add(childId);
  }

  return {
    name: "launches",
    folded(scene, ctx, fail) {
      ctx.entry.events.forEach((event, i) => {
        const outcome = ctx.outcomes[i];
        // A repeat of an entry is answered with its first outcomes.
        if (outcome?.kind !== "applied" || outcome.index !== ctx.index) return;
        if (isLaunch(event)) checkLaunch(ctx, event, fail);
        else if (event.type === "JobDispatched") checkDispatch(event, outcome.detail, ctx, fail);
      });
      for (const job of ctx.jobs) {
        const launchedThroughMs = scene.state.families.parents.get(job.key)?.launchedThroughMs ?? 0;
        if (launchedThroughMs > 0) through.set(job.key, launchedThroughMs);
      }
    },
    unsettled: (scene) => firstLate(scene),
  };
}

function firstLate({ state, world }: Scene): string | undefined {
  const untilMs = epochMs + world.time.nowMs - patienceMs;
  for (const [key, { launchedThroughMs }] of state.families.parents) {
    const job = state.jobs.byKeyOrNone(key);
    if (job === undefined || job.stopped || job.purged || launchedThroughMs === 0) continue;
    const late = dueTimes(job, launchedThroughMs, untilMs);
    if (late.length > 0) return `job ${job.id} was due at ${late[0]} and is neither launched nor skipped`;
  }
  return undefined;
}
