/**
 * A service's checks as the registry carries them out: http becomes a URL on the port that was really given, tcp an
 * address, script a ttl check that is fed with the agent's own results (nomad.md 5.10: with a buffer of 31 s).
 * Refuses, with the reason: grpc checks, checks without a port, address modes the node cannot serve.
 */
import type { ServiceCheck } from "../model/service.js";
import { type Endpoint, resolveEndpoint } from "./endpoint.js";
import { type Interpolation, joinAddress } from "./interpolation.js";
import type { CheckRegistration, TextHash, TtlReport } from "./registration.js";
import type { RunningAllocation } from "./running-allocation.js";

const MS_NS = 1_000_000;
/** How much longer than its interval a script's result stays true: an agent may restart meanwhile. */
export const TTL_BUFFER_MS = 31_000;

export interface CheckedService {
  readonly allocation: RunningAllocation;
  readonly task: string | undefined;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly portLabel: string;
  readonly interpolation: Interpolation;
  readonly hash: TextHash;
}

export type CheckAnswer =
  | { readonly ok: true; readonly check: CheckRegistration; readonly report: TtlReport | undefined }
  | { readonly ok: false; readonly reason: string };

export function registerCheck(service: CheckedService, spec: ServiceCheck): CheckAnswer {
  const { fill } = service.interpolation;
  const name = fill(spec.Name) || `service: "${service.serviceName}" check`;
  const refuse = (reason: string): CheckAnswer => ({ ok: false, reason: `check "${name}": ${reason}` });
  if (spec.Type === "script") return scriptCheck(service, spec, name);
  if (spec.Type !== "http" && spec.Type !== "tcp") {
    return refuse(`checks of type "${spec.Type}" are not carried out; use http, tcp or script`);
  }
  const portLabel = fill(spec.PortLabel) || service.portLabel;
  const { allocation, task } = service;
  const answer = resolveEndpoint({ allocation, task, portLabel, addressMode: spec.AddressMode });
  if (!answer.ok) return refuse(answer.reason);
  if (answer.endpoint.port === 0) return refuse("it has no port, and its service has none either");
  const kind = spec.Type === "http" ? "http" : "tcp";
  const target = kind === "http" ? urlOf(spec, fill(spec.Path), answer.endpoint) : joinAddress(answer.endpoint.host, answer.endpoint.port);
  const content: CheckContent = { ...common(service, spec, name), kind, target, intervalMs: spec.Interval / MS_NS };
  const observed = observedState(service, spec, name)?.status;
  const check = withId(service, content);
  return { ok: true, check: observed === undefined ? check : { ...check, observedStatus: observed }, report: undefined };
}

/** The agent runs every check too and reports `<service>/<check>`; a result that is still pending is none. */
function observedState(service: CheckedService, spec: ServiceCheck, name: string) {
  const task = service.task ?? spec.TaskName;
  const state = service.allocation.checks.find(({ id, task: of }) => id === `${service.serviceName}/${name}` && (task === "" || of === task));
  return state === undefined || state.status === "pending" ? undefined : { status: state.status, output: state.output };
}

function scriptCheck(service: CheckedService, spec: ServiceCheck, name: string): CheckAnswer {
  const intervalMs = spec.Interval / MS_NS + TTL_BUFFER_MS;
  const check = withId(service, { ...common(service, spec, name), kind: "ttl", target: "", intervalMs });
  const observed = observedState(service, spec, name);
  return { ok: true, check, report: observed === undefined ? undefined : { checkId: check.id, ...observed } };
}

function urlOf(spec: ServiceCheck, path: string, endpoint: Endpoint): string {
  const protocol = spec.Protocol === "https" ? "https" : "http";
  return `${protocol}://${joinAddress(endpoint.host, endpoint.port)}${path.startsWith("/") ? path : `/${path}`}`;
}

type CheckContent = Omit<CheckRegistration, "id">;

function common(service: CheckedService, spec: ServiceCheck, name: string): Omit<CheckContent, "kind" | "target" | "intervalMs"> {
  const { fill } = service.interpolation;
  const header = Object.entries(spec.Header ?? {}).map(([key, values]) => [key, values.map(fill)] as const);
  const status = spec.InitialStatus;
  return {
    name,
    method: spec.Method || "GET",
    header: Object.fromEntries(header),
    timeoutMs: spec.Timeout / MS_NS,
    ...(spec.Body === "" ? {} : { body: fill(spec.Body) }),
    ...(status === "passing" || status === "warning" || status === "critical" ? { initialStatus: status } : {}),
    ...(spec.TLSSkipVerify ? { tlsSkipVerify: true } : {}),
    ...(spec.TLSServerName === "" ? {} : { tlsServerName: spec.TLSServerName }),
    ...(spec.SuccessBeforePassing > 0 ? { successBeforePassing: spec.SuccessBeforePassing } : {}),
    ...(spec.FailuresBeforeCritical > 0 ? { failuresBeforeCritical: spec.FailuresBeforeCritical } : {}),
    ...(spec.Notes === "" ? {} : { notes: spec.Notes }),
  };
}

/** The id is the content's: a changed check is a new check, and two services never share one. */
function withId(service: CheckedService, content: CheckContent): CheckRegistration {
  return { id: `_nomad-check-${service.hash(JSON.stringify([service.serviceId, content]))}`, ...content };
}
