import { describe, expect, it } from "vitest";
import type { NodeWishes } from "../../testing/node-builder.js";
import { StateBuilder } from "../../testing/state-builder.js";
import { globMatches } from "./scope.js";
import { nodesOf } from "../../testing/placed-nodes.js";

const jobWith = (rules: string, header = ""): string => `
job "j" {
  datacenters = ["dc*"]
  ${header}
  group "g" {
    ${rules}
    task "t" {
      driver = "docker"
      config { image = "x" }
    }
  }
}`;

const refuses = (rules: string, wishes: NodeWishes, header = ""): readonly string[] => {
  const builder = new StateBuilder().node("n1", wishes);
  const plan = builder.plan(builder.job(jobWith(rules, header)));
  expect(plan.placements).toEqual([]);
  expect(plan.queued).toEqual({ g: 1 });
  return Object.keys(plan.failedGroups["g"]!.constraintFiltered);
};

const accepts = (rules: string, wishes: NodeWishes, header = ""): boolean => {
  const builder = new StateBuilder().node("n1", wishes);
  return builder.plan(builder.job(jobWith(rules, header))).placements.length === 1;
};

const constraint = (attribute: string, value: string, operator = "="): string =>
  `constraint {
    attribute = "${attribute.replace("${", "$${")}"
    operator = "${operator}"
    value = "${value}"
  }`;

describe("what filters a node", () => {
  it("names the constraint", () => {
    expect(refuses(constraint("${attr.kernel.name}", "windows"), {})).toEqual(["${attr.kernel.name} = windows"]);
  });

  it("names a missing or unhealthy driver", () => {
    expect(refuses("", { drivers: ["raw_exec"] })).toEqual(["missing drivers"]);
  });

  it("knows the constraints of job, group and task alike", () => {
    expect(refuses("", {}, constraint("${node.class}", "big"))).toEqual(["${node.class} = big"]);
    expect(accepts("", { nodeClass: "big" }, constraint("${node.class}", "big"))).toBe(true);
  });

  it.each([
    ["${node.unique.id}", "n1"],
    ["${node.unique.name}", "name-of-n1"],
    ["${node.datacenter}", "dc1"],
    ["${node.pool}", "default"],
    ["${meta.rack}", "r1"],
    ["${attr.unique.hostname}", "h1"],
  ])("resolves %s", (attribute, value) => {
    const wishes: NodeWishes = { meta: { rack: "r1" }, attributes: { "unique.hostname": "h1" } };
    expect(accepts(constraint(attribute, value), wishes)).toBe(true);
    expect(refuses(constraint(attribute, "other"), wishes)).toEqual([`${attribute} = other`]);
  });

  it("judges unique attributes node by node within one class", () => {
    const builder = new StateBuilder().nodes(5);
    const job = builder.job(jobWith(constraint("${node.unique.id}", "node-3")));
    const plan = builder.plan(job);
    expect(nodesOf(builder.state, plan)).toEqual(["node-3"]);
    expect(plan.placements[0]!.metric).toMatchObject({ nodesEvaluated: 5, nodesFiltered: 4 });
  });

  it("does not offer what nodes do not have yet", () => {
    const volume = `volume "v" { 
      type = "host" 
      source = "v" 
    }`;
    expect(refuses(volume, {})).toEqual(["missing compatible host volumes"]);
    expect(refuses(`network { mode = "bridge" }`, {})).toEqual(["missing network"]);
  });

  it("leaves out other datacenters, other pools, ineligible and dead nodes, without counting them", () => {
    const builder = new StateBuilder().node("other-dc", { datacenter: "eu1" }).node("other-pool", { pool: "gpu" });
    builder.node("tired").ineligible("tired").node("dead").down("dead").node("good");
    const plan = builder.plan(builder.job(jobWith("")));
    expect(nodesOf(builder.state, plan)).toEqual(["good"]);
    expect(plan.placements[0]!.metric).toMatchObject({ nodesEvaluated: 1, nodesInPool: 2, nodesAvailable: { dc1: 1 } });
  });
});

describe("globs of datacenters", () => {
  it.each([
    ["*", "dc1", true],
    ["us-*", "us-west-1", true],
    ["us-*", "eu-west-1", false],
    ["*-1", "us-west-1", true],
    ["u?-*-1", "us-west-1", true],
    ["dc1", "dc11", false],
    ["", "", true],
    ["a*b*c", "aXbXbXc", true],
  ])("%s on %s is %s", (glob, name, matches) => {
    expect(globMatches(glob, name)).toBe(matches);
  });
});
