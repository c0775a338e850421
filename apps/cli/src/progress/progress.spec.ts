import { describe, expect, it } from "vitest";
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import type { DeploymentAnswer, EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import { liveView } from "./live-view.js";
import { newLines } from "./plain-lines.js";
import { settledCode, type Settling } from "./settling.js";

const nowMs = Date.parse("2026-11-23T02:27:45Z");

function evaluation(changes: Partial<EvaluationAnswer> = {}): EvaluationAnswer {
  return {
    ID: "3c414b1e-e643-7309-4b1c-ccc6a6b31adc",
    Namespace: "default",
    Priority: 50,
    Type: "service",
    TriggeredBy: "job-register",
    JobID: "simple",
    Status: "pending",
    CreateIndex: 9,
    ModifyIndex: 9,
    CreateTime: 0,
    ModifyTime: 0,
    ...changes,
  };
}

function allocation(changes: Partial<AllocationStub> = {}): AllocationStub {
  const base = { ID: "4128d8d4-3d39-8e43-f321-a4c0ee885c5b", EvalID: evaluation().ID, Name: "simple.g[0]", NodeID: "767af43e", NodeName: "node-1", JobID: "simple", TaskGroup: "g" };
  const state = { DesiredStatus: "run", ClientStatus: "pending", CreateIndex: 10, ModifyIndex: 10, CreateTime: 0, ModifyTime: 0, JobVersion: 0, ClientDescription: "" };
  return { ...base, ...state, Namespace: "default", TaskStates: null, DeploymentStatus: null, ...changes } as AllocationStub;
}

function deployment(status: string, healthy: number): DeploymentAnswer {
  const group = { AutoRevert: false, AutoPromote: false, ProgressDeadline: 0, RequireProgressBy: "2026-11-23T02:37:45Z", Promoted: false, PlacedCanaries: null, DesiredCanaries: 0, DesiredTotal: 1, PlacedAllocs: 1, HealthyAllocs: healthy, UnhealthyAllocs: 0 };
  const indexes = { JobModifyIndex: 0, JobSpecModifyIndex: 0, JobCreateIndex: 0, EvalPriority: 50, CreateIndex: 0, ModifyIndex: 0, CreateTime: 0, ModifyTime: 0 };
  return { ID: "894aae43-4fb3-6ebe-b38f-a320631ade43", Namespace: "default", JobID: "simple", JobVersion: 0, IsMultiregion: false, TaskGroups: { g: group }, Status: status, StatusDescription: `Deployment is ${status}`, ...indexes };
}

const failed = { g: { CoalescedFailures: 0, NodesEvaluated: 1, NodesExhausted: 1, DimensionExhausted: { cpu: 1 }, ClosestShortfall: { cpu: 400 } } } as unknown as EvaluationAnswer["FailedTGAllocs"];

const placed: Settling = { evaluations: [evaluation({ Status: "complete", DeploymentID: deployment("running", 0).ID })], allocations: [allocation()], deployment: deployment("running", 0) };
const settled: Settling = { ...placed, deployment: deployment("successful", 1) };

describe("it is settled", () => {
  it.each<[string, Settling, number | undefined]>([
    ["not while the evaluation is pending", { evaluations: [evaluation()], allocations: [], deployment: null }, undefined],
    ["not while it is deployed", placed, undefined],
    ["when the deployment succeeded", settled, 0],
    ["when the deployment failed: 1", { ...placed, deployment: deployment("failed", 0) }, 1],
    ["without a deployment at once", { ...placed, deployment: null }, 0],
    ["when something could not be placed: 2", { ...placed, evaluations: [evaluation({ Status: "complete", FailedTGAllocs: failed })] }, 2],
    ["when the evaluation failed: 1", { ...placed, evaluations: [evaluation({ Status: "failed" })] }, 1],
    ["not while another evaluation goes on with it", { ...settled, evaluations: [evaluation({ Status: "complete", NextEval: "x" })] }, undefined],
  ])("%s", (_name, settling, code) => expect(settledCode(settling)).toBe(code));
});

it("tells news as lines, in Nomad's words, once", () => {
  const begun: Settling = { evaluations: [evaluation()], allocations: [], deployment: null };
  const options = { nowMs, verbose: false };
  expect(newLines(begun, undefined, options)).toEqual([
    '==> 2026-11-23T02:27:45Z: Monitoring evaluation "3c414b1e"',
    '    2026-11-23T02:27:45Z: Evaluation triggered by job "simple"',
  ]);
  const next = newLines(placed, begun, options);
  expect(next.slice(0, 5)).toEqual([
    '    2026-11-23T02:27:45Z: Evaluation within deployment: "894aae43"',
    '    2026-11-23T02:27:45Z: Allocation "4128d8d4" created: node "767af43e" (node-1), group "g"',
    '    2026-11-23T02:27:45Z: Evaluation status changed: "pending" -> "complete"',
    '==> 2026-11-23T02:27:45Z: Evaluation "3c414b1e" finished with status "complete"',
    '==> 2026-11-23T02:27:45Z: Monitoring deployment "894aae43"',
  ]);
  expect(newLines(placed, placed, options)).toEqual([]);
  expect(newLines(settled, placed, options)).toContain("Status      = successful");
});

it("does not call allocations of an older evaluation created", () => {
  const old = allocation({ EvalID: "another", ID: "older" });
  expect(newLines({ ...placed, allocations: [old] }, undefined, { nowMs, verbose: false }).join("\n")).not.toContain("created");
});

describe("the live view", () => {
  const view = (settling: Settling, height = 40) => liveView(settling, { terminal: { hasColor: false }, elapsedMs: 3_000, verbose: false, width: 60, height });

  it("shows each allocation, and why one is not placed", () => {
    const text = view({ ...placed, evaluations: [evaluation({ Status: "complete", FailedTGAllocs: failed })] }).join("\n");
    expect(text).toContain("4128d8d4");
    expect(text).toContain("node-1");
    expect(text).toContain("Closest node needs 400 MHz more cpu");
  });

  it("fits the screen", () => {
    const many = Array.from({ length: 50 }, (_, at) => allocation({ ID: `id-${at}`, ClientDescription: "x".repeat(200) }));
    const lines = view({ ...placed, allocations: many }, 20);
    expect(lines.length).toBeLessThanOrEqual(19);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
