// What differs between two versions of a job, as `job plan` and `job history` print it, and what the differences force:
// the annotations follow from what the scheduler would do to each group.
import type { Job, Task, TaskGroup } from "../model/job.js";
import { diffMembers, diffTypeOf, type Members } from "./diff-values.js";
import type { DesiredUpdatesAnswer } from "./schema/evaluation-answers.js";
import type { FieldDiff, GroupDiff, JobDiff, ObjectDiff, TaskDiff } from "./schema/job-answers.js";

type Updates = Readonly<Record<string, DesiredUpdatesAnswer>>;

function orNull<T>(values: T[]): T[] | null {
  return values.length === 0 ? null : values;
}

/** The specification is plain JSON: its members by name. */
function members(value: object | undefined): Members {
  return (value ?? {}) as Members;
}

/** Changes of a task that leave it running (jobspec/spec-change says the same of the specification). */
const inPlaceFields = new Set(["KillTimeout", "KillSignal", "ShutdownDelay", "Leader"]);
const inPlaceObjects = new Set(["LogConfig", "Service", "Constraint", "Affinity", "RestartPolicy"]);

function taskAnnotations(group: string, type: string, changed: { readonly fields: readonly FieldDiff[]; readonly objects: readonly ObjectDiff[] }): string[] | null {
  if (type === "None") return null;
  if (group === "Added") return ["forces create"];
  if (group === "Deleted") return ["forces destroy"];
  if (type !== "Edited") return ["forces create/destroy update"];
  const inPlace =
    changed.fields.every((field) => field.Type === "None" || inPlaceFields.has(field.Name)) &&
    changed.objects.every((object) => inPlaceObjects.has(object.Name));
  return [inPlace ? "forces in-place update" : "forces create/destroy update"];
}

function taskDiff(groupType: string, before: Task | undefined, after: Task | undefined): TaskDiff {
  const type = diffTypeOf(before, after);
  const changed = diffMembers(members(before), members(after), { contextual: false, leaveOut: ["Name"] });
  return {
    Type: type,
    Name: (after ?? before)!.Name,
    Fields: orNull(changed.fields),
    Objects: orNull(changed.objects),
    Annotations: taskAnnotations(groupType, type, changed),
  };
}

function paired<T extends { readonly Name: string }>(before: readonly T[], after: readonly T[]): [T | undefined, T | undefined][] {
  const names = [...new Set([...before, ...after].map((item) => item.Name))].sort();
  const named = (list: readonly T[], name: string): T | undefined => list.find((item) => item.Name === name);
  return names.map((name) => [named(before, name), named(after, name)]);
}

const kinds: readonly (readonly [keyof DesiredUpdatesAnswer, string])[] = [
  ["Ignore", "ignore"],
  ["Place", "create"],
  ["Stop", "destroy"],
  ["Migrate", "migrate"],
  ["Canary", "canary"],
  ["InPlaceUpdate", "in-place update"],
  ["DestructiveUpdate", "create/destroy update"],
];

function updatesOf(updates: DesiredUpdatesAnswer | undefined): Record<string, number> | null {
  if (updates === undefined) return null;
  return Object.fromEntries(kinds.filter(([key]) => updates[key] > 0).map(([key, kind]) => [kind, updates[key]]));
}

function annotateCount(field: FieldDiff): FieldDiff {
  if (field.Name !== "Count" || field.Type === "None") return field;
  const grows = Number(field.New) > Number(field.Old);
  return { ...field, Annotations: [grows ? "forces create" : "forces destroy"] };
}

function groupDiff(before: TaskGroup | undefined, after: TaskGroup | undefined, updates: Updates | undefined): GroupDiff {
  const type = diffTypeOf(before, after);
  const { fields, objects } = diffMembers(members(before), members(after), { contextual: false, leaveOut: ["Name", "Tasks"] });
  const { Name: name } = (after ?? before)!;
  return {
    Type: type,
    Name: name,
    Fields: orNull(fields.map(annotateCount)),
    Objects: orNull(objects),
    Tasks: orNull(paired(before?.Tasks ?? [], after?.Tasks ?? []).map(([old, now]) => taskDiff(type, old, now))),
    Updates: updatesOf(updates?.[name]),
  };
}

/** What the server keeps beside the specification and Nomad shows in a diff. */
export type DiffedJob = Job & { readonly Stop?: boolean };

function withServersFields(job: DiffedJob | undefined): Members {
  return job === undefined ? {} : members({ Stop: false, Dispatched: false, ...job });
}

/** `before` undefined: the job is new. With `updates` the groups say what the scheduler would do to them. */
export function jobDiff(before: DiffedJob | undefined, after: DiffedJob, updates?: Updates): JobDiff {
  const { fields, objects } = diffMembers(withServersFields(before), withServersFields(after), {
    contextual: false,
    leaveOut: ["ID", "TaskGroups", "Update"],
  });
  const groups = paired(before?.TaskGroups ?? [], after.TaskGroups).map(([old, now]) => groupDiff(old, now, updates));
  const changed = fields.length + objects.length > 0 || groups.some((group) => group.Type !== "None");
  return {
    Type: before === undefined ? "Added" : changed ? "Edited" : "None",
    ID: after.ID,
    Fields: orNull(fields),
    Objects: orNull(objects),
    TaskGroups: orNull(groups),
  };
}
