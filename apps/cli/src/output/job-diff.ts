// The difference between two versions of a job as Nomad prints it. Of something added or removed as a whole only the head
// is shown, unless everything is wanted.
import type { FieldDiff, GroupDiff, JobDiff, ObjectDiff, TaskDiff } from "@berth/core/api/schema/job-answers";

const marks: Readonly<Record<string, string>> = { Added: "+", Deleted: "-", Edited: "+/-", None: "" };

export interface DiffOptions {
  readonly verbose: boolean;
}

function mark(type: string): string {
  const sign = marks[type] ?? "";
  return sign === "" ? "" : `${sign} `;
}

function note(annotations: readonly string[] | null): string {
  return annotations === null || annotations.length === 0 ? "" : ` (${annotations.join(", ")})`;
}

function changed(field: FieldDiff): string {
  if (field.Type === "Edited") return `"${field.Old}" => "${field.New}"`;
  return field.Type === "Deleted" ? `"${field.Old}"` : `"${field.New}"`;
}

/** Unchanged siblings are lined up under the names of the changed ones. */
function fieldLines(fields: readonly FieldDiff[], indent: string, aligned: boolean): string[] {
  const width = aligned ? Math.max(0, ...fields.map((field) => field.Name.length + 1)) : 0;
  const widest = Math.max(0, ...fields.map((field) => mark(field.Type).length));
  return fields.map((field) => {
    const sign = aligned ? mark(field.Type).padStart(widest) : mark(field.Type);
    return `${indent}${sign}${`${field.Name}:`.padEnd(width)} ${changed(field)}${note(field.Annotations)}`;
  });
}

function objectLines(object: ObjectDiff, indent: string): string[] {
  const inner = `${indent}  `;
  return [
    `${indent}${mark(object.Type)}${object.Name} {`,
    ...fieldLines(object.Fields ?? [], inner, true),
    // The schema of a part inside itself loses its type on the way.
    ...((object.Objects ?? []) as unknown as readonly ObjectDiff[]).flatMap((child) => objectLines(child, inner)),
    `${indent}${" ".repeat(mark(object.Type).length)}}`,
  ];
}

/** Fields and objects of a part, where they say something. */
function bodyLines(part: { readonly Type: string; readonly Fields: readonly FieldDiff[] | null; readonly Objects: readonly ObjectDiff[] | null }, indent: string, options: DiffOptions): string[] {
  if (part.Type !== "Edited" && !options.verbose) return [];
  return [...fieldLines(part.Fields ?? [], indent, false), ...(part.Objects ?? []).flatMap((object) => objectLines(object, indent))];
}

function taskLines(task: TaskDiff, options: DiffOptions): string[] {
  if (task.Type === "None" && !options.verbose) return [];
  return [`  ${mark(task.Type)}Task: "${task.Name}"${note(task.Annotations)}`, ...bodyLines(task, "    ", options)];
}

function groupLines(group: GroupDiff, options: DiffOptions): string[] {
  const updates = Object.entries(group.Updates ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = updates.length === 0 ? "" : ` (${updates.map(([name, count]) => `${count} ${name}`).join(", ")})`;
  return [
    `${mark(group.Type)}Task Group: "${group.Name}"${counts}`,
    ...bodyLines(group, "  ", options),
    ...(group.Tasks ?? []).flatMap((task) => taskLines(task, options)),
  ];
}

export function diffLines(diff: JobDiff, options: DiffOptions): string[] {
  const groups = (diff.TaskGroups ?? []).map((group) => groupLines(group, options).join("\n"));
  return [`${mark(diff.Type)}Job: "${diff.ID}"`, ...bodyLines(diff, "", options), ...groups.flatMap((text) => text.split("\n"))];
}
