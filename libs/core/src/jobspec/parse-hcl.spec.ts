/** Job files to drafts: the forms that are read, and what is said of the wrong ones. */
import { describe, expect, it } from "vitest";
import type { JobDraft } from "../model/job.js";
import { type ParseOptions, parseJobHcl } from "./parse-hcl.js";

function parsed(text: string, options: ParseOptions = {}): JobDraft {
  const result = parseJobHcl(text, options);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
  return result.job;
}

function errorsOf(text: string, options: ParseOptions = {}): readonly string[] {
  const result = parseJobHcl(text, options);
  return result.ok ? [] : result.errors.map((error) => error.message);
}

/** A job whose only task has this inside. */
const inTask = (body: string) => `job "j" {\n group "g" {\n task "t" {\n driver = "docker"\n${body}\n}\n}\n}\n`;
const inGroup = (body: string) => `job "j" {\n group "g" {\n${body}\n}\n}\n`;

function taskOf(body: string) {
  const task = parsed(inTask(body)).TaskGroups?.[0]?.Tasks?.[0];
  if (!task) throw new Error("no task");
  return task;
}

function groupOf(body: string) {
  const group = parsed(inGroup(body)).TaskGroups?.[0];
  if (!group) throw new Error("no group");
  return group;
}

describe("forms", () => {
  it("leaves null where nothing is said", () => {
    const job = parsed('job "j" {}');
    expect(job).toMatchObject({ ID: "j", Name: "j", Type: null, Priority: null, TaskGroups: null, Update: null });
  });

  it("reads durations as texts and as nanoseconds", () => {
    expect(taskOf('kill_timeout = "1m30s"').KillTimeout).toBe(90_000_000_000);
    expect(taskOf("kill_timeout = 5000").KillTimeout).toBe(5000);
  });

  it("reads env and meta as block and as attribute, values as texts", () => {
    expect(taskOf("env {\n A = 1\n B = true\n}").Env).toEqual({ A: "1", B: "true" });
    expect(taskOf('env = { A = "x" }').Env).toEqual({ A: "x" });
    expect(taskOf('env{\n "A.B" = "x"\n}').Env).toEqual({ "A.B": "x" });
  });

  it("reads driver config freely: blocks become lists of one, labels become keys", () => {
    const { Config } = taskOf('config {\n n = 1\n labels {\n a = "b"\n }\n mount "x" {\n y = 1.5\n }\n list = [{ k = "v" }]\n}');
    expect(Config).toEqual({ n: 1, labels: [{ a: "b" }], mount: [{ x: [{ y: 1.5 }] }], list: [{ k: "v" }] });
  });

  it("splits ports into reserved and dynamic ones", () => {
    const group = groupOf('network {\n port "a" { static = 80 }\n port "b" {\n to = 8080\n }\n}');
    expect(group.Networks?.[0]?.ReservedPorts).toEqual([{ Label: "a", Value: 80, To: 0, HostNetwork: "", IgnoreCollision: false }]);
    expect(group.Networks?.[0]?.DynamicPorts).toMatchObject([{ Label: "b", Value: 0, To: 8080 }]);
  });

  it("reads the port lists of Nomad 0.1", () => {
    const task = taskOf('resources {\n network {\n mbits = 1\n reserved_ports = [22]\n dynamic_ports = ["http", "admin"]\n }\n}');
    expect(task.Resources?.Networks?.[0]?.ReservedPorts).toMatchObject([{ Label: "22", Value: 22 }]);
    expect(task.Resources?.Networks?.[0]?.DynamicPorts?.map((port) => port?.Label)).toEqual(["http", "admin"]);
  });

  it.each([
    ['attribute = "${attr.arch}"\n value = "amd64"', { LTarget: "${attr.arch}", RTarget: "amd64", Operand: "=" }],
    ['attribute = "${attr.v}"\n semver = ">= 1"', { LTarget: "${attr.v}", RTarget: ">= 1", Operand: "semver" }],
    ["distinct_hosts = true", { LTarget: "", RTarget: "", Operand: "distinct_hosts" }],
    ['distinct_property = "${meta.rack}"\n value = 2', { LTarget: "${meta.rack}", RTarget: "2", Operand: "distinct_property" }],
  ])("reads the constraint %s", (body, constraint) => {
    expect(groupOf(`constraint {\n${body}\n}`).Constraints).toEqual([constraint]);
  });

  it("drops distinct_hosts = false", () => {
    expect(groupOf("constraint {\n distinct_hosts = false\n}").Constraints).toBeNull();
  });

  it("reads a task straight in the job as a group, and hands vault and secrets down", () => {
    const job = parsed('job "j" {\n vault {\n role = "r"\n }\n secret "s" {\n provider = "nomad"\n }\n task "t" {\n driver = "x"\n }\n}');
    expect(job.TaskGroups).toMatchObject([{ Name: "t", Tasks: [{ Name: "t", Vault: { Role: "r" }, Secrets: [{ Name: "s" }] }] }]);
  });

  it("splits identities into the default one and the named ones", () => {
    const task = taskOf('identity {\n env = true\n}\nidentity {\n name = "aws"\n}');
    expect(task.Identity).toMatchObject({ Env: true });
    expect(task.Identities).toMatchObject([{ Name: "aws" }]);
  });

  it("reads volumes by label, spreads with targets and headers", () => {
    const group = groupOf('volume "v" {\n type = "host"\n source = "s"\n}\nspread {\n attribute = "${node.datacenter}"\n target "a" {\n percent = 40\n }\n}');
    expect(group.Volumes).toMatchObject({ v: { Name: "v", Type: "host", Source: "s" } });
    expect(group.Spreads).toEqual([{ Attribute: "${node.datacenter}", Weight: null, SpreadTarget: [{ Value: "a", Percent: 40 }] }]);
    const check = taskOf('service {\n check {\n type = "http"\n header {\n X-A = ["1", "2"]\n }\n }\n}').Services?.[0]?.Checks?.[0];
    expect(check?.Header).toEqual({ "X-A": ["1", "2"] });
  });

  it("expands dynamic blocks, also inside one another", () => {
    const job = parsed(
      'job "j" {\n dynamic "group" {\n for_each = { a = 1, b = 2 }\n iterator = each\n labels = [each.key]\n content {\n count = each.value\n network {\n dynamic "port" {\n for_each = ["http", "${each.key}-x"]\n labels = [port.value]\n content {}\n }\n }\n }\n }\n}',
    );
    expect(job.TaskGroups?.map((group) => [group?.Name, group?.Count, group?.Networks?.[0]?.DynamicPorts?.map((port) => port?.Label)])).toEqual([
      ["a", 1, ["http", "a-x"]],
      ["b", 2, ["http", "b-x"]],
    ]);
  });

  it("reads the one-line blocks of HCL1", () => {
    expect(parsed('job "v1" { datacenters = ["dc1"] group "g" { task "t" { driver = "raw_exec" config { command = "/bin/true" } } } }')).toMatchObject({
      Datacenters: ["dc1"],
      TaskGroups: [{ Tasks: [{ Config: { command: "/bin/true" } }] }],
    });
  });

  it("keeps run-time names as text", () => {
    expect(taskOf('env {\n A = "${NOMAD_PORT_http}:${attr.cpu.arch}"\n B = "${JOB}-x"\n}').Env).toEqual({ A: "${NOMAD_PORT_http}:${attr.cpu.arch}", B: "${JOB}-x" });
  });

  it("drops the tokens of old files and does not repeat their value", () => {
    const result = parseJobHcl('job "j" {\n vault_token = "s.SECRET"\n}');
    expect(result).toMatchObject({ ok: true, warnings: [expect.stringContaining("vault_token is no longer used")] });
    expect(JSON.stringify(result)).not.toContain("SECRET");
  });

  it("reads a file that begins with a brace as API JSON", () => {
    expect(parseJobHcl('\n {"Job": {"ID": "j"}}')).toMatchObject({ ok: true, job: { ID: "j" } });
    expect(errorsOf('{"ID": 5}', { fileName: "j.json" })).toEqual(["j.json:1,1: ID: must be a string, not number 5"]);
    expect(errorsOf("{ nope")[0]).toContain("this is not valid JSON");
  });

  it("warns by value where only some values are not acted on", () => {
    const mode = (name: string) => parseJobHcl(inGroup(`network {\n mode = "${name}"\n}`));
    expect(mode("host")).toMatchObject({ warnings: [] });
    expect(mode("bridge")).toMatchObject({ warnings: ["network.mode is accepted but Berth does not act on it yet"] });
  });

  it("names what is accepted but not acted on", () => {
    const result = parseJobHcl(inTask('artifact {\n source = "http://x"\n}\nlifecycle {\n hook = "prestart"\n}'));
    expect(result.ok && result.warnings).toEqual(["lifecycle is accepted but Berth does not act on it yet", "artifact is accepted but Berth does not act on it yet"]);
  });
});

describe("variables", () => {
  const file = 'variable "n" { type = number }\nvariable "l" {\n type = list(string)\n default = []\n}\njob "j" {\n priority = var.n\n datacenters = var.l\n}';

  it("converts given texts to the declared types", () => {
    expect(parsed(file, { variables: { values: { n: "7", l: '["a", "b"]' } } })).toMatchObject({ Priority: 7, Datacenters: ["a", "b"] });
  });

  it("reads assignments, weaker than single values", () => {
    const variables = { text: 'n = 3\nl = ["x"]', values: { n: "4" } };
    expect(parsed(file, { variables })).toMatchObject({ Priority: 4, Datacenters: ["x"] });
  });

  it("says which is unset, wrong or not declared", () => {
    expect(errorsOf(file)[0]).toContain('input.hcl:7,13-18: Unset variable "n"');
    expect(errorsOf(file, { variables: { values: { n: "x" } } })[0]).toContain('variable "n": the value must be a number');
    expect(errorsOf(file, { variables: { values: { n: "1", m: "1" }, strict: true } })[0]).toContain('variable "m", which the file does not declare');
    const lenient = parseJobHcl(file, { variables: { values: { n: "1", m: "1" } } });
    expect(lenient.ok && lenient.warnings[0]).toContain('variable "m", which the file does not declare');
  });
});

describe("mistakes", () => {
  const cases: readonly (readonly [text: string, message: string])[] = [
    ["", "input.hcl:1,1: there is no job in this file"],
    ["foo = 1", 'input.hcl:1,1-4: Unsupported argument; An argument named "foo" is not expected here'],
    ['job "a" {}\njob "b" {}', 'input.hcl:2,1-8: Duplicate job block; Only one block of type "job" is allowed. Previous definition was at input.hcl:1,1-8'],
    ["job {}", "input.hcl:1,1-4: a job needs one label, its id"],
    ['job "j" {\n datacentres = ["a"]\n}', 'input.hcl:2,2-13: Unsupported argument; An argument named "datacentres" is not expected here; did you mean "datacenters"?'],
    ['job "j" {\n grop "g" {}\n}', 'Blocks of type "grop" are not expected here; did you mean "group"?'],
    [inTask("resources {\n cpus = 5\n}"), 'did you mean "cpu"? (group "g" > task "t" > resources.cpus)'],
    [inTask('resources {\n cpu = "fast"\n}'), 'input.hcl:6,8-14: this must be a number, not a text (group "g" > task "t" > resources.cpu)'],
    [inTask("resources {\n cpu = 1.5\n}"), "this must be a whole number, not 1.5"],
    [inTask("resources {}\nresources {}"), 'Duplicate resources block; Only one block of type "resources" is allowed. Previous definition was at input.hcl:5,1-10'],
    [inTask('kill_timeout = "5 sec"'), '"5 sec" is not a duration; write for example "30s"'],
    [inTask("leader = 3"), "this must be true or false, not a number"],
    [inTask("config = 3"), "this must be an object, not a number"],
    [inTask("driver {}"), '"driver" is not a block: write driver = …'],
    [inTask("service = {}"), '"service" is a block: write service { … } without the ='],
    [inTask('service "x" {}'), '"service" takes no label; remove "x"'],
    [inGroup("task {}"), '"task" needs one label: task "NAME" { … }'],
    [inGroup('network {\n port {}\n}'), 'a port needs one label: port "http" { … }'],
    ['job "j" {\n datacenters = "dc1"\n}', 'this must be a list of texts such as ["a", "b"], not a text'],
    ['job "a" { meta { x = file("/etc/hostname") } }', "file: filesystem function disabled"],
    ['locals {\n a = local.b\n b = local.a\n}\njob "j" {\n name = local.a\n}', "locals refer to each other in a circle: a -> b -> a"],
    [inTask("env {\n x {}\n}"), '"env" holds only KEY = value, no blocks'],
  ];

  it.each(cases)("%j", (text, message) => {
    expect(errorsOf(text).join("\n")).toContain(message);
  });

  it("reports several at once, with places and paths", () => {
    const result = parseJobHcl('job "j" {\n priority = "x"\n colour = 1\n group "g" {\n count = []\n }\n}', { fileName: "web.hcl" });
    expect(result.ok).toBe(false);
    expect(!result.ok && result.errors.map(({ file, line, column, field }) => [file, line, column, field])).toEqual([
      ["web.hcl", 2, 13, "priority"],
      ["web.hcl", 3, 2, "colour"],
      ["web.hcl", 5, 10, 'group "g" > count'],
    ]);
  });

  it("counts columns in characters", () => {
    expect(errorsOf('job "ä😀" { x = }')[0]).toContain("input.hcl:1,16");
  });

  it("bounds what dynamic blocks can make", () => {
    const text = 'job "j" {\n dynamic "group" {\n for_each = range(90000)\n labels = ["g${group.key}"]\n content {}\n }\n}';
    expect(errorsOf(text).join()).toContain("more than 2000000 steps");
  });
});
