/** Which changes of a job replace its allocations. */
import { describe, expect, it } from "vitest";
import type { Job } from "../model/job.js";
import { canonicalize } from "./canonicalize.js";
import { parseJobHcl } from "./parse-hcl.js";
import { sameSpec, tasksChanged } from "./spec-change.js";

const BASE = `job "j" {
  priority = 50
  meta {
    owner = "a"
  }
  group "g" {
    count = 2
    network {
      port "http" {}
      port "admin" { static = 9000 }
    }
    service {
      name = "web"
      port = "http"
      tags = ["v1"]
    }
    task "t" {
      driver = "docker"
      kill_timeout = "5s"
      config {
        image = "a:1"
        args  = ["x", "y"]
      }
      env {
        A = "1"
      }
      resources {
        cpu = 100
      }
    }
  }
}`;

function job(text: string): Job {
  const result = parseJobHcl(text);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
  return canonicalize(result.job);
}

function change(from: string, to: string): { readonly same: boolean; readonly destructive: boolean } {
  if (!BASE.includes(from)) throw new Error(`the base has no ${from}`);
  const [before, after] = [job(BASE), job(BASE.replace(from, to))];
  const [oldGroup] = before.TaskGroups;
  const [newGroup] = after.TaskGroups;
  if (oldGroup === undefined || newGroup === undefined) throw new Error("no group");
  return { same: sameSpec(before, after), destructive: tasksChanged(oldGroup, newGroup, before, after) };
}

describe("spec changes", () => {
  it("sees no change in comments, order of keys and layout", () => {
    expect(change('A = "1"', '# comment\n A = "1"')).toEqual({ same: true, destructive: false });
    expect(change('image = "a:1"\n        args  = ["x", "y"]', 'args = ["x", "y"]\nimage = "a:1"')).toEqual({ same: true, destructive: false });
  });

  it.each([
    ["priority = 50", "priority = 60"],
    ["count = 2", "count = 5"],
    ['tags = ["v1"]', 'tags = ["v2"]'],
    ['kill_timeout = "5s"', 'kill_timeout = "9s"'],
    ["count = 2", "restart {\n attempts = 1\n}"],
    ["count = 2", "update {\n max_parallel = 2\n}"],
    ["count = 2", 'constraint {\n attribute = "${attr.x}"\n value = "1"\n}'],
    ['owner = "a"\n  }\n  group "g" {', '}\n  group "g" {\n meta {\n owner = "a"\n }'],
  ])("updates in place: %s -> %s", (from, to) => {
    expect(change(from, to)).toEqual({ same: false, destructive: false });
  });

  it.each([
    ['image = "a:1"', 'image = "a:2"'],
    ['["x", "y"]', '["y", "x"]'],
    ['A = "1"', 'A = "2"'],
    ["cpu = 100", "cpu = 200"],
    ["cpu = 100", "memory = 128"],
    ['owner = "a"', 'owner = "b"'],
    ['driver = "docker"', 'driver = "raw_exec"'],
    ["static = 9000", "static = 9001"],
    ['port "http" {}', 'port "http" { to = 80 }'],
    ["count = 2", "ephemeral_disk {\n size = 500\n}"],
    ["resources {", 'template {\n data = "x"\n destination = "local/x"\n}\nresources {'],
    ['task "t" {', 'task "u" {\n driver = "docker"\n}\ntask "t" {'],
    ['task "t" {', 'task "renamed" {'],
  ])("replaces: %s -> %s", (from, to) => {
    expect(change(from, to)).toEqual({ same: false, destructive: true });
  });
});
