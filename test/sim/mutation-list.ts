// Deliberately broken rules, one place each in the built files. A simulation that does not notice one of them is blind there.
export interface Mutation {
  readonly name: string;
  /** End of the built file's address. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The simulation is run with these. */
  readonly options?: readonly string[];
}

export const mutations: readonly Mutation[] = [
  { name: "fit check off by a bit", file: "core/dist/scheduling/fit.js", find: "if (memory > 0)", replace: "if (memory > 64)" },
  { name: "applier does not check the fit", file: "core/dist/plan/check-plan.js", find: "return fits(draft.capacity(node), draft.used(node), draft.askOn(node, shape));", replace: "return undefined;" },
  { name: "applier ignores plans under way", file: "core/dist/plan/accepted-plans.js", find: "this.taken.count(takings, 1);", replace: "" },
  { name: "no compare-and-set on the job's decision", file: "core/dist/state/fold/plans.js", find: " || job.decidedAt !== plan.decidedAt", replace: "" },
  { name: "a plan does not move the job's decision", file: "core/dist/state/fold/plans.js", find: "job.decidedAt = ctx.index;", replace: "" },
  { name: "ordinal check off", file: "core/dist/state/fold/leadership.js", find: "if (leader.nextOrdinal !== stamp.ordinal)", replace: "if (leader.nextOrdinal > stamp.ordinal + 1_000)" },
  { name: "epoch check off", file: "core/dist/state/fold/leadership.js", find: "leader.epoch !== stamp.epoch", replace: "stamp.epoch > leader.epoch" },
  { name: "verifiedThrough ignored", file: "core/dist/state/fold/placements.js", find: "!isUsable(node, run.verifiedThrough)", replace: "!isUsable(node, Infinity)" },
  { name: "duplicates are folded again", file: "core/dist/state/evolve.js", find: "if (first !== undefined) {", replace: "if (first === null) {" },
  { name: "revision of reports ignored", file: "core/dist/state/fold/reports.js", find: "return revision > allocations.revision.get(row) &&", replace: "return" },
  { name: "a report brings back what is lost", file: "core/dist/state/fold/reports.js", find: "!== clientCode.lost", replace: "!== -1" },
  { name: "silence counts while nothing is heard", file: "core/dist/heartbeats/silence.js", find: "if (nowMs < this.floorMs || nowMs - this.lastDigestMs > this.terms.deafAfterMs)", replace: "if (false)" },
  { name: "compare-and-set of jobs off", file: "core/dist/state/fold/jobs.js", find: "if (conflict !== undefined)", replace: "if (conflict === null)" },
  { name: "answers before acceptance", file: "runtime/dist/applier/plan-applier.js", find: "const [outcome] = await entry.outcomes;", replace: "for (const { submitted } of accepted) this.answer(submitted, { kind: \"committed\", index: this.options.replica.state.index, reason: \"\", placed: 1, moved: 0, rejected: 0 }); const [outcome] = await entry.outcomes;" },
  { name: "absence means stop", file: "runtime/dist/agent/agent.js", find: "this.markHeard();", replace: "this.markHeard(); for (const runner of this.allocations()) if (response.assignments.length > 0 && !response.assignments.some((each) => each.allocationId === runner.id)) runner.update({ ...runner.spec.assignment, desired: \"stop\" }, runner.spec, runner.report);" },
  { name: "agent starts without asking for room", file: "runtime/dist/agent/agent.js", find: "return this.parts.fits(this.node, held, demand);", replace: "return undefined;" },
  { name: "what was collected runs on", file: "runtime/dist/agent/agent.js", find: "this.stopUnknown(id);", replace: "void id;" },
  { name: "capacity freed wakes nobody", file: "core/dist/state/fold/waking.js", find: "if (state.blockedJobs.size === 0)", replace: "if (state.blockedJobs.size >= 0)" },
  { name: "restart policy ignored", file: "core/dist/agent/restart-tracker.js", find: "if (counted.count <= policy.Attempts) {", replace: "if (counted.count <= policy.Attempts + 2) {" },
  { name: "restarted agent forgets its tasks", file: "runtime/dist/agent/task-runner.js", find: "const alive = await this.insist(", replace: "const alive = (await 0) ?? await this.insist(" },
  { name: "max_parallel off by two", file: "core/dist/scheduling/reconcile/rolling.js", find: "Math.max(0, update.MaxParallel - unsettled)", replace: "Math.max(0, update.MaxParallel + 2 - unsettled)" },
  { name: "a write is answered before it is folded", file: "runtime/dist/log/entry-writer.js", find: "const outcomes = await orAborted(fate.seen, signal);", replace: "const outcomes = entry.events.map(() => ({ kind: \"applied\", index: result.index, evaluationId: \"\", detail: 0 }));" },
  { name: "an older registration counts", file: "core/dist/state/fold/nodes.js", find: "counter <= before.registrationCounter", replace: "counter < 0" },
  { name: "an entry counts for ever", file: "core/dist/state/evolve.js", find: "state.timeMs > entry.validUntilMs", replace: "state.timeMs > Infinity" },
  { name: "a no to a second copy is believed", file: "runtime/dist/log/entry-writer.js", find: "(!mayBeStored || ", replace: "(true || " },
  { name: "agent gives up stopping", file: "runtime/dist/agent/task-runner.js", find: 'await this.insist("stop the task", async () => {', replace: "await Promise.resolve().then(async () => {" },
  { name: "a snapshot forgets who waits", file: "core/dist/state/snapshot/object-parts.js", find: "state.blockedJobs.restore(", replace: "void (" },
];
