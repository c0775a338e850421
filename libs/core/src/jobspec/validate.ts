/**
 * The rules of the job specification (nomad.md 1), for a canonical job: all problems at once, each with the path of the
 * setting, in Nomad's words where it has some. A job without problems is safe to put into the log; whether it can be
 * placed anywhere is not asked here.
 */
import { type Job, jobTypes, type PeriodicConfig, type TaskGroup } from "../model/job.js";
import { cronSyntaxError } from "./cron-syntax.js";
import { isBatchType, isSystemType } from "./defaults.js";
import { labelled } from "./field-path.js";
import { type Problem, ProblemList } from "./problem.js";
import { validateDisk, validateNetworks, validateScaling, validateVolumes } from "./validate-group-parts.js";
import { validateAffinities, validateConstraints, validateSpreads } from "./validate-placement.js";
import {
  validateDisconnect,
  validateMigrate,
  validateReschedule,
  validateRestart,
  validateUpdate,
} from "./validate-policies.js";
import { validateServices } from "./validate-services.js";
import { lifecycleHooks, validateTask } from "./validate-task.js";

export interface ValidationLimits {
  readonly maxPriority?: number;
  readonly maxCount?: number;
}

const DEFAULT_MAX_PRIORITY = 100;
const DEFAULT_MAX_COUNT = 50_000;
const MAX_NAME_CHARS = 255;
const CONTROL = /\p{Cc}/u;

export function validate(job: Job, limits: ValidationLimits = {}): readonly Problem[] {
  const problems = new ProblemList();
  validateIdentity(job, problems);
  validateSettings(job, limits, problems);
  validateConstraints(job.Constraints, problems, { distinctAllowed: true });
  if (isSystemType(job.Type)) {
    problems.when(job.Affinities !== null, "affinity", () => "System jobs may not have an affinity block");
    problems.when(job.Spreads !== null, "spread", () => "System jobs may not have a spread block");
  } else {
    validateAffinities(job.Affinities, problems);
    validateSpreads(job.Spreads, problems);
  }
  validateGroups(job, problems);
  validateLaunch(job, problems);
  return problems.problems;
}

/** A name that goes into paths, subjects and lists. */
function validateName(name: string, { what, field }: { readonly what: string; readonly field: string }, problems: ProblemList): void {
  if (!CONTROL.test(name) && name.length <= MAX_NAME_CHARS) return;
  problems.when(name.includes("\0"), field, () => `${what} contains a null character`);
  problems.when(CONTROL.test(name.replaceAll("\0", "")), field, () => `${what} contains a control character; use letters, digits, - and _`);
  problems.when(name.length > MAX_NAME_CHARS, field, () => `${what} is longer than ${MAX_NAME_CHARS} characters`);
}

function validateIdentity(job: Job, problems: ProblemList): void {
  problems.when(job.Region === "", "region", () => "Missing job region");
  problems.when(job.ID === "", "id", () => "Missing job ID");
  problems.when(job.ID.includes(" "), "id", () => "Job ID contains a space");
  validateName(job.ID, { what: "Job ID", field: "id" }, problems);
  const escapes = job.ID.split("/").some((part) => part === ".." || part === ".");
  problems.when(escapes, "id", () => "Job ID contains a path step (. or ..); use letters, digits, - and _");
  problems.when(job.Name === "", "name", () => "Missing job name");
  validateName(job.Name, { what: "Job Name", field: "name" }, problems);
  problems.when(job.Namespace === "", "namespace", () => "Job must be in a namespace");
  validateName(job.Namespace, { what: "Job namespace", field: "namespace" }, problems);
  validateName(job.NodePool, { what: "Job node pool", field: "node_pool" }, problems);
}

function validateSettings(job: Job, limits: ValidationLimits, problems: ProblemList): void {
  const known: readonly string[] = jobTypes;
  problems.when(!known.includes(job.Type), "type", () => `Invalid job type: "${job.Type}"`);
  const maxPriority = limits.maxPriority ?? DEFAULT_MAX_PRIORITY;
  const inRange = job.Priority >= 1 && job.Priority <= maxPriority;
  problems.when(!inRange, "priority", () => `Job priority must be between [1, ${maxPriority}]`);
  problems.when(job.Datacenters.length === 0, "datacenters", () => "Missing job datacenters");
  problems.when(job.Datacenters.includes(""), "datacenters", () => "Job datacenter must be non-empty string");
  problems.when(job.TaskGroups.length === 0, "group", () => "Missing job task groups");
  problems.when(job.Update.Stagger < 0, "update.stagger", () => `Stagger must not be negative: ${job.Update.Stagger}`);
  const descriptionChars = job.UI?.Description.length ?? 0;
  problems.when(descriptionChars > 1000, "ui.description", () => "UI description must be under 1000 characters");
  const total = job.TaskGroups.reduce((sum, group) => sum + Math.max(0, group.Count), 0);
  const maxCount = limits.maxCount ?? DEFAULT_MAX_COUNT;
  problems.when(total > maxCount, "group", () => `total count of all task groups (${total}) exceeds the limit of ${maxCount}`);
}

function validateGroups(job: Job, problems: ProblemList): void {
  const seen = new Map<string, number>();
  job.TaskGroups.forEach((group, at) => {
    const before = seen.get(group.Name);
    if (group.Name === "") problems.add(`group[${at}]`, `Job task group ${at + 1} missing name`);
    else if (before !== undefined) {
      problems.add(labelled("group", group.Name), `Job task group ${at + 1} redefines '${group.Name}' from group ${before + 1}`);
    } else seen.set(group.Name, at);
    const isSystem = job.Type === "system";
    problems.when(isSystem && group.Count > 1, `${labelled("group", group.Name)}`, () =>
      `Job task group ${group.Name} has count ${group.Count}. Count cannot exceed 1 with system scheduler`,
    );
  });
  for (const group of job.TaskGroups) {
    const heading = `Task group ${group.Name} validation failed`;
    validateGroup(group, job, problems.part(labelled("group", group.Name), heading));
  }
}

function validateGroup(group: TaskGroup, job: Job, problems: ProblemList): void {
  problems.when(group.Name === "", "", () => "Missing task group name");
  validateName(group.Name, { what: "Task group name", field: "" }, problems);
  problems.when(group.Count < 0, "count", () => "Task group count can't be negative");
  problems.when(group.Tasks.length === 0, "task", () => "Missing tasks for task group");
  validateConstraints(group.Constraints, problems, { distinctAllowed: true });
  const isSystem = isSystemType(job.Type);
  if (isSystem) {
    problems.when(group.Affinities !== null, "affinity", () => "System jobs may not have an affinity block");
    problems.when(group.Spreads !== null, "spread", () => "System jobs may not have a spread block");
  } else {
    validateAffinities(group.Affinities, problems);
    validateSpreads(group.Spreads, problems);
  }
  validateRestart(group.RestartPolicy, problems);
  validateReschedule(group.ReschedulePolicy, job.Type, problems);
  validateDisk(group.EphemeralDisk, problems);
  validateUpdate(group.Update, job.Type, problems);
  validateMigrate(group.Migrate, job.Type, problems);
  validateDisconnect(group.Disconnect, problems);
  problems.when((group.ShutdownDelay ?? 0) < 0, "shutdown_delay", () => "ShutdownDelay must be a positive value");
  if (group.MaxRunDuration !== null) {
    problems.when(!isBatchType(job.Type), "max_run_duration", () => "max_run_duration is only for batch and sysbatch jobs");
    problems.when(group.MaxRunDuration <= 0, "max_run_duration", () => "max_run_duration must be greater than zero");
  }
  validateTaskSet(group, problems);
  validateNetworks(group, problems);
  validateVolumes(group, problems);
  validateServices(group.Services, { group, task: null, job }, problems.part("", "Task group service validation failed"));
  validateScaling(group, job.Type, problems);
  for (const task of group.Tasks) {
    validateTask(task, { group, job }, problems.part(labelled("task", task.Name), `Task ${task.Name} validation failed`));
  }
}

function validateTaskSet(group: TaskGroup, problems: ProblemList): void {
  const seen = new Map<string, number>();
  let leaders = 0;
  group.Tasks.forEach((task, at) => {
    const before = seen.get(task.Name);
    if (task.Name === "") problems.add(`task[${at}]`, `Task ${at + 1} missing name`);
    else if (before !== undefined) {
      problems.add(labelled("task", task.Name), `Task ${at + 1} redefines '${task.Name}' from task ${before + 1}`);
    } else seen.set(task.Name, at);
    if (task.Leader) leaders += 1;
  });
  problems.when(leaders > 1, "task", () => "Only one task may be marked as leader");
  const hasMain = group.Tasks.some((task) => !lifecycleHooks.includes(task.Lifecycle?.Hook ?? ""));
  problems.when(group.Tasks.length > 0 && !hasMain, "task", () => "Task group must have at least one task without a lifecycle");
}

function validateLaunch(job: Job, problems: ProblemList): void {
  const isBatch = isBatchType(job.Type);
  if (job.Periodic !== null) {
    problems.when(!isBatch, "periodic", () => `Periodic can only be used with "batch" or "sysbatch" scheduler`);
    validatePeriodic(job.Periodic, problems.part("periodic", ""));
  }
  if (job.ParameterizedJob === null) return;
  const { Payload: payload, MetaRequired: required, MetaOptional: optional } = job.ParameterizedJob;
  problems.when(!isBatch, "parameterized", () => `Parameterized job can only be used with "batch" or "sysbatch" scheduler`);
  const knownPayload = ["optional", "required", "forbidden"].includes(payload);
  problems.when(!knownPayload, "parameterized.payload", () => `Unknown payload requirement: "${payload}"`);
  const shared = (required ?? []).filter((key) => (optional ?? []).includes(key));
  problems.when(shared.length > 0, "parameterized.meta_required", () =>
    `Required and optional meta keys should be disjoint. Following keys exist in both: ${JSON.stringify(shared)}`,
  );
}

function validatePeriodic(periodic: PeriodicConfig, problems: ProblemList): void {
  if (!periodic.Enabled) return;
  const specs = [...(periodic.Specs ?? []), ...(periodic.Spec === "" ? [] : [periodic.Spec])];
  problems.when(specs.length === 0, "crons", () => "Must specify a spec");
  const both = periodic.Spec !== "" && (periodic.Specs ?? []).length > 0;
  problems.when(both, "crons", () => "Only one of cron and crons may be given");
  problems.when(!isTimeZone(periodic.TimeZone), "time_zone", () =>
    `Invalid time zone "${periodic.TimeZone}": unknown time zone ${periodic.TimeZone}`,
  );
  for (const spec of specs) {
    const error = cronSyntaxError(spec);
    problems.when(error !== null, "crons", () => `Invalid cron spec "${spec}": ${error}`);
  }
}

function isTimeZone(name: string): boolean {
  if (name === "Local") return true;
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
