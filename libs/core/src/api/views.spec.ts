// Every view fits the schema that types it, documents it and the client relies on: nothing more, nothing less.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { StateBuilder } from "../testing/state-builder.js";
import { allocationChecksView, allocationStubView, allocationView } from "./allocation-view.js";
import { deploymentView, evaluationView } from "./evaluation-view.js";
import { jobDiff } from "./job-diff.js";
import { jobScaleView, jobStubView, jobSummaryView, jobView } from "./job-view.js";
import { nodeStubView, nodeView } from "./node-view.js";
import { allocationAnswerSchema, allocationStubSchema, checkResultSchema } from "./schema/allocation-answers.js";
import { deploymentAnswerSchema, evaluationAnswerSchema } from "./schema/evaluation-answers.js";
import { jobAnswerSchema, jobDiffSchema, jobScaleStatusSchema, jobStubSchema, jobSummarySchema } from "./schema/job-answers.js";
import { nodeAnswerSchema, nodeStubSchema } from "./schema/node-answers.js";
import { proposeJob } from "./proposed-job.js";

const webs = (cpu: number): string => `job "my-service" {
  datacenters = ["dc1"]
  meta { owner = "alice" }
  update { max_parallel = 1 }
  group "webs" {
    count = 2
    network { port "admin" { to = 9000 } }
    task "frontend" {
      driver = "raw_exec"
      config { command = "server" }
      service {
        port = "http"
        tags = ["prod"]
      }
      resources {
        cpu = ${cpu}
        memory = 128
        network {
          mbits = 1
          port "http" {}
          port "https" { static = 443 }
        }
      }
    }
  }
}`;

function placed(): { cluster: StateBuilder; job: ReturnType<StateBuilder["job"]>; rows: number[] } {
  const cluster = new StateBuilder().nodes(2, () => ({ datacenter: "dc1" }));
  const job = cluster.job(webs(500));
  cluster.commit(cluster.plan(job));
  return { cluster, job, rows: [...cluster.state.allocationsOfJob(job)] };
}

/** Parsing strips what the schema does not know, so a view with more than that differs from its parsed self. */
function expectToFit(schema: z.ZodType, view: unknown): void {
  const plain: unknown = JSON.parse(JSON.stringify(view));
  expect(schema.parse(plain)).toEqual(plain);
}

describe("views fit their schemas", () => {
  it("jobs", () => {
    const { cluster, job } = placed();
    expectToFit(jobAnswerSchema, jobView(cluster.state, job));
    expectToFit(jobStubSchema, jobStubView(cluster.state, job, true));
    expectToFit(jobSummarySchema, jobSummaryView(cluster.state, job));
    expectToFit(jobScaleStatusSchema, jobScaleView(cluster.state, job));
  });

  it("allocations, evaluations, deployments, nodes", () => {
    const { cluster, rows } = placed();
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expectToFit(allocationAnswerSchema, allocationView(cluster.state, row));
      expectToFit(allocationStubSchema, allocationStubView(cluster.state, row, { resources: true, taskStates: true }));
      for (const check of Object.values(allocationChecksView(cluster.state, row))) expectToFit(checkResultSchema, check);
    }
    for (const evaluation of cluster.state.evaluations.values()) expectToFit(evaluationAnswerSchema, evaluationView(cluster.state, evaluation));
    expect(cluster.state.deployments.size).toBe(1);
    for (const deployment of cluster.state.deployments.values()) expectToFit(deploymentAnswerSchema, deploymentView(cluster.state, deployment));
    for (const node of cluster.state.nodes.all()) {
      expectToFit(nodeAnswerSchema, nodeView(node));
      expectToFit(nodeStubSchema, nodeStubView(node, { resources: true, os: true }));
    }
  });

  it("diffs", () => {
    const { cluster, job } = placed();
    const before = cluster.state.specOf(job);
    cluster.job(webs(700));
    expectToFit(jobDiffSchema, jobDiff(before, cluster.state.specOf(job)));
    expectToFit(jobDiffSchema, jobDiff(undefined, before));
  });
});

describe("what clients read without looking whether it is there", () => {
  it("resources of an allocation, in each of Nomad's forms, with the ports it got", () => {
    const { cluster, rows } = placed();
    const { state } = cluster;
    const view = allocationView(state, rows[0]!);
    const ports = state.allocations.extras.get(rows[0]!)!.ports!;
    const value = (label: string): number => ports.find((port) => port.label === label)!.value;
    expect(view.Job.TaskGroups.map((group) => group.Name)).toContain(view.TaskGroup);
    expect(view.Resources).toMatchObject({ CPU: 500, MemoryMB: 128, DiskMB: 300 });
    expect(view.TaskResources["frontend"]).toMatchObject({ CPU: 500, MemoryMB: 128, Networks: [{ DynamicPorts: [{ Label: "http", Value: value("http") }] }] });
    expect(view.AllocatedResources.Tasks["frontend"]!.Networks![0]!.ReservedPorts).toEqual([{ Label: "https", Value: 443, To: 0, HostNetwork: "default" }]);
    expect(view.AllocatedResources.Shared.Ports).toEqual([{ Label: "admin", Value: value("admin"), To: 9000, HostIP: ports[0]!.hostIp, IgnoreCollision: false }]);
    expect(view.AllocatedResources.Shared.Networks![0]!.DynamicPorts![0]).toMatchObject({ Label: "admin", Value: value("admin") });
  });

  it("an allocation of an old version keeps its own job, as long as it lives", () => {
    const { cluster, job, rows } = placed();
    const old = cluster.state.allocations.jobVersion.get(rows[0]!);
    for (let version = 0; version < 8; version++) cluster.job(webs(600 + version));
    expect(job.versions.map((version) => version.version)).toContain(old);
    const view = allocationView(cluster.state, rows[0]!);
    expect(view.Job.Version).toBe(old);
    expect(view.Resources.DiskMB).toBe(300);
    expectToFit(allocationAnswerSchema, view);
  });
});

describe("proposing a job", () => {
  it("shows the new version to a dry run and leaves the state as it is", () => {
    const { cluster, job } = placed();
    const { state } = cluster;
    const before = { versions: job.versions.length, jobs: state.jobs.size, index: state.index };
    const changed = { ...state.specOf(job), Priority: 70 };
    const { state: proposed } = proposeJob(state, changed, "e");
    expect(proposed.specOf(proposed.job("default", "my-service")!).Priority).toBe(70);
    expect([...proposed.allocationsOfJob(proposed.job("default", "my-service")!)]).toHaveLength(2);
    const fresh = proposeJob(state, { ...changed, ID: "other", Name: "other" }, "e").state;
    expect([...fresh.allocationsOfJob(fresh.job("default", "other")!)]).toEqual([]);
    expect({ versions: job.versions.length, jobs: state.jobs.size, index: state.index }).toEqual(before);
    expect(state.specOf(job).Priority).toBe(50);
    expect(state.job("default", "other")).toBeUndefined();
  });
});
