/** Canonicalisation: defaults by type, merges, names; and that a canonical job stays as it is. */
import { describe, expect, it } from "vitest";
import { type Job, jobSchema } from "../model/job.js";
import { canonicalize } from "./canonicalize.js";
import { parseJobHcl } from "./parse-hcl.js";
import { parseJobJson } from "./parse-json.js";

function job(text: string): Job {
  const result = parseJobHcl(text);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
  return canonicalize(result.job);
}

const minimal = (type: string, more = "") => `job "j" {\n type = "${type}"\n${more}\n group "g" {\n task "t" {\n driver = "docker"\n }\n }\n}`;

function groupOf(text: string) {
  const group = job(text).TaskGroups[0];
  if (group === undefined) throw new Error("no group");
  return group;
}

describe("canonicalize", () => {
  it.each(["service", "batch", "system", "sysbatch"])("gives a %s job that fits the schema and stays as it is", (type) => {
    const canonical = job(minimal(type));
    expect(jobSchema.safeParse(canonical).error).toBeUndefined();
    expect(canonicalize(canonical)).toEqual(canonical);
    expect(canonical).toMatchObject({ Region: "global", Namespace: "default", NodePool: "default", Priority: 50, Datacenters: ["*"] });
  });

  it("defaults the policies by type", () => {
    expect(groupOf(minimal("service"))).toMatchObject({
      RestartPolicy: { Attempts: 2, Interval: 1_800_000_000_000, Delay: 15_000_000_000, Mode: "fail" },
      ReschedulePolicy: { Unlimited: true, DelayFunction: "exponential" },
      Update: { MaxParallel: 1, HealthCheck: "checks", Stagger: 0 },
      Migrate: { MaxParallel: 1 },
    });
    expect(groupOf(minimal("batch"))).toMatchObject({
      RestartPolicy: { Attempts: 3, Interval: 86_400_000_000_000 },
      ReschedulePolicy: { Attempts: 1, Unlimited: false, Delay: 5_000_000_000 },
      Update: null,
      Migrate: null,
    });
    expect(groupOf(minimal("system"))).toMatchObject({ ReschedulePolicy: null, Migrate: null });
  });

  it("keeps an explicit stagger and leaves an unset one 0", () => {
    expect(groupOf(minimal("service", 'update {\n stagger = "30s"\n max_parallel = 2\n}')).Update).toMatchObject({ Stagger: 30_000_000_000, MaxParallel: 2 });
    expect(groupOf(minimal("service", "update {\n max_parallel = 2\n}")).Update).toMatchObject({ Stagger: 0, MaxParallel: 2 });
    expect(groupOf(minimal("service", "update {\n max_parallel = 0\n}")).Update).toMatchObject({ MaxParallel: 0 });
  });

  it("merges group over job and task over group, field by field", () => {
    const canonical = job(
      'job "j" {\n update {\n max_parallel = 3\n canary = 1\n }\n reschedule {\n delay = "1m"\n }\n group "g" {\n update {\n canary = 0\n }\n restart {\n attempts = 5\n delay = "1s"\n }\n task "t" {\n driver = "x"\n restart {\n delay = "3s"\n }\n }\n }\n}',
    );
    expect(canonical.TaskGroups[0]).toMatchObject({
      Update: { MaxParallel: 3, Canary: 0 },
      ReschedulePolicy: { Delay: 60_000_000_000, Unlimited: true },
      RestartPolicy: { Attempts: 5, Delay: 1_000_000_000 },
      Tasks: [{ RestartPolicy: { Attempts: 5, Delay: 3_000_000_000, Mode: "fail" } }],
    });
    expect(canonical).toMatchObject({ Migrate: null, Reschedule: null, Update: { MaxParallel: 3, HealthCheck: "" } });
  });

  it("names services and checks", () => {
    const canonical = job(
      'job "j" {\n group "g" {\n service {\n port = "1"\n }\n task "t" {\n driver = "x"\n service {\n check_restart {\n limit = 3\n }\n check {\n type = "tcp"\n }\n }\n service {\n name = "${BASE}-${JOB}-${NOMAD_ALLOC_INDEX}"\n on_update = "ignore"\n check {\n name = "${TASK} up"\n }\n }\n }\n }\n}',
    );
    const [group] = canonical.TaskGroups;
    expect(group?.Services?.map((service) => service.Name)).toEqual(["j-g"]);
    expect(group?.Tasks[0]?.Services).toMatchObject([
      { Name: "j-g-t", CheckRestart: null, Checks: [{ Name: 'service: "j-g-t" check', CheckRestart: { Limit: 3, Grace: 1_000_000_000 } }] },
      { Name: "j-g-t-j-${NOMAD_ALLOC_INDEX}", Checks: [{ Name: "t up", OnUpdate: "ignore" }] },
    ]);
  });

  it("gives CPU by default unless cores are asked, and ports their host network", () => {
    const group = groupOf(
      'job "j" {\n group "g" {\n network {\n port "a" {}\n }\n task "t" {\n driver = "x"\n resources {\n cores = 2\n }\n }\n task "u" {\n driver = "x"\n }\n }\n}',
    );
    expect(group.Tasks.map((task) => [task.Resources.CPU, task.Resources.Cores])).toEqual([[0, 2], [100, 0]]);
    expect(group.Networks?.[0]?.DynamicPorts?.[0]?.HostNetwork).toBe("default");
  });

  it("takes the count from scaling.min and makes empty lists and maps null", () => {
    const group = groupOf('job "j" {\n group "g" {\n meta {}\n scaling {\n min = 3\n max = 5\n }\n task "t" {\n driver = "x"\n env {}\n config {}\n }\n }\n}');
    expect(group).toMatchObject({ Count: 3, Meta: null, Scaling: { Min: 3, Max: 5, Type: "horizontal" }, Tasks: [{ Env: null, Config: null }] });
  });
});

describe("parseJobJson", () => {
  it("reads names in any case, bare and wrapped, and both spellings of durations", () => {
    const body = { job: { id: "j", taskgroups: [{ name: "g", tasks: [{ name: "t", driver: "x", killtimeout: "3s", Env: { A: "b" } }] }] } };
    const result = parseJobJson(body);
    expect(result).toMatchObject({ ok: true, warnings: [], job: { ID: "j", TaskGroups: [{ Tasks: [{ KillTimeout: 3_000_000_000, Env: { A: "b" } }] }] } });
    expect(parseJobJson(body.job)).toEqual(result);
  });

  it("reads back what it wrote, with what the server added", () => {
    const canonical = job(minimal("service"));
    const result = parseJobJson({ ...canonical, Version: 3, Status: "running", SubmitTime: 1.7e18, Stop: false });
    expect(result.ok && result.warnings).toEqual([]);
    expect(result.ok && canonicalize(result.job)).toEqual(canonical);
  });

  it("warns about unknown names and refuses wrong types, each with its path", () => {
    const unknown = parseJobJson({ ID: "j", Prioritty: 3 });
    expect(unknown.ok && unknown.warnings).toEqual(['Prioritty is not known and is ignored; did you mean "Priority"?']);
    const wrong = parseJobJson({ ID: 5, TaskGroups: [{ Count: "many", Tasks: {} }], Meta: { a: 1 } });
    expect(!wrong.ok && wrong.errors.map((error) => error.message)).toEqual([
      "ID: must be a string, not number 5",
      'TaskGroups[0].Count: must be a whole number, not string "many"',
      "TaskGroups[0].Tasks: must be a list, not an object",
      "Meta.a: must be a string, not number 1",
    ]);
  });

  it.each([null, undefined, 3, "x", [], [[]], { Job: null }])("refuses %j", (value) => {
    expect(parseJobJson(value).ok).toBe(false);
  });
});
