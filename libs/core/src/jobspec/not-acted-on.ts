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
  { path: "Type", name: 'type = "sysbatch"', only: ["sysbatch"] },
  { path: "Multiregion", name: "multiregion" },
  { path: "Periodic", name: "periodic" },
  { path: "ParameterizedJob", name: "parameterized" },
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
  { path: `${TASK}.DispatchPayload`, name: "dispatch_payload" },
  { path: `${TASK}.VolumeMounts`, name: "volume_mount" },
  { path: `${TASK}.CSIPluginConfig`, name: "csi_plugin" },
  { path: `${TASK}.ScalingPolicies`, name: "scaling" },
  { path: `${TASK}.Actions`, name: "action" },
  { path: `${TASK}.Schedule`, name: "schedule" },
  { path: `${TASK}.Leader`, name: "leader" },
  { path: `${TASK}.ShutdownDelay`, name: "shutdown_delay" },
  { path: `${TASK}.RestartPolicy.RenderTemplates`, name: "restart.render_templates" },
  { path: `${TASK}.LogConfig.Disabled`, name: "logs.disabled" },
  { path: `${TASK}.Resources.Cores`, name: "resources.cores" },
  { path: `${TASK}.Resources.MemoryMaxMB`, name: "resources.memory_max" },
  { path: `${TASK}.Resources.SecretsMB`, name: "resources.secrets" },
  { path: `${TASK}.Resources.Devices`, name: "resources.device" },
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

/** The table with its paths cut into steps: this runs for every job that comes in. */
const prepared = unsupportedFields.map((field) => ({
  field,
  steps: field.path.split(".").map((step) => ({ name: step.replace("[]", ""), isList: step.endsWith("[]") })),
}));
type Step = (typeof prepared)[number]["steps"][number];

/** A sentence a field that is used, each once. */
export function notActedOn(job: JobDraft): readonly string[] {
  const used = prepared.filter(({ field, steps }) => isUsed(job, { steps, at: 0 }, field)).map(({ field }) => field.name);
  return [...new Set(used)].map((name) => `${name} is accepted but Berth does not act on it yet`);
}

function isUsed(value: unknown, way: { readonly steps: readonly Step[]; readonly at: number }, field: Unsupported): boolean {
  if (value === null || value === undefined) return false;
  const step = way.steps[way.at];
  if (step === undefined) return isMeaningful(value) && isUnsupported(value, field);
  const next = (value as Readonly<Record<string, unknown>>)[step.name];
  const rest = { steps: way.steps, at: way.at + 1 };
  if (!step.isList) return isUsed(next, rest, field);
  return Array.isArray(next) && next.some((item) => isUsed(item, rest, field));
}

function isUnsupported(value: unknown, { only, except }: Unsupported): boolean {
  const text = String(value);
  return (only === undefined || only.includes(text)) && !(except ?? []).includes(text);
}

function isMeaningful(value: unknown): boolean {
  return value !== false && value !== 0 && value !== "" && !(Array.isArray(value) && value.length === 0);
}
