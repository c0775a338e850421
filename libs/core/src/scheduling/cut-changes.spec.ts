import { describe, expect, it } from "vitest";
import { StateBuilder, jobOf } from "../testing/state-builder.js";
import { viewAllocations } from "./allocation-view.js";
import { cutChanges } from "./cut-changes.js";
import { stopAll } from "./reconcile/stopping.js";
import { nothingDesired } from "./reconcile/changes.js";

function stopsOf(count: number) {
  const builder = new StateBuilder().nodes(1);
  const job = builder.job(jobOf(`job "j" {
    group "g" {
      count = ${count}
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          cpu = 1
          memory = 10
        }
      }
    }
  }`));
  builder.settle(job);
  const stops = stopAll(viewAllocations(builder.state, job));
  return { groups: [{ name: "g", group: undefined, stops, updates: [], placements: [], desired: nothingDesired, inDeployment: false }], deployments: [], followUps: [], deploymentId: "" };
}

describe("the stops of a plan", () => {
  it("are all there when they are few", () => {
    const changes = stopsOf(3);
    expect(cutChanges(changes, 3)).toEqual({ changes, isCut: false });
  });

  it("are cut when they are many", () => {
    const { changes, isCut } = cutChanges(stopsOf(5), 2);
    expect(isCut).toBe(true);
    expect(changes.groups[0]!.stops).toHaveLength(2);
  });
});
