/**
 * Rules of services and checks (nomad.md 1.11). A port is a label of the group's network or of the task's own (legacy),
 * or a number; a service that names a port that does not exist would never be reachable, so it is refused here.
 */
import type { Job, Service, ServiceCheck, Task, TaskGroup } from "../model/job.js";
import { checkTypes } from "../model/service.js";
import { SECOND_NS } from "../model/field.js";
import { formatDuration } from "../hcl/duration.js";
import { nearest } from "../hcl/nearest.js";
import type { ProblemList } from "./problem.js";
import { portsOf } from "./validate-group-parts.js";

const NAME = /^(?:[a-z0-9]|[a-z0-9][a-z0-9-]{0,61}[a-z0-9])$/i;
const MIN_CHECK_NS = SECOND_NS;

export interface ServiceOwner {
  readonly group: TaskGroup;
  /** Null: the service is the group's. */
  readonly task: Task | null;
  readonly job: Job;
}

/** What is looked up for each service and check of one owner. */
interface Surroundings extends ServiceOwner {
  readonly labels: ReadonlySet<string>;
  /** A few of them, to be named. */
  readonly someLabels: readonly string[];
}

export function validateServices(services: readonly Service[] | null, owner: ServiceOwner, parent: ProblemList): void {
  const all = services ?? [];
  const providers = new Set(all.map((service) => service.Provider));
  parent.when(providers.size > 1, "service", () => "Multiple service providers used: task group services must use the same provider");
  const seen = new Set<string>();
  const labels = all.length === 0 ? new Set<string>() : portLabels(owner);
  const surroundings = { ...owner, labels, someLabels: [...labels].slice(0, 20) };
  all.forEach((service, at) => {
    const problems = parent.part(`service[${at}]`, `Service[${at}] ${service.Name} validation failed`);
    const before = seen.size;
    problems.when(before === seen.add(`${service.Name} ${service.PortLabel}`).size, "name", () => `Service ${service.Name} is duplicate`);
    validateService(service, surroundings, problems);
  });
}

const MAX_NAME_CHARS = 500;

/** `${…}` is filled in on the client: it counts as one good character here. */
function masked(name: string): string {
  return name.length > MAX_NAME_CHARS ? name : name.replace(/\$\{[^}]*\}/g, "x");
}

function validateService(service: Service, owner: Surroundings, problems: ProblemList): void {
  problems.when(!NAME.test(masked(service.Name)), "name", () =>
    `Service name must be valid per RFC 1123 and can contain only alphanumeric characters or dashes: "${service.Name}"`,
  );
  const providers = ["consul", "nomad"];
  problems.when(!providers.includes(service.Provider), "provider", () =>
    `Service provider must be "consul" or "nomad": "${service.Provider}"`,
  );
  const modes = owner.task === null ? ["auto", "host", "alloc", "alloc_ipv6"] : ["auto", "host", "driver", "alloc_ipv6"];
  problems.when(!modes.includes(service.AddressMode), "address_mode", () =>
    `Service address_mode must be one of ${modes.join(", ")}; not "${service.AddressMode}"`,
  );
  const hasAddress = service.Address !== "" && service.AddressMode !== "auto";
  problems.when(hasAddress, "address", () => `Service address_mode must be "auto" if address is set`);
  validateOnUpdate(service.OnUpdate, problems);
  problems.when(service.Connect !== null && owner.task !== null, "connect", () => "connect is only allowed in services of a group");
  const portError = portProblem(service.PortLabel, service.AddressMode, owner);
  problems.when(portError !== null, "port", () => portError ?? "");
  (service.Checks ?? []).forEach((check, at) => {
    for (const [field, message] of checkProblems(check, service, owner)) {
      problems.add(`check[${at}].${field}`, `Check ${check.Name} invalid: ${message}`);
    }
  });
}

function validateOnUpdate(onUpdate: string, problems: ProblemList): void {
  const known = ["require_healthy", "ignore_warnings", "ignore"];
  problems.when(!known.includes(onUpdate), "on_update", () => `Service on_update must be one of ${known.join(", ")}; not "${onUpdate}"`);
}

function portLabels(owner: ServiceOwner): ReadonlySet<string> {
  const task = owner.task === null ? owner.group.Tasks : [owner.task];
  const networks = [...(owner.group.Networks ?? []), ...task.flatMap((each) => each.Resources.Networks ?? [])];
  return new Set(networks.flatMap(portsOf).map((port) => port.Label));
}

/** Null: there is such a port, none is named, or it is known at run time only. */
function portProblem(label: string, addressMode: string, owner: Surroundings): string | null {
  if (label === "" || label.includes("${")) return null;
  const { labels } = owner;
  if (labels.has(label)) return null;
  if (/^\d+$/.test(label)) {
    const number = Number(label);
    if (number < 1 || number > 65_535) return `port ${label} is not between 1 and 65535`;
    const isAllowed = owner.task === null || addressMode === "driver" || addressMode === "alloc";
    return isAllowed ? null : `port ${label} is a number: only allowed with address_mode = "driver"; else name a port label`;
  }
  const near = nearest(label, owner.someLabels);
  const mend = near !== null ? `did you mean "${near}"?` : labels.size === 0 ? `add port "${label}" {} to the group's network` : `there are ${owner.someLabels.join(", ")}`;
  return `Port label "${label}" does not exist; ${mend}`;
}

type CheckProblem = readonly [field: string, message: string];

function checkProblems(check: ServiceCheck, service: Service, owner: Surroundings): readonly CheckProblem[] {
  const known: readonly string[] = checkTypes;
  if (!known.includes(check.Type)) {
    return [["type", `invalid type ("${check.Type}"), must be one of "http", "tcp", or "script" type`]];
  }
  return [...typeProblems(check, service, owner), ...timingProblems(check), ...wordProblems(check, service)];
}

function typeProblems(check: ServiceCheck, service: Service, owner: Surroundings): readonly CheckProblem[] {
  const found: CheckProblem[] = [];
  if (check.Type === "script") {
    if (check.Command === "") found.push(["command", "script type must have a valid script path"]);
    if (service.Provider === "nomad") found.push(["type", 'type "script" is not allowed with provider "nomad"']);
    return found;
  }
  if (check.Type === "http" && check.Path === "") found.push(["path", "http type must have http path"]);
  if (check.Type === "http" && /^[a-z][a-z0-9+.-]*:\/\//i.test(check.Path)) found.push(["path", "relative http path is required, not a URL"]);
  const label = check.PortLabel || service.PortLabel;
  if (label === "") found.push(["port", `${check.Type} type requires a port: name one in the check or the service`]);
  else {
    const mode = check.AddressMode || service.AddressMode;
    const error = check.PortLabel === "" ? null : portProblem(check.PortLabel, mode, owner);
    if (error !== null) found.push(["port", error]);
  }
  return found;
}

function timingProblems(check: ServiceCheck): readonly CheckProblem[] {
  const found: CheckProblem[] = [];
  if (check.Interval < MIN_CHECK_NS) {
    found.push(["interval", check.Interval === 0 ? "missing required value interval. Interval cannot be less than 1s" : `interval (${formatDuration(check.Interval)}) cannot be lower than 1s`]);
  }
  if (check.Timeout < MIN_CHECK_NS) {
    found.push(["timeout", check.Timeout === 0 ? "missing required value timeout. Timeout cannot be less than 1s" : `timeout (${formatDuration(check.Timeout)}) is lower than required minimum timeout 1s`]);
  }
  return found;
}

function wordProblems(check: ServiceCheck, service: Service): readonly CheckProblem[] {
  const found: CheckProblem[] = [];
  if (!["", "http", "https"].includes(check.Protocol)) found.push(["protocol", `protocol must be http or https, not "${check.Protocol}"`]);
  if (!["", "passing", "warning", "critical"].includes(check.InitialStatus)) {
    found.push(["initial_status", `invalid initial check state (${check.InitialStatus}), must be one of "passing", "warning", "critical" or empty`]);
  }
  if (!["", "host", "driver", "alloc", "alloc_ipv6"].includes(check.AddressMode)) {
    found.push(["address_mode", `invalid address_mode "${check.AddressMode}"`]);
  }
  if (check.Notes.length > 255) found.push(["notes", "notes must not be longer than 255 characters"]);
  if (check.CheckRestart !== null && check.CheckRestart.Limit < 0) found.push(["check_restart.limit", "limit must be non-negative"]);
  if (check.CheckRestart !== null && check.CheckRestart.Grace < 0) found.push(["check_restart.grace", "grace period must be non-negative"]);
  const counters = [check.SuccessBeforePassing, check.FailuresBeforeCritical, check.FailuresBeforeWarning];
  if (counters.some((value) => value < 0)) found.push(["failures_before_critical", "the counters before a status change must not be negative"]);
  if (service.Provider === "nomad" && check.Type !== "http" && check.Type !== "tcp") found.push(["type", 'provider "nomad" allows http and tcp checks only']);
  return found;
}
