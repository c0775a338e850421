/**
 * What the job specification may say and Berth does not act on yet. Such fields are accepted and kept, and named in a
 * warning: never silently dropped. One table; a field leaves it when the engine acts on it.
 */
import type { JobDraft } from "../model/job.js";

interface Unsupported {
  /** JSON path; `[]` goes through a list. */
  readonly path: string;
  /** As people write it in a job file. */
  readonly name: string;
  /** Values that are not acted on; the others are. */
  readonly only?: readonly string[];
  /** Values that are acted on. */
  readonly except?: readonly string[];
}

const TASK = "TaskGroups[].Tasks[]";
const SERVICES = ["TaskGroups[].Services[]", `${TASK}.Services[]`];

export const unsupportedFields: readonly Unsupported[] = [
  { path: "AllAtOnce", name: "all_at_once" },
  { path: "Multiregion", name: "multiregion" },
  { path: "TaskGroups[].Scaling", name: "scaling" },
  { path: "TaskGroups[].Volumes", name: "volume" },
  { path: "TaskGroups[].Disconnect", name: "disconnect" },
  { path: "TaskGroups[].ShutdownDelay", name: "shutdown_delay" },
  { path: "TaskGroups[].MaxRunDuration", name: "max_run_duration" },
  { path: "TaskGroups[].StopAfterClientDisconnect", name: "stop_after_client_disconnect" },
  { path: "TaskGroups[].MaxClientDisconnect", name: "max_client_disconnect" },
  { path: "TaskGroups[].PreventRescheduleOnLost", name: "prevent_reschedule_on_lost" },
  { path: "TaskGroups[].EphemeralDisk.Sticky", name: "ephemeral_disk.sticky" },
  { path: "TaskGroups[].EphemeralDisk.Migrate", name: "ephemeral_disk.migrate" },
  { path: "TaskGroups[].Consul.Namespace", name: "consul.namespace" },
  { path: "TaskGroups[].Consul.Partition", name: "consul.partition" },
  { path: "TaskGroups[].Update.Canary", name: "update.canary" },
  { path: "TaskGroups[].Update.AutoRevert", name: "update.auto_revert" },
  { path: "TaskGroups[].Update.AutoPromote", name: "update.auto_promote" },
  { path: "Update.Canary", name: "update.canary" },
  { path: "Update.AutoRevert", name: "update.auto_revert" },
  { path: "Update.AutoPromote", name: "update.auto_promote" },
  { path: "TaskGroups[].Networks[].Mode", name: "network.mode", except: ["host"] },
  { path: "TaskGroups[].Networks[].DNS", name: "network.dns" },
  { path: "TaskGroups[].Networks[].CNI", name: "network.cni" },
  { path: "TaskGroups[].Networks[].Hostname", name: "network.hostname" },
  { path: `${TASK}.User`, name: "user" },
  { path: `${TASK}.Lifecycle`, name: "lifecycle" },
  { path: `${TASK}.Artifacts`, name: "artifact" },
  { path: `${TASK}.Templates`, name: "template" },
  { path: `${TASK}.Vault`, name: "vault" },
  { path: `${TASK}.Consul`, name: "consul" },
  { path: `${TASK}.Identity`, name: "identity" },
  { path: `${TASK}.Identities`, name: "identity" },
  { path: `${TASK}.Secrets`, name: "secret" },
  { path: `${TASK}.VolumeMounts`, name: "volume_mount" },
  { path: `${TASK}.CSIPluginConfig`, name: "csi_plugin" },
  { path: `${TASK}.ScalingPolicies`, name: "scaling" },
  { path: `${TASK}.Actions`, name: "action" },
  { path: `${TASK}.Schedule`, name: "schedule" },
  { path: `${TASK}.Leader`, name: "leader" },
  { path: `${TASK}.ShutdownDelay`, name: "shutdown_delay" },
  { path: `${TASK}.RestartPolicy.RenderTemplates`, name: "restart.render_templates" },
  { path: `${TASK}.LogConfig.Disabled`, name: "logs.disabled" },
  { path: `${TASK}.Resources.SecretsMB`, name: "resources.secrets" },
  { path: `${TASK}.Resources.NUMA`, name: "resources.numa" },
  { path: `${TASK}.Resources.IOPS`, name: "resources.iops" },
  ...SERVICES.flatMap((service) => [
    { path: `${service}.Connect`, name: "service.connect" },
    { path: `${service}.CanaryTags`, name: "service.canary_tags" },
    { path: `${service}.CanaryMeta`, name: "service.canary_meta" },
    { path: `${service}.TaggedAddresses`, name: "service.tagged_addresses" },
    { path: `${service}.Weights`, name: "service.weights" },
    { path: `${service}.Identity`, name: "service.identity" },
    { path: `${service}.CheckRestart`, name: "service.check_restart" },
    { path: `${service}.Checks[].CheckRestart`, name: "service.check.check_restart" },
    { path: `${service}.Checks[].Expose`, name: "service.check.expose" },
    { path: `${service}.Checks[].Type`, name: 'service.check type = "grpc"', only: ["grpc"] },
  ]),
];

/** The table as a tree of steps, so that one walk through a job finds all that it uses: this runs for every job. */
interface Branch {
  readonly name: string;
  readonly isList: boolean;
  readonly inside: Branch[];
  /** Places in the table of the fields that end here. */
  readonly fields: number[];
}

function branchAt(branches: Branch[], step: string): Branch {
  const name = step.replace("[]", "");
  const isList = step.endsWith("[]");
  const known = branches.find((branch) => branch.name === name && branch.isList === isList);
  if (known !== undefined) return known;
  const made: Branch = { name, isList, inside: [], fields: [] };
  branches.push(made);
  return made;
}

const tree: Branch[] = [];
for (const [at, { path }] of unsupportedFields.entries()) {
  const steps = path.split(".");
  let branch = branchAt(tree, steps[0]!);
  for (const step of steps.slice(1)) branch = branchAt(branch.inside, step);
  branch.fields.push(at);
}

/** A sentence a field that is used, each once. */
export function notActedOn(job: JobDraft): readonly string[] {
  const used = new Set<number>();
  findUsed(job, tree, used);
  if (used.size === 0) return [];
  const names = unsupportedFields.filter((_, at) => used.has(at)).map(({ name }) => name);
  return [...new Set(names)].map((name) => `${name} is accepted but Berth does not act on it yet`);
}

function findUsed(value: object, branches: readonly Branch[], used: Set<number>): void {
  for (const branch of branches) {
    const next = (value as Readonly<Record<string, unknown>>)[branch.name];
    if (next === null || next === undefined) continue;
    if (!branch.isList) findUsedAt(next, branch, used);
    else if (Array.isArray(next)) for (const item of next) findUsedAt(item, branch, used);
  }
}

function findUsedAt(value: unknown, { fields, inside }: Branch, used: Set<number>): void {
  if (value === null || value === undefined) return;
  for (const at of fields) if (isMeaningful(value) && isUnsupported(value, unsupportedFields[at]!)) used.add(at);
  if (inside.length > 0 && typeof value === "object") findUsed(value, inside, used);
}

function isUnsupported(value: unknown, { only, except }: Unsupported): boolean {
  const text = String(value);
  return (only === undefined || only.includes(text)) && !(except ?? []).includes(text);
}

function isMeaningful(value: unknown): boolean {
  return value !== false && value !== 0 && value !== "" && !(Array.isArray(value) && value.length === 0);
}
