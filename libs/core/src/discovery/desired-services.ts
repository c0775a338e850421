/**
 * Which services must stand in the registry, given the allocations that run: a task's services while the task runs,
 * a group's while any of its tasks does.
 *
 * Invariants: the result depends on its arguments alone and is sorted by id; ids are Nomad's
 * (`_nomad-task-<allocation>-<task | group-<group>>-<name>-<port label>`, nomad.md 5.10) and unique; nothing a job
 * asked for is dropped without a problem that says so. Services of the "nomad" provider are not for a registry.
 */
import type { TaskGroup } from "../model/group.js";
import type { Service } from "../model/service.js";
import { type CheckedService, registerCheck } from "./check-registration.js";
import { resolveEndpoint } from "./endpoint.js";
import { interpolationFor } from "./interpolation.js";
import type { DiscoveryProblem, ServiceRegistration, TextHash, TtlReport } from "./registration.js";
import type { RunningAllocation } from "./running-allocation.js";

export const SERVICE_ID_PREFIX = "_nomad-task-";
/** The node's name in a service's meta: one registry agent may speak for many nodes. */
export const NODE_META = "berth-node";

export interface DesiredServices {
  readonly services: readonly ServiceRegistration[];
  readonly reports: readonly TtlReport[];
  readonly problems: readonly DiscoveryProblem[];
}

export function desiredServices(running: Iterable<RunningAllocation>, hash: TextHash): DesiredServices {
  const services = new Map<string, ServiceRegistration>();
  const reports: TtlReport[] = [];
  const problems: DiscoveryProblem[] = [];
  for (const allocation of running) {
    for (const owned of servicesOf(allocation)) {
      const described = describeService(allocation, owned, hash);
      const { registration } = described;
      const say = (reason: string): void => {
        problems.push({ allocationId: allocation.allocationId, jobId: allocation.job.ID, service: described.name, reason });
      };
      described.problems.forEach(say);
      if (registration === undefined) continue;
      if (services.has(registration.id)) {
        say(`another service of "${owned.task ?? allocation.group}" has the same name and port; only the first is registered`);
        continue;
      }
      services.set(registration.id, registration);
      reports.push(...described.reports);
    }
  }
  return { services: [...services.values()].sort((left, right) => (left.id < right.id ? -1 : 1)), reports, problems };
}

interface OwnedService {
  /** undefined: the group's. */
  readonly task: string | undefined;
  readonly service: Service;
}

function servicesOf(allocation: RunningAllocation): readonly OwnedService[] {
  const group = allocation.job.TaskGroups.find((candidate) => candidate.Name === allocation.group);
  if (group === undefined) return [];
  const runs = (task: string): boolean => allocation.taskStates[task]?.state === "running";
  const ofGroup = group.Tasks.some((task) => runs(task.Name)) ? (group.Services ?? []) : [];
  return [
    ...ofGroup.map((service) => ({ task: undefined, service })),
    ...runningTasks(group, runs).flatMap((task) => (task.Services ?? []).map((service) => ({ task: task.Name, service }))),
  ].filter(({ service }) => service.Provider !== "nomad");
}

function runningTasks(group: TaskGroup, runs: (task: string) => boolean): TaskGroup["Tasks"] {
  return group.Tasks.filter((task) => runs(task.Name));
}

interface DescribedService {
  readonly name: string;
  readonly registration: ServiceRegistration | undefined;
  readonly reports: readonly TtlReport[];
  readonly problems: readonly string[];
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function describeService(allocation: RunningAllocation, owned: OwnedService, hash: TextHash): DescribedService {
  const { task, service } = owned;
  const interpolation = interpolationFor(allocation, task);
  const { fill } = interpolation;
  const name = fill(service.Name || (task === undefined ? "${JOB}-${TASKGROUP}" : "${JOB}-${TASKGROUP}-${TASK}"));
  const refuse = (reason: string): DescribedService => ({ name, registration: undefined, reports: [], problems: [reason] });
  if (!NAME.test(name)) return refuse(`"${name}" is no service name: letters, digits and dashes, at most 63, are allowed`);
  const portLabel = fill(service.PortLabel);
  const answer = resolveEndpoint({ allocation, task, portLabel, addressMode: service.AddressMode });
  if (!answer.ok) return refuse(answer.reason);
  const id = `${SERVICE_ID_PREFIX}${allocation.allocationId}-${task ?? `group-${allocation.group}`}-${name}-${portLabel}`;
  const checks = describeChecks({ allocation, task, serviceId: id, serviceName: name, portLabel, interpolation, hash }, service);
  const registration: ServiceRegistration = {
    id,
    name,
    tags: tagsOf(allocation, service).map(fill),
    address: fill(service.Address) || answer.endpoint.host,
    port: answer.endpoint.port,
    meta: metaOf(allocation, service, fill),
    checks: checks.checks,
  };
  const unknown = [...interpolation.unknown].map((written) => `${written} is unknown here and stays as it is written`);
  return { name, registration, reports: checks.reports, problems: [...checks.problems, ...ignoredFields(service), ...unknown] };
}

function describeChecks(checked: CheckedService, service: Service) {
  const answers = (service.Checks ?? []).map((check) => registerCheck(checked, check));
  return {
    checks: answers.flatMap((answer) => (answer.ok ? [answer.check] : [])),
    reports: answers.flatMap((answer) => (answer.ok && answer.report !== undefined ? [answer.report] : [])),
    problems: answers.flatMap((answer) => (answer.ok ? [] : [answer.reason])),
  };
}

/** A canary has its own tags if it was given any, else the usual ones. */
function tagsOf(allocation: RunningAllocation, service: Service): readonly string[] {
  const canaryTags = service.CanaryTags ?? [];
  return allocation.canary && canaryTags.length > 0 ? canaryTags : (service.Tags ?? []);
}

function metaOf(allocation: RunningAllocation, service: Service, fill: (text: string) => string): Readonly<Record<string, string>> {
  const canaryMeta = service.CanaryMeta ?? {};
  const own = allocation.canary && Object.keys(canaryMeta).length > 0 ? canaryMeta : (service.Meta ?? {});
  const filled = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, fill(value)]));
  return { ...filled, "external-source": "nomad", [NODE_META]: allocation.nodeName };
}

function ignoredFields(service: Service): readonly string[] {
  const ignored: readonly (readonly [boolean, string])[] = [
    [service.Connect !== null, "connect: the service is registered without its sidecar"],
    [service.EnableTagOverride, "enable_tag_override: tags are always the job's"],
    [service.TaggedAddresses !== null, "tagged_addresses are not registered"],
    [service.Weights !== null && (service.Weights.Passing > 1 || service.Weights.Warning > 1), "weights are not registered"],
  ];
  return ignored.flatMap(([present, reason]) => (present ? [reason] : []));
}
