// Builds the environment of a task (nomad.md 5.7). Later layers win: Nomad's variables, the job's meta, the agent's own
// environment (only for drivers that inherit it, without what a task must not see), the task's env block. Values of the
// env block are interpolated with everything before them. Refuses to hand on the agent's credentials.
import type { Assignment } from "../model/agent-protocol.js";
import type { Job, Task, TaskGroup } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import { grantedResources, rangesOf } from "./granted-resources.js";
import { driverTraits } from "./driver-traits.js";
import { interpolate, type InterpolationScope } from "./interpolate.js";
import { cleanVariableName, portVariables } from "./port-variables.js";

export interface TaskPaths {
  readonly allocDir: string;
  readonly localDir: string;
  readonly secretsDir: string;
}

export interface EnvironmentSource {
  readonly assignment: Assignment;
  readonly job: Job;
  readonly group: TaskGroup;
  readonly task: Task;
  readonly node: NodeSpec;
  readonly region: string;
  readonly paths: TaskPaths;
  /** The agent's own environment. */
  readonly hostEnv: Readonly<Record<string, string>>;
  readonly parentJobId: string;
}

type Variables = Record<string, string>;

const SECRET_HOST_VARIABLES: ReadonlySet<string> = new Set([
  "CONSUL_TOKEN",
  "CONSUL_HTTP_TOKEN",
  "CONSUL_HTTP_AUTH",
  "VAULT_TOKEN",
  "NOMAD_LICENSE",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "DATABASE_URL",
]);

function isHidden(name: string): boolean {
  return SECRET_HOST_VARIABLES.has(name) || name.startsWith("BERTH_") || name.startsWith("NOMAD_");
}

export function inheritedVariables(hostEnv: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hostEnv).filter(([name]) => !isHidden(name)));
}

function directoryVariables(source: EnvironmentSource): Variables {
  const { paths } = source;
  return driverTraits(source.task.Driver).ownFilesystem
    ? { NOMAD_ALLOC_DIR: "/alloc", NOMAD_TASK_DIR: "/local", NOMAD_SECRETS_DIR: "/secrets" }
    : { NOMAD_ALLOC_DIR: paths.allocDir, NOMAD_TASK_DIR: paths.localDir, NOMAD_SECRETS_DIR: paths.secretsDir };
}

function resourceVariables({ assignment, task, node }: EnvironmentSource): Variables {
  const { cpuMhz, memoryMb, memoryMaxMb, cores } = grantedResources(assignment, task, node);
  return {
    NOMAD_CPU_LIMIT: String(cpuMhz),
    NOMAD_MEMORY_LIMIT: String(memoryMb),
    ...(memoryMaxMb > 0 ? { NOMAD_MEMORY_MAX_LIMIT: String(memoryMaxMb) } : {}),
    ...(cores.length > 0 ? { NOMAD_CPU_CORES: rangesOf(cores) } : {}),
    ...deviceVariables(assignment, task.Name),
  };
}

/** NVIDIA's own runtime shows a task the GPUs that this names. */
function deviceVariables({ holding }: Assignment, task: string): Variables {
  const gpus = (holding?.devices ?? []).filter((held) => held.task === task && held.vendor === "nvidia" && held.type === "gpu");
  return gpus.length === 0 ? {} : { NVIDIA_VISIBLE_DEVICES: gpus.flatMap(({ ids }) => ids).join(",") };
}

function identityVariables({ assignment, job, task, node, region, parentJobId }: EnvironmentSource): Variables {
  return {
    NOMAD_ALLOC_ID: assignment.allocationId,
    NOMAD_SHORT_ALLOC_ID: assignment.allocationId.slice(0, 8),
    NOMAD_ALLOC_NAME: assignment.name,
    NOMAD_ALLOC_INDEX: String(assignment.nameIndex),
    NOMAD_TASK_NAME: task.Name,
    NOMAD_GROUP_NAME: assignment.group,
    NOMAD_JOB_ID: job.ID,
    NOMAD_JOB_NAME: job.Name,
    ...(parentJobId === "" ? {} : { NOMAD_JOB_PARENT_ID: parentJobId }),
    NOMAD_DC: node.Datacenter,
    NOMAD_REGION: region,
    NOMAD_NAMESPACE: assignment.namespace,
  };
}

function metaVariables({ job, group, task }: EnvironmentSource, scope: InterpolationScope): Variables {
  const meta = { ...job.Meta, ...group.Meta, ...task.Meta };
  const variables: Variables = {};
  for (const [key, value] of Object.entries(meta)) {
    const clean = cleanVariableName(key);
    variables[`NOMAD_META_${clean.toUpperCase()}`] = variables[`NOMAD_META_${clean}`] = interpolate(value, scope);
  }
  return variables;
}

export function taskEnvironment(source: EnvironmentSource): Readonly<Record<string, string>> {
  const { assignment, task, node, region } = source;
  const traits = driverTraits(task.Driver);
  const nomad: Variables = {
    ...directoryVariables(source),
    ...resourceVariables(source),
    ...identityVariables(source),
    ...portVariables(assignment.ports, task.Name, traits.mapsPorts),
  };
  const known: Variables = {
    ...nomad,
    ...metaVariables(source, { node, region, env: nomad }),
    ...(traits.inheritsEnvironment ? inheritedVariables(source.hostEnv) : {}),
  };
  const scope: InterpolationScope = { node, region, env: known };
  const own = Object.entries(task.Env ?? {}).map(([name, value]) => [name, interpolate(value, scope)] as const);
  return { ...known, ...Object.fromEntries(own) };
}
