/**
 * Draft in, canonical job out: all defaults of nomad.md 1 filled in, the policies of job, group and task merged, names
 * of services and checks given, empty lists and maps null. Idempotent: a canonical job comes out as it went in.
 *
 * It refuses nothing: a draft with wrong words ("cron" for a type) keeps them, for jobspec/validate to name. Only a
 * job that has passed validation is a `Job` one may trust.
 */
import { type Job, type JobDraft, jobSchema } from "../model/job.js";
import type { JobUpdateStrategy } from "../model/policies.js";
import { canonicalServices } from "./canonical-services.js";
import {
  defaultMigrate,
  defaultReschedule,
  defaultRestart,
  defaultUpdate,
  isBatchType,
  noJobUpdate,
} from "./defaults.js";
import { fillObject } from "./fill.js";
import type { Fields } from "./shape.js";

type GroupDraft = NonNullable<NonNullable<JobDraft["TaskGroups"]>[number]>;
type TaskDraft = NonNullable<NonNullable<GroupDraft["Tasks"]>[number]>;

const DEFAULT_CPU_MHZ = 100;
const SIGHUP = "SIGHUP";

export function canonicalize(draft: JobDraft): Job {
  const type = draft.Type || "service";
  const id = draft.ID ?? "";
  const prepared: JobDraft = {
    ...draft,
    ID: id,
    Name: draft.Name || id,
    Type: type,
    Priority: draft.Priority || 50,
    Region: draft.Region || "global",
    Namespace: draft.Namespace || "default",
    NodePool: draft.NodePool || "default",
    Datacenters: present(draft.Datacenters).length === 0 ? ["*"] : draft.Datacenters,
    Constraints: withoutEmpty(draft.Constraints),
    TaskGroups: present(draft.TaskGroups).map((group) => canonicalGroup(group, draft, type)),
    Update: canonicalJobUpdate(draft, type),
    // They live in the groups from here on.
    Migrate: null,
    Reschedule: null,
  };
  // fillObject builds what jobSchema describes; only the words of enumerations may be wrong, which validate refuses.
  return fillObject(jobSchema, prepared) as unknown as Job;
}

/** The entries of a list that may be missing or have holes. */
export function present<T>(list: readonly (T | null)[] | null | undefined): readonly T[] {
  return (list ?? []).filter((item): item is T => item !== null);
}

/** The strongest said value of each field: first of `layers`, and `base` where none says anything. */
export function merged<T extends object>(base: T, ...layers: readonly (object | null | undefined)[]): T {
  if (layers.every((layer) => layer === null || layer === undefined)) return base;
  const result = { ...base } as Fields;
  for (const key of Object.keys(base)) {
    for (const layer of layers) {
      const said = (layer as Fields | null | undefined)?.[key];
      if (said === null || said === undefined) continue;
      result[key] = said;
      break;
    }
  }
  return result as T;
}

function hasUpdates(type: string): boolean {
  return !isBatchType(type);
}

function canonicalJobUpdate(draft: JobDraft, type: string): JobUpdateStrategy {
  if (!hasUpdates(type)) return noJobUpdate;
  return {
    ...noJobUpdate,
    Stagger: draft.Update?.Stagger ?? 0,
    MaxParallel: draft.Update?.MaxParallel ?? defaultUpdate.MaxParallel,
  };
}

/** A job that was read back from the server has kept only two fields of its update; the others are zero, not said. */
function saidByJob(update: JobDraft["Update"]): object | null {
  if (update === null || update.HealthCheck !== "") return update;
  return { Stagger: update.Stagger, MaxParallel: update.MaxParallel || null };
}

function canonicalGroup(group: GroupDraft, job: JobDraft, type: string): GroupDraft {
  const name = group.Name ?? "";
  const reschedule = defaultReschedule(type);
  const restart = merged(defaultRestart(type), group.RestartPolicy);
  const hasMigrate = type === "service" || group.Migrate !== null;
  const count = group.Count ?? group.Scaling?.Min ?? 1;
  const names = { job: job.Name || job.ID || "", group: name, namespace: job.Namespace || "default" };
  return {
    ...group,
    Name: name,
    Count: count,
    Constraints: withoutEmpty(group.Constraints),
    RestartPolicy: restart,
    ReschedulePolicy:
      reschedule.implied || group.ReschedulePolicy !== null
        ? merged(reschedule.base, group.ReschedulePolicy, reschedule.implied ? job.Reschedule : null)
        : null,
    Update: hasUpdates(type) ? merged(defaultUpdate, group.Update, saidByJob(job.Update)) : null,
    Migrate: hasMigrate ? merged(defaultMigrate, group.Migrate, type === "service" ? job.Migrate : null) : null,
    Scaling: group.Scaling === null ? null : { ...group.Scaling, Min: group.Scaling.Min ?? count },
    Services: canonicalServices(group.Services, { ...names, task: null }),
    Tasks: present(group.Tasks).map((task) => canonicalTask(task, restart, names)),
  };
}

function canonicalTask(
  task: TaskDraft,
  groupRestart: ReturnType<typeof defaultRestart>,
  names: { readonly job: string; readonly group: string; readonly namespace: string },
): TaskDraft {
  const cores = task.Resources?.Cores ?? 0;
  return {
    ...task,
    Constraints: withoutEmpty(task.Constraints),
    RestartPolicy: merged(groupRestart, task.RestartPolicy),
    Resources: {
      ...emptyResources,
      ...task.Resources,
      CPU: task.Resources?.CPU ?? (cores > 0 ? 0 : DEFAULT_CPU_MHZ),
    },
    LogConfig: canonicalLogs(task.LogConfig),
    Services: canonicalServices(task.Services, { ...names, task: task.Name ?? "" }),
    Templates: present(task.Templates).map(withSignal),
    Vault: task.Vault === null ? null : withSignal(task.Vault),
  };
}

const emptyResources: NonNullable<TaskDraft["Resources"]> = {
  CPU: null,
  Cores: null,
  MemoryMB: null,
  MemoryMaxMB: null,
  SecretsMB: null,
  DiskMB: null,
  IOPS: null,
  Networks: null,
  Devices: null,
  NUMA: null,
};

function canonicalLogs(logs: TaskDraft["LogConfig"]): TaskDraft["LogConfig"] {
  if (logs === null || logs.Enabled === null) return logs;
  return { ...logs, Disabled: logs.Disabled ?? !logs.Enabled, Enabled: null };
}

function withSignal<T extends { readonly ChangeMode: string | null; readonly ChangeSignal: string | null }>(what: T): T {
  return what.ChangeMode === "signal" && !what.ChangeSignal ? { ...what, ChangeSignal: SIGHUP } : what;
}

/** `distinct_hosts = false` asks for nothing. */
function withoutEmpty(constraints: JobDraft["Constraints"]): JobDraft["Constraints"] {
  return present(constraints).filter((each) => !(each.Operand === "distinct_hosts" && each.RTarget === "false"));
}
