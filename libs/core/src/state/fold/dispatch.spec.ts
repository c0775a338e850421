// A dispatched job is its parent's specification with what it was given; the rules are judged in the order of the log.
import { beforeEach, describe, expect, it } from "vitest";
import { jobStubView, jobSummaryView, jobVersionView } from "../../api/job-view.js";
import type { JobDispatched, Outcome } from "../../model/entry.js";
import { jobOf, StateBuilder } from "../../testing/state-builder.js";
import { currentVersion } from "../job-table.js";

let cluster: StateBuilder;

const encode = (parameterized: string, periodic = ""): string => `job "encode" {
  type = "batch"
  meta {
    quality = "high"
    input = "none"
  }
  parameterized {
    ${parameterized}
  }
  ${periodic}
  group "g" {
    task "t" {
      driver = "raw_exec"
    }
  }
}`;

function register(hcl: string): void {
  cluster.append([{ type: "JobRegistered", job: jobOf(hcl), expectedJobModifyIndex: undefined, submission: undefined }]);
}

function dispatch(wishes: Partial<JobDispatched> = {}): Outcome {
  const event = { type: "JobDispatched", namespace: "default", jobId: "encode", childId: "encode/dispatch-1700000000-00000001", payload: "", meta: {}, idempotencyToken: "", priority: 0, ...wishes } as const;
  return cluster.append([event])[0]!;
}

beforeEach(() => {
  cluster = new StateBuilder();
  register(encode('meta_required = ["input"]\n meta_optional = ["profile"]'));
});

describe("dispatching", () => {
  it("makes a job with the payload, the meta and the parent's name", () => {
    const outcome = dispatch({ payload: "aGVsbG8=", meta: { input: "a.mp4" }, priority: 70 });
    expect(outcome).toMatchObject({ kind: "applied" });
    const child = cluster.state.job("default", "encode/dispatch-1700000000-00000001")!;
    expect(currentVersion(child).job).toMatchObject({ Meta: { quality: "high", input: "a.mp4" }, Priority: 70, ParameterizedJob: null });
    expect(jobVersionView(cluster.state, child, currentVersion(child))).toMatchObject({ ParentID: "encode", Dispatched: true, Payload: "aGVsbG8=", ParameterizedJob: { MetaRequired: ["input"] } });
    expect(jobStubView(cluster.state, child, false)).toMatchObject({ ParentID: "encode", ParameterizedJob: false });
    expect(cluster.state.evaluations.get(child.pendingEvaluationId)!.triggeredBy).toBe("job-register");
    expect(jobSummaryView(cluster.state, cluster.state.job("default", "encode")!).Children.Pending).toBe(1);
  });

  it.each([
    [{}, "Dispatch did not provide required meta keys: [input]"],
    [{ meta: { input: "a", colour: "blue" } }, "Dispatch request included unpermitted metadata keys: [colour]"],
    [{ meta: { input: "a" }, payload: `${"eHh4".repeat(5_666)}eHg=` }, "Payload exceeds maximum size; 17000 > 16384"],
    [{ jobId: "nope" }, "parameterized job not found"],
    [{ meta: { input: "a" }, childId: "other/dispatch-1-2" }, '"other/dispatch-1-2" cannot be the id of a dispatched job of "encode"'],
  ])("refuses %j", (wishes, message) => {
    expect(dispatch(wishes)).toMatchObject({ kind: "refused", message });
  });

  it("asks for the payload as the job says, of a job that is parameterised and runs", () => {
    register(encode('payload = "required"'));
    expect(dispatch()).toMatchObject({ message: "Payload is not provided but required by parameterized job" });
    register(encode('payload = "forbidden"'));
    expect(dispatch({ payload: "aGVsbG8=" })).toMatchObject({ message: "Payload provided but forbidden by parameterized job" });
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "encode", purge: false }]);
    expect(dispatch()).toMatchObject({ message: 'Specified job "encode" is stopped' });
    cluster.job('job "plain" {\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }');
    expect(dispatch({ jobId: "plain" })).toMatchObject({ message: 'Specified job "plain" is not a parameterized job' });
  });

  it("happens once for a token, and once for a name", () => {
    const meta = { input: "a" };
    const first = dispatch({ meta, idempotencyToken: "once" });
    const again = dispatch({ meta, idempotencyToken: "once", childId: "encode/dispatch-1700000000-00000002" });
    expect(again).toMatchObject({ kind: "applied", evaluationId: "", detail: first.index });
    expect(dispatch({ meta })).toMatchObject({ kind: "refused", code: "exists" });
    expect(cluster.state.jobs.size).toBe(2);
  });

  it("leaves nothing behind when parent and child are collected", () => {
    dispatch({ meta: { input: "a" } });
    const ids = ["encode/dispatch-1700000000-00000001", "encode"];
    for (const jobId of ids) cluster.append([{ type: "JobDeregistered", namespace: "default", jobId, purge: true }]);
    cluster.settle(cluster.state.job("default", ids[0]!)!);
    const jobs = ids.map((jobId) => ({ namespace: "default", jobId }));
    cluster.append([{ type: "ObjectsCollected", lookedAt: cluster.state.index, evaluationIds: [], allocationIds: [], jobs, deploymentIds: [], nodeIds: [] }], "controller");
    expect([cluster.state.jobs.size, cluster.state.families.parents.size, cluster.state.families.children.size]).toEqual([0, 0, 0]);
  });

  it("of a job that is periodic too makes a periodic job", () => {
    register(encode('payload = "optional"'));
    cluster.append([{ type: "JobDeregistered", namespace: "default", jobId: "encode", purge: true }]);
    cluster = new StateBuilder();
    register(encode('payload = "optional"', 'periodic {\n crons = ["@daily"]\n }'));
    expect(dispatch()).toMatchObject({ kind: "applied", evaluationId: "" });
    const child = cluster.state.job("default", "encode/dispatch-1700000000-00000001")!;
    expect(currentVersion(child).job.Periodic).not.toBeNull();
    expect(cluster.state.families.parent(child.key).launchedThroughMs).toBe(cluster.nowMs);
  });
});
