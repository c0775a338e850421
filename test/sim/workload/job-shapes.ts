// Jobs of random shapes, as files that people would write, through the real parser and canonicaliser.
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import type { Job } from "@berth/core/model/job";
import type { Random } from "../world/random.ts";

export interface JobShape {
  readonly id: string;
  readonly type: "service" | "batch" | "system";
  readonly priority: number;
  readonly count: number;
  readonly cpu: number;
  readonly memory: number;
  /** "dynamic", a static port's number, "" for none. */
  readonly port: string;
  readonly maxParallel: number;
  readonly restarts: number;
  /** 0 = until it is stopped. */
  readonly runMs: number;
  readonly exit: number;
  readonly distinctHosts: boolean;
  readonly service: boolean;
  /** Makes each submission another specification. */
  readonly edition: number;
}

export function drawJobShape(random: Random, id: string): JobShape {
  const type = random.pick(["service", "service", "service", "batch", "batch", "system"] as const);
  const misbehaves = random.chance(0.15);
  return {
    id,
    type,
    priority: random.pick([1, 50, 50, 90]),
    count: type === "system" ? 1 : random.int(1, 6),
    cpu: random.pick([50, 100, 300, 500, 900, 1_800]),
    memory: random.pick([32, 64, 256, 900]),
    port: random.chance(0.4) ? random.pick(["dynamic", "8080", "8081"]) : "",
    maxParallel: random.int(1, 3),
    restarts: random.int(0, 3),
    runMs: misbehaves || (type === "batch" && random.chance(0.85)) ? random.int(200, 15_000) : 0,
    exit: misbehaves ? 1 : 0,
    distinctHosts: random.chance(0.1),
    service: random.chance(0.3),
    edition: 0,
  };
}

/** Its tasks do what the job wants of them. */
export function behaves({ type, runMs, exit }: JobShape): boolean {
  return exit === 0 && (type === "batch" || runMs === 0);
}

export function changedShape(random: Random, shape: JobShape): JobShape {
  const part = random.pick(["count", "cpu", "edition", "edition", "memory", "priority", "maxParallel"] as const);
  const drawn = drawJobShape(random, shape.id);
  return { ...shape, [part]: drawn[part], edition: shape.edition + 1 };
}

export function jobOfShape(shape: JobShape): Job {
  const parsed = parseJobHcl(hclOf(shape));
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message).join("\n"));
  return canonicalize(parsed.job);
}

function hclOf(shape: JobShape): string {
  const port = shape.port === "" ? "" : `network {\n port "http" {\n ${shape.port === "dynamic" ? "" : `static = ${shape.port}`}\n }\n }`;
  const isService = shape.type === "service";
  return `job "${shape.id}" {
    type = "${shape.type}"
    priority = ${shape.priority}
    ${shape.distinctHosts ? 'constraint {\n operator = "distinct_hosts"\n value = "true"\n }' : ""}
    ${isService ? updateOf(shape) : ""}
    group "g" {
      ${shape.type === "system" ? "" : `count = ${shape.count}`}
      ${port}
      ${shape.service && shape.port !== "" ? `service {\n name = "${shape.id}"\n port = "http"\n provider = "consul"\n }` : ""}
      restart {
        attempts = ${shape.restarts}
        interval = "60s"
        delay = "1s"
        mode = "fail"
      }
      ${shape.type === "system" ? "" : reschedule}
      task "t" {
        driver = "raw_exec"
        kill_timeout = "2s"
        config {
          command = "edition-${shape.edition}"
          run_ms = ${shape.runMs}
          exit = ${shape.exit}
        }
        resources {
          cpu = ${shape.cpu}
          memory = ${shape.memory}
        }
      }
    }
  }`;
}

const reschedule = `reschedule {
  delay = "5s"
  delay_function = "exponential"
  max_delay = "20s"
  unlimited = true
}`;

function updateOf({ maxParallel }: JobShape): string {
  return `update {
    max_parallel = ${maxParallel}
    min_healthy_time = "1s"
    healthy_deadline = "40s"
    progress_deadline = "90s"
  }`;
}
