/**
 * Names and defaults of services and checks. A service without a name is `<job>-<group>-<task>` in a task and
 * `<job>-<group>` in a group; names may use ${JOB}, ${TASKGROUP}, ${TASK} and ${BASE} (the three joined), which are
 * known here; everything else in `${ }` is for the client to fill in (nomad.md 1.11, 1.17).
 */
import type { JobDraft } from "../model/job.js";

type ServiceDrafts = NonNullable<NonNullable<JobDraft["TaskGroups"]>[number]>["Services"];
type ServiceDraft = NonNullable<NonNullable<ServiceDrafts>[number]>;
type CheckDraft = NonNullable<NonNullable<ServiceDraft["Checks"]>[number]>;

interface Names {
  readonly job: string;
  readonly group: string;
  /** Null: the service is the group's. */
  readonly task: string | null;
  readonly namespace: string;
}

export function canonicalServices(services: ServiceDrafts, names: Names): ServiceDrafts {
  const all = (services ?? []).filter((service): service is ServiceDraft => service !== null);
  return all.length === 0 ? null : all.map((service) => canonicalService(service, names));
}

function canonicalService(service: ServiceDraft, names: Names): ServiceDraft {
  const base = [names.job, names.group, names.task].filter((part) => part !== null).join("-");
  const name = interpolate(service.Name || base, names, base);
  const onUpdate = service.OnUpdate || "require_healthy";
  const checks = (service.Checks ?? []).filter((check): check is CheckDraft => check !== null);
  return {
    ...service,
    Name: name,
    OnUpdate: onUpdate,
    Namespace: service.Namespace || names.namespace,
    Checks: checks.map((check) => ({
      ...check,
      Name: check.Name ? interpolate(check.Name, names, base) : `service: "${name}" check`,
      OnUpdate: check.OnUpdate || onUpdate,
      CheckRestart: mergedCheckRestart(check.CheckRestart, service.CheckRestart),
    })),
    // It has moved down into the checks.
    CheckRestart: null,
  };
}

function mergedCheckRestart(own: CheckDraft["CheckRestart"], service: CheckDraft["CheckRestart"]): CheckDraft["CheckRestart"] {
  if (own === null || service === null) return own ?? service;
  return {
    Limit: own.Limit || service.Limit,
    Grace: own.Grace ?? service.Grace,
    IgnoreWarnings: own.IgnoreWarnings || service.IgnoreWarnings,
  };
}

function interpolate(text: string, names: Names, base: string): string {
  return text
    .replaceAll("${JOB}", names.job)
    .replaceAll("${TASKGROUP}", names.group)
    .replaceAll("${TASK}", names.task ?? "")
    .replaceAll("${BASE}", base);
}
