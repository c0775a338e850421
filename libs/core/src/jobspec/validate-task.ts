/** Rules of a task: its name, driver, resources, logs, templates, artifacts (nomad.md 1.3, 1.9, 1.12). */
import { isSystemType } from "./defaults.js";
import { formatDuration } from "../hcl/duration.js";
import { wholeUnit } from "../model/holding.js";
import type { Artifact, Job, LogConfig, Resources, Task, TaskGroup, Template } from "../model/job.js";
import type { ProblemList } from "./problem.js";
import { validateAffinities, validateConstraints } from "./validate-placement.js";
import { validateRestart } from "./validate-policies.js";
import { sameJson } from "./spec-change.js";
import { validateServices } from "./validate-services.js";

const MIN_MEMORY_MB = 10;
export const lifecycleHooks: readonly string[] = ["prestart", "poststart", "poststop"];

export function validateTask(
  task: Task,
  { group, job }: { readonly group: TaskGroup; readonly job: Job },
  problems: ProblemList,
): void {
  validateTaskName(task.Name, problems);
  problems.when(task.Driver === "", "driver", () => "Missing task driver");
  problems.when(task.KillTimeout < 0, "kill_timeout", () => "KillTimeout must be a positive value");
  problems.when(task.ShutdownDelay < 0, "shutdown_delay", () => "ShutdownDelay must be a positive value");
  const progress = group.Update?.ProgressDeadline ?? 0;
  problems.when(job.Type === "service" && progress > 0 && task.KillTimeout > progress, "kill_timeout", () =>
    `KillTimout (${formatDuration(task.KillTimeout)}) longer than the group's ProgressDeadline (${formatDuration(progress)})`,
  );
  validateResources(task.Resources, problems);
  validateLogs(task.LogConfig, group.EphemeralDisk.SizeMB, problems);
  validateConstraints(task.Constraints, problems, { distinctAllowed: false });
  const isSystem = isSystemType(job.Type);
  if (isSystem) problems.when(task.Affinities !== null, "affinity", () => "System jobs may not have an affinity block");
  else validateAffinities(task.Affinities, problems);
  // The group's own policy, inherited, has been looked at there.
  if (!sameJson(task.RestartPolicy, group.RestartPolicy)) validateRestart(task.RestartPolicy, problems);
  validateServices(task.Services, { group, task, job }, problems);
  validateTemplates(task.Templates, problems);
  validateArtifacts(task.Artifacts, problems);
  validateExtras(task, problems);
}

function validateTaskName(name: string, problems: ProblemList): void {
  problems.when(name === "", "", () => "Missing task name");
  problems.when(/[/\\]/.test(name), "", () => "Task name cannot include slashes");
  problems.when(name.includes("\0"), "", () => "Task name cannot include null characters");
  problems.when(/\p{Cc}/u.test(name.replaceAll("\0", "")), "", () => "Task name cannot include control characters");
  // The name becomes a directory beside `alloc`.
  problems.when(name === "alloc" || name === "." || name === "..", "", () => `Task name cannot be "${name}": it is a directory of the allocation`);
}

function validateResources(resources: Resources, parent: ProblemList): void {
  const problems = parent.part("resources", "").part("", "");
  if (resources.Cores > 0) problems.when(resources.CPU > 0, "cores", () => "Task can only ask for 'cpu' or 'cores' resource, not both.");
  else problems.when(resources.CPU < 1, "cpu", () => `minimum CPU value is 1; got ${resources.CPU}`);
  problems.when(resources.Cores < 0, "cores", () => `cores must not be negative; got ${resources.Cores}`);
  problems.when(resources.MemoryMB < MIN_MEMORY_MB, "memory", () => `minimum MemoryMB value is ${MIN_MEMORY_MB}; got ${resources.MemoryMB}`);
  const [memory, most] = [resources.MemoryMB, resources.MemoryMaxMB];
  problems.when(most !== 0 && most !== -1 && most < memory, "memory_max", () => `MemoryMaxMB value (${most}) should be larger than MemoryMB value (${memory})`);
  problems.when(resources.SecretsMB < 0 || resources.SecretsMB > memory, "secrets", () => `SecretsMB value (${resources.SecretsMB}) cannot be larger than MemoryMB value (${memory})`);
  problems.when(resources.DiskMB > 0, "disk", () => "Task can't ask for disk resources, they have to be specified at the task group level.");
  (resources.Devices ?? []).forEach((device, at) => {
    problems.when(device.Name === "", `device[${at}]`, () => "device name must be given as one of the following: type, vendor/type, or vendor/type/name");
    problems.when(device.Name.split("/").length > 3, `device[${at}]`, () => `device name "${device.Name}" has too many parts: type, vendor/type, or vendor/type/name`);
    problems.when(device.Count < 1, `device[${at}].count`, () => `device count must be at least 1; got ${device.Count}`);
    const share = device.ShareMilli;
    problems.when(share < 0 || share > wholeUnit, `device[${at}].share_milli`, () => `share_milli is thousandths of a device, 1 to ${wholeUnit}; got ${share}. Leave it out for whole devices`);
    const part = problems.part(`device[${at}]`, `Device "${device.Name}" validation failed`);
    validateConstraints(device.Constraints, part, { distinctAllowed: false });
    validateAffinities(device.Affinities, part);
  });
}

function validateLogs(logs: LogConfig, diskMb: number, parent: ProblemList): void {
  const problems = parent.part("logs", "");
  problems.when(logs.MaxFiles < 1, "max_files", () => `minimum number of files is 1; got ${logs.MaxFiles}`);
  problems.when(logs.MaxFileSizeMB < 1, "max_file_size", () => `minimum file size is 1MB; got ${logs.MaxFileSizeMB}`);
  const usageMb = logs.MaxFiles * logs.MaxFileSizeMB;
  parent.when(!logs.Disabled && diskMb <= usageMb && usageMb > 0, "logs", () =>
    `log storage (${usageMb} MB) must be less than requested disk capacity (${diskMb} MB)`,
  );
}

/** Does a path, seen from the task's directory, leave the allocation's? Run-time parts are checked on the client. */
export function escapesAllocation(path: string): boolean {
  let depth = 1;
  for (const step of path.split("/")) {
    if (step === "..") depth -= 1;
    else if (step !== "" && step !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function validateTemplates(templates: readonly Template[] | null, parent: ProblemList): void {
  const destinations = new Map<string, number>();
  (templates ?? []).forEach((template, at) => {
    const problems = parent.part(`template[${at}]`, `Template ${at + 1} validation failed`);
    const hasSource = template.SourcePath !== "" || template.EmbeddedTmpl !== "";
    problems.when(!hasSource, "source", () => "Must specify a source path or have an embedded template");
    problems.when(template.DestPath === "", "destination", () => "Must specify a destination for the template");
    problems.when(escapesAllocation(template.DestPath), "destination", () => "destination escapes allocation directory");
    const modes = ["noop", "signal", "restart", "script"];
    problems.when(!modes.includes(template.ChangeMode), "change_mode", () =>
      "Invalid change mode. Must be one of the following: noop, signal, restart",
    );
    problems.when(template.ChangeMode === "signal" && template.Envvars, "change_mode", () => "cannot use signals with env var templates");
    problems.when(template.ChangeMode === "script" && !template.ChangeScript?.Command, "change_script", () => "must specify script path value when change mode is script");
    problems.when(template.Splay < 0, "splay", () => "Must specify positive splay value");
    const isMode = template.Perms === "" || (/^[0-7]{1,5}$/.test(template.Perms) && Number.parseInt(template.Perms, 8) <= 0o7777);
    problems.when(!isMode, "perms", () => `Failed to parse "${template.Perms}" as octal`);
    const before = destinations.get(template.DestPath);
    if (before === undefined) destinations.set(template.DestPath, at);
    else parent.add(`template[${at}].destination`, `Template ${at + 1} has same destination as template ${before + 1}`);
  });
}

function validateArtifacts(artifacts: readonly Artifact[] | null, parent: ProblemList): void {
  (artifacts ?? []).forEach((artifact, at) => {
    const problems = parent.part(`artifact[${at}]`, `Artifact ${at + 1} validation failed`);
    problems.when(artifact.GetterSource === "", "source", () => "source must be specified");
    const modes = ["any", "file", "dir"];
    problems.when(!modes.includes(artifact.GetterMode), "mode", () => `invalid artifact mode "${artifact.GetterMode}"; must be one of: any, file, dir`);
    problems.when(escapesAllocation(artifact.RelativeDest), "destination", () => "destination escapes allocation directory");
  });
}

function validateExtras(task: Task, problems: ProblemList): void {
  const hook = task.Lifecycle?.Hook;
  if (hook !== undefined && !lifecycleHooks.includes(hook)) {
    problems.add("lifecycle.hook", `Lifecycle validation failed: ${hook === "" ? "no lifecycle hook provided" : `invalid hook: ${hook}`}`);
  }
  const file = task.DispatchPayload?.File;
  problems.when(file !== undefined && escapesAllocation(file), "dispatch_payload.file", () => "destination escapes allocation directory");
  (task.Secrets ?? []).forEach((secret, at) => {
    problems.when(!/^[a-zA-Z0-9_]{1,128}$/.test(secret.Name), `secret[${at}]`, () => `secret name "${secret.Name}" may have letters, digits and _ only`);
  });
  (task.Actions ?? []).forEach((action, at) => {
    problems.when(!/^[^\s\p{Cc}]{1,128}$/u.test(action.Name), `action[${at}]`, () => `action name "${action.Name}" must have 1 to 128 characters and no blanks`);
    problems.when(action.Command === "", `action[${at}].command`, () => "action needs a command");
  });
}
