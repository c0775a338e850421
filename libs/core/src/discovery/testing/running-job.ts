// Running allocations for specifications of discovery: jobs are made from the schemas' own defaults, so that a test
// names only the fields it is about.
import { z } from "zod";
import type { AssignedPort } from "../../model/agent-protocol.js";
import { fieldSpecs } from "../../model/field.js";
import { taskGroupSchema } from "../../model/group.js";
import { type Job, jobSchema, type Service, type ServiceCheck, type Task } from "../../model/job.js";
import type { TaskState } from "../../model/report.js";
import { checkSchema, serviceSchema } from "../../model/service.js";
import { taskSchema } from "../../model/task.js";
import type { RunningAllocation } from "../running-allocation.js";

/** The object with every field that is not given at its default. */
function filled<S extends z.ZodObject>(schema: S, given: Readonly<Record<string, unknown>>): z.infer<S> {
  const entries = Object.entries(schema.shape).map(([name, field]) => [name, name in given ? given[name] : defaultOf(field as z.ZodType)]);
  return schema.parse(Object.fromEntries(entries));
}

function defaultOf(field: z.ZodType): unknown {
  if (field instanceof z.ZodObject) return filled(field, {});
  if (field instanceof z.ZodArray) return [];
  const spec = fieldSpecs.get(field);
  const first = field instanceof z.ZodEnum ? field.options[0] : undefined;
  return [spec?.default, spec?.absent, null, first, "", 0, false].find((value) => field.safeParse(value).success);
}

export const check = (given: Partial<ServiceCheck>): ServiceCheck => filled(checkSchema, given);
export const service = (given: Partial<Service>): Service => filled(serviceSchema, given);
export const task = (given: Partial<Task>): Task => filled(taskSchema, { Name: "frontend", Driver: "docker", ...given });

export interface JobParts {
  readonly groupServices?: readonly Service[];
  readonly tasks?: readonly Task[];
  readonly meta?: Readonly<Record<string, string>>;
}

export function job(parts: JobParts): Job {
  const group = filled(taskGroupSchema, { Name: "webs", Tasks: parts.tasks ?? [task({})], Services: parts.groupServices ?? null });
  return filled(jobSchema, { ID: "my-service", Name: "my-service", Region: "us", TaskGroups: [group], Meta: parts.meta ?? null });
}

export const port = (label: string, value: number, given: Partial<AssignedPort> = {}): AssignedPort => {
  return { label, value, to: 0, hostIp: "10.1.0.7", task: "", ...given };
};

export const taskState = (state: TaskState["state"]): TaskState => {
  return { state, failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: 1, finishedAtMs: 0, events: [] };
};

export function allocation(given: Partial<RunningAllocation>): RunningAllocation {
  return {
    allocationId: "a5c15bd8-0000-4000-8000-000000000001",
    name: "my-service.webs[3]",
    namespace: "default",
    job: job({}),
    group: "webs",
    nodeId: "n-1",
    nodeName: "node-1",
    datacenter: "us-west-1",
    nodeAddress: "10.1.0.7",
    ports: [],
    taskStates: { frontend: taskState("running") },
    checks: [],
    canary: false,
    ...given,
  };
}
