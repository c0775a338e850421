// Cores, devices and memory_max from the plan to what a driver is told, over the real wire.
import { demandOf, fitsBeside } from "@berth/core/agent/admission";
import { decodePollAnswer, encodePollAnswer } from "@berth/contracts/poll-answer";
import { decodePlans, encodePlan } from "@berth/contracts/plan";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { NodeSpec } from "@berth/core/model/node";
import { defaultSchedulerConfiguration } from "@berth/core/model/scheduler-configuration";
import { nodeSpec } from "@berth/core/testing/node-builder";
import { StateBuilder } from "@berth/core/testing/state-builder";
import { describe, expect, it } from "vitest";
import { changesSince } from "../gateway/assignments.js";
import { taskStart } from "./task-start.js";

const paths = { allocDir: "/a", localDir: "/l", taskDir: "/t", secretsDir: "/s", stateDir: "/x", stdoutPath: "/o", stderrPath: "/e" };

function machine(): NodeSpec {
  const spec = nodeSpec("n", { cpuMhz: 4_000, memoryMb: 1_000 });
  const Instances = ["GPU-a", "GPU-b"].map((ID) => ({ ID, Healthy: true, HealthDescription: "" }));
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices: [{ Vendor: "nvidia", Type: "gpu", Name: "x", Attributes: {}, Instances }] } };
}

const jobFile = (id: string): string => `job "${id}" {
  type = "batch"
  group "g" {
    task "t" {
      driver = "raw_exec"
      config { command = "sleep" }
      resources {
        cores      = 2
        memory     = 100
        memory_max = 5000
        device "nvidia/gpu" { count = 2 }
      }
    }
  }
}`;

function assigned(oversubscribe: boolean): { readonly builder: StateBuilder; readonly assignment: Assignment } {
  const builder = new StateBuilder().register(machine());
  const configuration = { ...defaultSchedulerConfiguration, MemoryOversubscriptionEnabled: oversubscribe };
  builder.append([{ type: "SchedulerConfigured", configuration, expectedModifyIndex: undefined }]);
  const job = builder.job(jobFile("j"));
  builder.commit(decodePlans(encodePlan(builder.plan(job)))[0]!);
  const { index, assignments, parts } = changesSince(builder.state, builder.state.node("n")!, { index: 0, missingJobs: [], maxBytes: 100_000 })!;
  const head = { kind: "changes", index, forget: [], heartbeatTtlMs: 1, reason: "" } as const;
  const [assignment] = decodePollAnswer(encodePollAnswer(head, assignments, parts)).assignments;
  return { builder, assignment: assignment! };
}

function started({ builder, assignment }: ReturnType<typeof assigned>) {
  const job = builder.state.specOf(builder.state.job("default", "j")!);
  const group = job.TaskGroups[0]!;
  return taskStart({ spec: { assignment, job, group }, task: group.Tasks[0]!, node: machine(), region: "global", hostEnv: {} }, paths, "s1");
}

describe("what a task is granted", () => {
  it("are the cores and devices of its allocation, and the MHz of its cores", () => {
    const start = started(assigned(false));
    expect(start).toMatchObject({ cores: [0, 1], cpuMhz: 2_000, memoryMb: 100, memoryMaxMb: 0 });
    expect(start.env).toMatchObject({ NOMAD_CPU_CORES: "0-1", NOMAD_CPU_LIMIT: "2000", NVIDIA_VISIBLE_DEVICES: "GPU-a,GPU-b" });
    expect(start.env["NOMAD_MEMORY_MAX_LIMIT"]).toBeUndefined();
  });

  it("is its memory_max where the region says so, and never more than the node has", () => {
    const start = started(assigned(true));
    expect(start).toMatchObject({ memoryMb: 100, memoryMaxMb: 1_000 });
    expect(start.env["NOMAD_MEMORY_MAX_LIMIT"]).toBe("1000");
  });

  it("waits until another one has let go of them", () => {
    const { builder, assignment } = assigned(false);
    const group = builder.state.specOf(builder.state.job("default", "j")!).TaskGroups[0]!;
    const demand = demandOf(assignment, group);
    expect(fitsBeside(machine(), [], demand)).toBeUndefined();
    expect(fitsBeside(machine(), [{ ...demand, allocationId: "other" }], demand)).toBe("cores: still in use, or not offered any more");
  });
});
