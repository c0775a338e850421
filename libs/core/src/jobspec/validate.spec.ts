/** The rules of the job specification: each wrong job gives its problem, at its field. */
import { describe, expect, it } from "vitest";
import type { Job } from "../model/job.js";
import { canonicalize } from "./canonicalize.js";
import { cronSyntaxError } from "./cron-syntax.js";
import { parseJobHcl } from "./parse-hcl.js";
import { formatProblems, topLevelMessages } from "./problem.js";
import { validate } from "./validate.js";
import { formatWarnings, jobWarnings } from "./warnings.js";

function job(text: string): Job {
  const result = parseJobHcl(text);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
  return canonicalize(result.job);
}

interface Parts {
  readonly id?: string;
  readonly job?: string;
  readonly group?: string;
  readonly task?: string;
  readonly after?: string;
}

const file = ({ id = "j", job: inJob = "", group = "", task = "", after = "" }: Parts) =>
  `job "${id}" {\n${inJob}\n group "g" {\n${group}\n task "t" {\n driver = "docker"\n${task}\n }\n${after}\n }\n}`;

const TASK = 'group "g" > task "t"';

const cases: readonly (readonly [parts: Parts, field: string, message: string])[] = [
  [{ id: "a b" }, "id", "Job ID contains a space"],
  [{ id: "a/../b" }, "id", "Job ID contains a path step"],
  [{ id: ".." }, "id", "Job ID contains a path step"],
  [{ id: "a\\u0007" }, "id", "Job ID contains a control character"],
  [{ id: "" }, "id", "Missing job ID"],
  [{ job: 'type = "cron"' }, "type", 'Invalid job type: "cron"'],
  [{ job: "priority = 101" }, "priority", "Job priority must be between [1, 100]"],
  [{ job: 'datacenters = [""]' }, "datacenters", "non-empty"],
  [{ job: 'type = "system"\nspread {\n attribute = "${node.datacenter}"\n}' }, "spread", "System jobs may not have a spread block"],
  [{ job: 'type = "system"', group: "count = 2" }, 'group "g"', "Count cannot exceed 1 with system scheduler"],
  [{ job: 'periodic {\n crons = ["@daily"]\n}' }, "periodic", "Periodic can only be used with"],
  [{ job: 'type = "batch"\nperiodic {\n cron = "x"\n}' }, "periodic.crons", 'Invalid cron spec "x": missing field(s)'],
  [{ job: 'type = "batch"\nperiodic {\n crons = ["61 * * * *"]\n}' }, "periodic.crons", "syntax error in minute field: '61'"],
  [{ job: 'type = "batch"\nperiodic {\n cron = "@daily"\n time_zone = "Mars/X"\n}' }, "periodic.time_zone", "unknown time zone Mars/X"],
  [{ job: 'type = "batch"\nparameterized {\n meta_required = ["a"]\n meta_optional = ["a"]\n}' }, "parameterized.meta_required", "should be disjoint"],
  [{ group: "count = -1" }, 'group "g" > count', "Task group count can't be negative"],
  [{ group: "count = 60000" }, "group", "exceeds the limit of 50000"],
  [{ after: 'task "t" {\n driver = "x"\n}' }, TASK, "Task 2 redefines 't' from task 1"],
  [{ after: 'task "u" {\n driver = "x"\n leader = true\n}', task: "leader = true" }, 'group "g" > task', "Only one task may be marked as leader"],
  [{ task: 'lifecycle {\n hook = "prestart"\n}' }, 'group "g" > task', "at least one task without a lifecycle"],
  [{ task: "resources {\n cpu = 0\n memory = 5\n}" }, `${TASK} > resources.memory`, "minimum MemoryMB value is 10; got 5"],
  [{ task: "resources {\n cores = 1\n cpu = 5\n}" }, `${TASK} > resources.cores`, "not both"],
  [{ task: "resources {\n memory = 64\n memory_max = 32\n}" }, `${TASK} > resources.memory_max`, "should be larger"],
  [{ task: 'kill_timeout = "-1s"' }, `${TASK} > kill_timeout`, "KillTimeout must be a positive value"],
  [{ task: "logs {\n max_files = 100\n}" }, `${TASK} > logs`, "log storage (1000 MB) must be less than requested disk capacity (300 MB)"],
  [{ task: 'constraint {\n distinct_hosts = true\n}' }, `${TASK} > constraint[0].operator`, "not allowed in a task"],
  [{ group: 'constraint {\n attribute = "${attr.x}"\n operator = "nope"\n}' }, 'group "g" > constraint[0].operator', 'Unknown constraint type "nope"'],
  [{ group: 'constraint {\n attribute = "${attr.x}"\n regexp = "("\n}' }, 'group "g" > constraint[0].value', "Regular expression failed to compile"],
  [{ group: 'affinity {\n attribute = "${attr.x}"\n value = "1"\n weight = 0\n}' }, 'group "g" > affinity[0].weight', "cannot be zero"],
  [{ group: 'network {\n port "a" {}\n port "a" {}\n}' }, 'group "g" > network > port "a"', "Port label a already in use"],
  [{ group: 'network {\n port "a" { static = 80 }\n port "b" { static = 80 }\n}' }, 'group "g" > network > port "b"', "Static port 80 already reserved by taskgroup network:a"],
  [{ group: 'network {\n port "a" { static = 70000 }\n}' }, 'group "g" > network > port "a"', "cannot be greater than 65535"],
  [{ group: 'network {\n mode = "magic"\n}' }, 'group "g" > network.mode', 'Unknown network mode "magic"'],
  [{ group: 'network {\n port "http" {}\n}', task: 'service {\n port = "htpp"\n}' }, `${TASK} > service[0].port`, 'Port label "htpp" does not exist; did you mean "http"?'],
  [{ task: 'service {\n port = "http"\n}' }, `${TASK} > service[0].port`, 'Port label "http" does not exist; add port "http" {}'],
  [{ task: 'service {\n port = 8080\n}' }, `${TASK} > service[0].port`, 'only allowed with address_mode = "driver"'],
  [{ task: 'service {\n name = "bad_name"\n}' }, `${TASK} > service[0].name`, "must be valid per RFC 1123"],
  [{ task: 'service {\n check {\n type = "ping"\n}\n}' }, `${TASK} > service[0].check[0].type`, 'invalid type ("ping")'],
  [{ task: 'service {\n check {\n type = "http"\n path = "/"\n interval = "1s"\n timeout = "1s"\n}\n}' }, `${TASK} > service[0].check[0].port`, "requires a port"],
  [{ task: 'service {\n check {\n type = "script"\n interval = "0s"\n timeout = "500ms"\n}\n}' }, `${TASK} > service[0].check[0].timeout`, "timeout (500ms) is lower than required minimum timeout 1s"],
  [{ task: 'service {\n check {\n type = "script"\n}\n}' }, `${TASK} > service[0].check[0].command`, "valid script path"],
  [{ group: 'service {\n name = "a"\n provider = "nomad"\n}\nservice {\n name = "b"\n}' }, 'group "g" > service', "must use the same provider"],
  [{ group: 'restart {\n attempts = 10\n interval = "6s"\n}' }, 'group "g" > restart.attempts', "Nomad can't restart the TaskGroup 10 times"],
  [{ group: 'restart {\n attempts = 0\n mode = "delay"\n}' }, 'group "g" > restart.attempts', "with 0 attempts is ambiguous"],
  [{ group: 'reschedule {\n attempts = 3\n}' }, 'group "g" > reschedule.attempts', "can not both be set"],
  [{ group: 'reschedule {\n attempts = 5\n interval = "1m"\n delay = "30s"\n delay_function = "constant"\n unlimited = false\n}' }, 'group "g" > reschedule.attempts', "can only make 2 attempts in 1m0s"],
  [{ group: 'update {\n healthy_deadline = "15m"\n}' }, 'group "g" > update.healthy_deadline', "Healthy deadline must be less than progress deadline: 15m0s > 10m0s"],
  [{ group: "update {\n auto_promote = true\n}" }, 'group "g" > update.auto_promote', "Canary count greater than zero"],
  [{ group: "ephemeral_disk {\n size = 5\n}" }, 'group "g" > ephemeral_disk.size', "minimum DiskMB value is 10; got 5"],
  [{ task: 'template {\n data = "x"\n destination = "../../x"\n}' }, `${TASK} > template[0].destination`, "escapes allocation directory"],
  [{ task: 'volume_mount {\n volume = "nope"\n destination = "/x"\n}' }, `${TASK} > volume_mount[0].volume`, "referencing undefined volume nope"],
  [{ job: 'type = "batch"', group: "migrate {}" }, 'group "g" > migrate', 'does not allow migrate block'],
];

describe("validate", () => {
  it("accepts a good job", () => {
    const good = file({
      job: 'constraint {\n attribute = "${attr.kernel.version}"\n version = ">= 4.0, < 7"\n}\nconstraint {\n attribute = "${attr.cpu.model}"\n regexp = "(?i)intel|amd"\n}',
      group: 'network {\n port "http" {}\n}\nservice {\n port = "http"\n check {\n type = "http"\n path = "/"\n interval = "10s"\n timeout = "2s"\n}\n}',
    });
    expect(validate(job(good))).toEqual([]);
  });

  it.each(cases)("%j", (parts, field, message) => {
    const problems = validate(job(file(parts)));
    expect(problems.map((problem) => problem.field)).toContain(field);
    expect(problems.filter((problem) => problem.field === field).map((problem) => problem.message).join("\n")).toContain(message);
  });

  it("names missing and doubled groups", () => {
    expect(validate(job('job "j" {}')).map((problem) => problem.message)).toEqual(["Missing job task groups"]);
    const twice = job('job "j" {\n group "g" {\n task "t" {\n driver = "x"\n }\n }\n group "g" {}\n}');
    expect(topLevelMessages(validate(twice))).toEqual([
      "Job task group 2 redefines 'g' from group 1",
      "Task group g validation failed: 1 error occurred:\n\t* Missing tasks for task group\n\n",
    ]);
  });

  it("prints nested lists as Nomad does", () => {
    const text = formatProblems(validate(job(file({ id: "a b", task: "resources {\n cpu = 0\n memory = 5\n}" }))));
    expect(text).toBe(
      "2 errors occurred:\n\t* Job ID contains a space\n\t* Task group g validation failed: 1 error occurred:\n\t* Task t validation failed: 1 error occurred:\n" +
        "\t* 1 error occurred:\n\t* 2 errors occurred:\n\t* minimum CPU value is 1; got 0\n\t* minimum MemoryMB value is 10; got 5\n\n\n\n\n\n\n\n\n\n",
    );
    expect(formatProblems([])).toBe("");
  });

  it("warns in Nomad's form", () => {
    const text = formatWarnings(jobWarnings(job(file({ group: "update {\n max_parallel = 4\n}" }))));
    expect(text).toContain('1 warning(s):\n\n* Group "g" has warnings: 1 error occurred:\n\t* Update max parallel count is greater than task group count (4 > 1).');
  });
});

describe("cron syntax", () => {
  it.each(["@daily", "15 3 * * *", "*/15 0-5,22 1 jan mon-fri", "0 0 L * *", "0 0 15W * 5L", "0 0 * * 1#2 2030", "30 0 0 * * * *"])("accepts %s", (spec) => {
    expect(cronSyntaxError(spec)).toBeNull();
  });

  it.each(["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "*/0 * * * *", "1-2-3 * * * *", "a * * * *", "@never", "* * * * * * * *"])("refuses %j", (spec) => {
    expect(cronSyntaxError(spec)).not.toBeNull();
  });
});
