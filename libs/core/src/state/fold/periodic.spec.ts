// Each due time of a periodic job counts once, whatever is written; a child is an ordinary job under a name of its own.
import { beforeEach, describe, expect, it } from "vitest";
import { jobSummaryView, jobVersionView } from "../../api/job-view.js";
import type { Outcome } from "../../model/entry.js";
import { jobOf, StateBuilder } from "../../testing/state-builder.js";
import { currentVersion } from "../job-table.js";
import { jobStatus } from "../state.js";

let cluster: StateBuilder;
let due: number;

const nightly = (more = ""): string => `job "nightly" {
  type = "batch"
  periodic {
    crons = ["* * * * *"]
    ${more}
  }
  group "g" {
    task "t" {
      driver = "raw_exec"
    }
  }
}`;

function register(hcl: string): void {
  cluster.append([{ type: "JobRegistered", job: jobOf(hcl), expectedJobModifyIndex: undefined, submission: undefined }]);
}

const parent = () => cluster.state.job("default", "nightly")!;
const child = (dueMs: number) => cluster.state.job("default", `nightly/periodic-${dueMs / 1_000}`);

function launch(dueMs: number, jobModifyIndex = parent().jobModifyIndex): Outcome {
  const event = { type: "PeriodicJobLaunched", namespace: "default", jobId: "nightly", jobModifyIndex, dueMs, skipped: [] } as const;
  return cluster.append([event], "controller")[0]!;
}

beforeEach(() => {
  cluster = new StateBuilder();
  register(nightly());
  due = Math.ceil(cluster.nowMs / 60_000) * 60_000;
  cluster.pass(61_000);
});

describe("a launch", () => {
  it("inserts the child with an evaluation, and the parent shows it", () => {
    const outcome = launch(due);
    expect(outcome).toMatchObject({ kind: "applied", detail: due });
    const made = child(due)!;
    expect(currentVersion(made).job).toMatchObject({ ID: made.id, Name: made.id, Periodic: null, Type: "batch" });
    expect(cluster.state.evaluations.get(made.pendingEvaluationId)).toMatchObject({ triggeredBy: "periodic-job", status: "pending" });
    expect(jobVersionView(cluster.state, made, currentVersion(made))).toMatchObject({ ParentID: "nightly", Dispatched: false });
    expect(jobSummaryView(cluster.state, parent()).Children).toEqual({ Pending: 1, Running: 0, Dead: 0 });
    expect(jobStatus(cluster.state, parent())).toBe("running");
  });

  it("counts once, and no due time before it counts any more", () => {
    expect(launch(due)).toMatchObject({ kind: "applied" });
    expect(launch(due)).toMatchObject({ kind: "refused", code: "exists" });
    expect(launch(due - 60_000)).toMatchObject({ kind: "refused", code: "exists" });
    expect(cluster.state.jobs.size).toBe(2);
  });

  it("is refused before its time, under another version, of a stopped job, of one that is gone", () => {
    expect(launch(due + 600_000)).toMatchObject({ kind: "refused", code: "invalid" });
    const before = parent().jobModifyIndex;
    register(nightly('time_zone = "Europe/Lisbon"'));
    expect(launch(due, before)).toMatchObject({ kind: "refused", code: "stale-index" });
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "nightly", purge: false }]);
    expect(launch(due)).toMatchObject({ kind: "refused", code: "unknown-job" });
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "nightly", purge: true }]);
    expect(launch(due)).toMatchObject({ kind: "refused", code: "unknown-job" });
  });

  it("needs the controller's stamp", () => {
    const { jobModifyIndex } = parent();
    const [outcome] = cluster.append([{ type: "PeriodicJobLaunched", namespace: "default", jobId: "nightly", jobModifyIndex, dueMs: due, skipped: [] }]);
    expect(outcome).toMatchObject({ kind: "refused", code: "not-leader" });
  });

  it("with prohibit_overlap waits for nobody: it is recorded as skipped", () => {
    register(nightly("prohibit_overlap = true"));
    launch(due);
    cluster.pass(60_000);
    expect(launch(due + 60_000)).toMatchObject({ kind: "applied", evaluationId: "" });
    expect(child(due + 60_000)).toBeUndefined();
    const reason = `nightly/periodic-${due / 1_000} had not ended (prohibit_overlap)`;
    expect(cluster.state.families.parent(parent().key)).toMatchObject({ launchedThroughMs: due + 60_000, skipped: [{ firstDueMs: due + 60_000, count: 1, reason }] });
  });

  it("the child goes on when the parent is stopped", () => {
    launch(due);
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "nightly", purge: false }]);
    expect(child(due)!.stopped).toBe(false);
    expect(jobStatus(cluster.state, parent())).toBe("dead");
  });

  it("a parent that was stopped begins anew when it is registered again", () => {
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "nightly", purge: false }]);
    cluster.pass(600_000);
    register(nightly());
    expect(cluster.state.families.parent(parent().key).launchedThroughMs).toBe(cluster.nowMs);
    expect(launch(due)).toMatchObject({ kind: "refused", code: "exists" });
  });
});

describe("launching by force", () => {
  const force = (atMs: number, jobId = "nightly") => cluster.append([{ type: "PeriodicJobForced", namespace: "default", jobId, atMs }])[0]!;

  it("makes a child beside the due times, once a second", () => {
    const at = due + 500;
    expect(force(at)).toMatchObject({ kind: "applied" });
    expect(child(due)).toBeDefined();
    expect(force(at)).toMatchObject({ kind: "refused", code: "exists" });
    expect(launch(due)).toMatchObject({ kind: "applied", evaluationId: "" });
    expect(cluster.state.families.parent(parent().key).skipped.at(-1)!.reason).toContain("by force");
  });

  it("says in Nomad's words why not", () => {
    expect(force(due, "nope")).toMatchObject({ message: "job not found" });
    cluster.job('job "plain" {\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }');
    expect(force(due, "plain")).toMatchObject({ message: "can't force launch non-periodic job" });
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "nightly", purge: false }]);
    expect(force(due)).toMatchObject({ message: `force launch for job "nightly" failed: can't force run non-tracked job "nightly" (default)` });
  });
});

describe("skipped launches", () => {
  it("move the mark and are kept with their reason, twenty of them", () => {
    for (let i = 0; i < 25; i++) {
      const atMs = due + i * 60_000;
      const skipped = [{ firstDueMs: atMs, lastDueMs: atMs, count: 1, reason: `no ${i}` }];
      const event = { type: "PeriodicLaunchesSkipped", namespace: "default", jobId: "nightly", jobModifyIndex: parent().jobModifyIndex, skipped } as const;
      expect(cluster.append([event], "controller")[0]).toMatchObject({ kind: "applied" });
      expect(cluster.append([event], "controller")[0]).toMatchObject({ kind: "refused", code: "exists" });
    }
    const { skipped, launchedThroughMs } = cluster.state.families.parent(parent().key);
    expect([skipped.length, skipped.at(-1)!.reason, launchedThroughMs]).toEqual([20, "no 24", due + 24 * 60_000]);
  });
});
