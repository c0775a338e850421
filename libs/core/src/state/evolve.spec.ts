import { describe, expect, it } from "vitest";
import { History, emptyMetric, nodeSpec, planFor, report, serviceJob } from "../testing/history.js";
import { evolve, supportedLevel, UnsupportedLevel } from "./evolve.js";
import { firstEpoch } from "./fold/leadership.js";
import { stateHash } from "./state-hash.js";
import { State, jobStatus } from "./state.js";

const placed = (history: History, jobId: string): string[] =>
  [...history.state.allocationsOfJob(history.state.job("default", jobId)!)].map((row) => history.state.allocations.idOf(row));

function running(count = 1): { readonly history: History; readonly ids: string[] } {
  const history = new History();
  history.node(nodeSpec("n1"));
  history.node(nodeSpec("n2"));
  history.register(serviceJob("web", { count }));
  history.commit(planFor(history.state, "web", { nodes: Array.from({ length: count }, () => "n1") }));
  const ids = placed(history, "web");
  history.report("n1", ids.map((id) => report(id)));
  return { history, ids };
}

describe("registering a job", () => {
  it("creates version 0 and a pending evaluation whose id the caller gets", () => {
    const history = new History();
    const outcome = history.register(serviceJob("web"));
    const job = history.state.job("default", "web")!;
    expect(outcome).toMatchObject({ kind: "applied", index: 1, detail: 1 });
    expect(job.versions.map((version) => version.version)).toEqual([0]);
    expect(job.pendingEvaluationId).toBe(outcome.kind === "applied" && outcome.evaluationId);
    expect(history.state.evaluations.get(job.pendingEvaluationId)).toMatchObject({ status: "pending", triggeredBy: "job-register" });
  });

  it("keeps the version and JobModifyIndex for the same spec, but evaluates again", () => {
    const history = new History();
    history.register(serviceJob("web"));
    const first = history.state.job("default", "web")!.pendingEvaluationId;
    const again = history.register(serviceJob("web"));
    const job = history.state.job("default", "web")!;
    expect(again).toMatchObject({ kind: "applied", index: 2, detail: 1 });
    expect(job.versions).toHaveLength(1);
    expect(job.pendingEvaluationId).not.toBe(first);
    expect(history.state.evaluations.get(first)?.status).toBe("canceled");
  });

  it("keeps the version that an allocation still runs under, however old", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    history.register(serviceJob("web", { image: "first" }));
    history.commit(planFor(history.state, "web", { nodes: ["n1"] }));
    for (let version = 1; version < 12; version++) history.register(serviceJob("web", { image: `image-${version}` }));
    const job = history.state.job("default", "web")!;
    expect(job.versions.map((kept) => kept.version)).toEqual([11, 10, 9, 8, 7, 6, 0]);
    expect(history.state.specOfAllocation(job.firstAllocation).TaskGroups[0]!.Tasks[0]!.Config).toEqual({ command: "first" });
  });

  it("keeps six versions and the newest stable one", () => {
    const history = new History();
    history.register(serviceJob("web", { cpu: 100 }));
    history.state.job("default", "web")!.versions[0]!.stable = true;
    for (let cpu = 101; cpu < 110; cpu++) history.register(serviceJob("web", { cpu }));
    expect(history.state.job("default", "web")!.versions.map((version) => version.version)).toEqual([9, 8, 7, 6, 5, 4, 0]);
  });

  it.each([
    [0, "Enforcing job modify index 0: job already exists"],
    [7, "Enforcing job modify index 7: job exists with conflicting job modify index: 1"],
  ])("refuses the wrong expected index %i in Nomad's words", (expected, message) => {
    const history = new History();
    history.register(serviceJob("web"));
    expect(history.register(serviceJob("web", { cpu: 1 }), expected)).toMatchObject({ kind: "refused", code: "stale-index", message });
    expect(history.state.job("default", "web")!.versions).toHaveLength(1);
  });

  it("refuses an expected index for a job that does not exist", () => {
    const outcome = new History().register(serviceJob("web"), 3);
    expect(outcome).toMatchObject({ kind: "refused", message: "Enforcing job modify index 3: job does not exist" });
  });
});

describe("an entry that comes twice", () => {
  it("gets the first answer and changes nothing", () => {
    const history = new History();
    const first = history.foldEntry({ id: "same", events: [{ type: "JobRegistered", job: serviceJob("web"), expectedJobModifyIndex: 0, submission: undefined }] });
    const hash = history.state.job("default", "web")!.decidedAt;
    const second = history.foldEntry({ id: "same", events: [{ type: "JobRegistered", job: serviceJob("web"), expectedJobModifyIndex: 0, submission: undefined }] });
    expect(second.outcomes).toEqual(first.outcomes);
    expect(history.state.job("default", "web")!.decidedAt).toBe(hash);
  });

  it("is remembered for two minutes of state time", () => {
    const history = new History();
    history.foldEntry({ id: "old", events: [] });
    for (let i = 0; i < 3; i++) history.later(50_000).foldEntry({ events: [] });
    expect(history.state.outcomes.has("old")).toBe(false);
  });
});

describe("leaders", () => {
  it("have the next epoch, once", () => {
    const history = new History();
    const take = (epoch: number) => history.fold({ type: "LeadershipTaken", role: "applier", epoch, holder: `h${epoch}` }).outcomes[0]!.kind;
    expect([take(1), take(1), take(3), take(2)]).toEqual(["applied", "refused", "refused", "applied"]);
    expect(history.state.leaders.get("applier")).toMatchObject({ epoch: 2, holder: "h2", nextOrdinal: 1 });
  });

  it("begin where the log's incarnation says, so that another log never repeats an allocation's id", () => {
    expect(firstEpoch("one life")).not.toBe(firstEpoch("another life"));
    const history = new History();
    const epoch = firstEpoch("one life");
    expect(history.fold({ type: "LeadershipTaken", role: "applier", epoch, holder: "a" }).outcomes[0]!.kind).toBe("applied");
    expect(history.fold({ type: "LeadershipTaken", role: "applier", epoch: 2, holder: "b" }).outcomes[0]!.kind).toBe("refused");
    expect(history.fold({ type: "LeadershipTaken", role: "applier", epoch: epoch + 1, holder: "b" }).outcomes[0]!.kind).toBe("applied");
  });

  it("are refused with an old epoch or a wrong ordinal, and cannot write for another role", () => {
    const history = new History();
    const stamp = history.stamp("controller");
    const tick = (given: object) => history.foldEntry({ leader: { ...stamp, ...given }, events: [{ type: "Ticked" }] }).outcomes[0]!.kind;
    expect(tick({ ordinal: 2 })).toBe("refused");
    expect(tick({ ordinal: 1 })).toBe("applied");
    expect(tick({ ordinal: 1 })).toBe("refused");
    expect(tick({ epoch: 0, ordinal: 2 })).toBe("refused");
    const plans = history.foldEntry({ leader: history.stamp("controller"), events: [{ type: "PlansCommitted", verifiedThrough: 1, plans: [] }] });
    expect(plans.outcomes[0]).toMatchObject({ kind: "refused", code: "not-leader" });
  });
});

describe("plans", () => {
  it("place allocations, use the node's capacity and complete the evaluation", () => {
    const { history, ids } = running(2);
    const { state } = history;
    expect(ids).toHaveLength(2);
    expect(state.nodes.cpuUsed[state.node("n1")!.row]).toBe(1_000);
    expect(state.job("default", "web")).toMatchObject({ pendingEvaluationId: "", liveCount: 2 });
    expect(jobStatus(state, state.job("default", "web")!)).toBe("running");
    expect(state.allocations.rowOf(ids[0]!)).toBeGreaterThanOrEqual(0);
  });

  it("of one job from one state commit at most once", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    history.register(serviceJob("web"));
    const plan = planFor(history.state, "web", { nodes: ["n1"] });
    history.commit(plan);
    const second = history.commit(plan);
    expect(second.kind === "applied" && second.plans).toMatchObject([{ applied: false }]);
    expect(placed(history, "web")).toHaveLength(1);
  });

  it("skip nodes that changed after the applier's check, and the evaluation stays pending", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    history.register(serviceJob("web"));
    const plan = planFor(history.state, "web", { nodes: ["n1"] });
    const verifiedThrough = history.state.index;
    history.down("n1");
    const [outcome] = history.fold({ type: "PlansCommitted", verifiedThrough, plans: [plan] }).outcomes;
    expect(outcome!.kind === "applied" && outcome!.plans).toMatchObject([{ applied: true, placed: 0, skipped: 1 }]);
    expect(history.state.evaluations.get(plan.evaluationId)?.status).toBe("pending");
  });

  it("that leave something over make a blocked evaluation, which freed capacity wakes", () => {
    const { history, ids } = running();
    history.register(serviceJob("big"));
    history.commit(planFor(history.state, "big", { more: { failedGroups: { g: emptyMetric }, queued: { g: 1 } } }));
    const big = history.state.job("default", "big")!;
    const blocked = big.blockedEvaluationId;
    expect(history.state.evaluations.get(blocked)).toMatchObject({ status: "blocked", triggeredBy: "queued-allocs" });
    expect(jobStatus(history.state, big)).toBe("pending");
    history.report("n1", [report(ids[0]!, { revision: 2, clientStatus: "failed" })]);
    expect(big).toMatchObject({ pendingEvaluationId: blocked, blockedEvaluationId: "" });
  });
});

describe("reports", () => {
  it("with an older revision are dropped", () => {
    const { history, ids } = running();
    history.report("n1", [report(ids[0]!, { revision: 5, clientStatus: "failed" })]);
    history.report("n1", [report(ids[0]!, { revision: 4, clientStatus: "running" })]);
    const row = history.state.allocations.rowOf(ids[0]!);
    expect(history.state.allocations.clientStatus(row)).toBe("failed");
  });

  it("of a failed allocation make its job due", () => {
    const { history, ids } = running();
    history.report("n1", [report(ids[0]!, { revision: 2, clientStatus: "failed" })]);
    const job = history.state.job("default", "web")!;
    expect(history.state.evaluations.get(job.pendingEvaluationId)?.triggeredBy).toBe("alloc-failure");
    expect(history.state.nodes.cpuUsed[history.state.node("n1")!.row]).toBe(0);
  });

  it("of another registration are refused", () => {
    const { history, ids } = running();
    const [outcome] = history.fold({ type: "AllocationsReported", nodeId: "n1", registrationIndex: 999, reports: [report(ids[0]!)] }).outcomes;
    expect(outcome).toMatchObject({ kind: "refused", code: "stale-registration" });
  });
});

describe("a node that falls silent", () => {
  it("is down, and its jobs are due", () => {
    const { history } = running();
    history.down("n1");
    expect(history.state.node("n1")!.status).toBe("down");
    expect(history.state.job("default", "web")!.pendingEvaluationId).not.toBe("");
  });

  it("and comes back with its inventory keeps what was not yet replaced", () => {
    const { history, ids } = running();
    history.down("n1");
    history.node(nodeSpec("n1"), [report(ids[0]!, { revision: 1 })]);
    const row = history.state.allocations.rowOf(ids[0]!);
    expect(history.state.allocations.clientStatus(row)).toBe("running");
    expect(history.state.node("n1")!.status).toBe("ready");
  });

  it("frees what was lost only until it is back with it", () => {
    const { history, ids } = running();
    const { state } = history;
    history.down("n1");
    const stop = { allocationId: ids[0]!, description: "alloc is lost since its node is down", clientStatus: "lost", rescheduled: false } as const;
    history.commit(planFor(state, "web", { nodes: ["n2"], more: { stops: [stop] } }));
    expect(state.nodes.cpuUsed[state.node("n1")!.row]).toBe(0);
    history.node(nodeSpec("n1"), [report(ids[0]!, { revision: 1 })]);
    expect(state.nodes.cpuUsed[state.node("n1")!.row]).toBe(500);
    expect(state.allocations.desiredStatus(state.allocations.rowOf(ids[0]!))).toBe("stop");
  });

  it("cannot be claimed by another machine", () => {
    const { history } = running();
    const [outcome] = history.fold({ type: "NodeRegistered", registration: { spec: nodeSpec("n1"), secretHash: "other", inventory: [] } }).outcomes;
    expect(outcome).toMatchObject({ kind: "refused", code: "wrong-secret" });
  });
});

describe("stopping a job", () => {
  it("makes it due, and purged it is gone for readers once collected", () => {
    const { history, ids } = running();
    const { state } = history;
    history.fold({ type: "JobDeregistered", namespace: "default", jobId: "web", purge: true });
    history.commit(planFor(state, "web", { more: { stops: [{ allocationId: ids[0]!, description: "", clientStatus: "", rescheduled: false }] } }));
    history.report("n1", [report(ids[0]!, { revision: 2, clientStatus: "complete" })]);
    expect(jobStatus(state, state.job("default", "web")!)).toBe("dead");
    history.fold({
      type: "ObjectsCollected",
      lookedAt: state.index,
      evaluationIds: [],
      allocationIds: ids,
      jobs: [{ namespace: "default", jobId: "web" }],
      deploymentIds: [],
      nodeIds: [],
    });
    expect(state.job("default", "web")).toBeUndefined();
    expect(state.allocations.size).toBe(0);
  });
});

describe("the fold", () => {
  it("gives the same hash for the same log", () => {
    const { history } = running(3);
    const again = new State();
    for (const [i, entry] of history.entries.entries()) evolve(again, { index: i + 1, entry, hash: { high: i + 2, low: entry.id.length } });
    expect(again.allocations.size).toBe(3);
    const hashOf = (state: State) => {
      state.chainHigh = 0;
      state.chainLow = 0;
      return stateHash(state);
    };
    expect(hashOf(again)).toBe(hashOf(history.state));
  });

  it("halts at a level it does not know", () => {
    expect(() => new History().foldEntry({ level: supportedLevel + 1, events: [] })).toThrow(UnsupportedLevel);
  });

  it("moves time forward by at most a minute an entry, unless the controller ticks", () => {
    const history = new History(1_000_000);
    history.foldEntry({ events: [] });
    history.later(600_000).foldEntry({ events: [] });
    expect(history.state.timeMs).toBe(1_060_000);
    history.fold({ type: "Ticked" });
    expect(history.state.timeMs).toBe(1_600_000);
  });
});
