// Which health checks an allocation has, and what exactly each of them tries: names and fields interpolated, the port label
// resolved to the address the cluster gave (nomad.md 1.11, 5.10). A check that cannot be tried (label without a port, no
// script command) is kept and fails with the reason, so that it is seen; it is never dropped.
import type { AssignedPort } from "../model/agent-protocol.js";
import type { CheckRestart, Service, ServiceCheck, TaskGroup } from "../model/job.js";
import { nanosecondsToMs } from "./duration-text.js";
import { hostAddress } from "./port-variables.js";

export type PlannedProbe =
  | {
      readonly type: "http";
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, readonly string[]>>;
      readonly body: string;
      readonly tlsSkipVerify: boolean;
      readonly tlsServerName: string;
    }
  | { readonly type: "tcp"; readonly host: string; readonly port: number }
  | { readonly type: "grpc"; readonly host: string; readonly port: number; readonly service: string; readonly useTls: boolean; readonly tlsSkipVerify: boolean }
  | { readonly type: "script"; readonly command: readonly string[] }
  | { readonly type: "impossible"; readonly reason: string };

export interface CheckPlan {
  /** `<service>/<check>`, unique in the allocation. */
  readonly id: string;
  readonly service: string;
  readonly name: string;
  /** The task that runs a script check and is restarted by check_restart; "" = no single task. */
  readonly task: string;
  readonly provider: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly startsPassing: boolean;
  readonly successesToPass: number;
  readonly failuresToFail: number;
  /** 0 = never restart. */
  readonly restartLimit: number;
  readonly restartGraceMs: number;
  /** on_update "ignore": a deployment does not wait for it. */
  readonly ignoredByHealth: boolean;
  readonly probe: PlannedProbe;
}

export interface CheckContext {
  readonly ports: readonly AssignedPort[];
  readonly nodeIp: string;
  readonly interpolate: (text: string, task: string) => string;
}

interface Owned {
  readonly service: Service;
  readonly check: ServiceCheck;
  readonly task: string;
}

function addressOf(label: string, task: string, context: CheckContext): { host: string; port: number } | undefined {
  const own = context.ports.find((port) => port.label === label && port.task === task && task !== "");
  const found = own ?? context.ports.find((port) => port.label === label && port.task === "") ?? context.ports.find((port) => port.label === label);
  const port = found?.value ?? (/^[0-9]{1,5}$/.test(label) ? Number(label) : 0);
  if (port < 1 || port > 65_535) return undefined;
  const ip = found === undefined || found.hostIp === "" ? context.nodeIp : found.hostIp;
  return { host: ip === "" || ip === "0.0.0.0" ? "127.0.0.1" : ip, port };
}

function httpProbe({ check, task }: Owned, at: { host: string; port: number }, context: CheckContext): PlannedProbe {
  const text = (value: string) => context.interpolate(value, task);
  const path = text(check.Path === "" ? "/" : check.Path);
  const headers = Object.entries(check.Header ?? {}).map(([name, values]) => [text(name), values.map(text)] as const);
  const scheme = check.Protocol === "https" ? "https" : "http";
  return {
    type: "http",
    url: `${scheme}://${hostAddress(at.host, at.port)}${path.startsWith("/") ? path : `/${path}`}`,
    method: check.Method === "" ? "GET" : check.Method,
    headers: Object.fromEntries(headers),
    body: text(check.Body),
    tlsSkipVerify: check.TLSSkipVerify,
    tlsServerName: check.TLSServerName,
  };
}

function planProbe(owned: Owned, context: CheckContext): PlannedProbe {
  const { service, check, task } = owned;
  const text = (value: string) => context.interpolate(value, task);
  if (check.Type === "script") {
    if (check.Command === "") return { type: "impossible", reason: "the script check names no command" };
    return { type: "script", command: [check.Command, ...(check.Args ?? [])].map(text) };
  }
  const label = text(check.PortLabel === "" ? service.PortLabel : check.PortLabel);
  const at = addressOf(label, task, context);
  if (at === undefined) return { type: "impossible", reason: `the allocation has no port labelled "${label}"` };
  switch (check.Type) {
    case "http":
      return httpProbe(owned, at, context);
    case "tcp":
      return { type: "tcp", ...at };
    case "grpc":
      return { type: "grpc", ...at, service: check.GRPCService, useTls: check.GRPCUseTLS, tlsSkipVerify: check.TLSSkipVerify };
    default:
      return { type: "impossible", reason: `checks of type "${check.Type}" are not known` };
  }
}

function restartOf(restart: CheckRestart | null): Pick<CheckPlan, "restartLimit" | "restartGraceMs"> {
  return { restartLimit: restart?.Limit ?? 0, restartGraceMs: nanosecondsToMs(restart?.Grace ?? 0) };
}

function planCheck(owned: Owned, context: CheckContext): CheckPlan {
  const { service, check } = owned;
  const serviceName = context.interpolate(service.Name, owned.task);
  const name = check.Name === "" ? `service: "${serviceName}" check` : context.interpolate(check.Name, owned.task);
  return {
    id: `${serviceName}/${name}`,
    service: serviceName,
    name,
    task: owned.task,
    provider: service.Provider,
    intervalMs: Math.max(1000, nanosecondsToMs(check.Interval)),
    timeoutMs: Math.max(100, nanosecondsToMs(check.Timeout)),
    startsPassing: check.InitialStatus === "passing",
    successesToPass: Math.max(1, check.SuccessBeforePassing),
    failuresToFail: Math.max(1, check.FailuresBeforeCritical),
    ...restartOf(check.CheckRestart ?? service.CheckRestart),
    ignoredByHealth: (check.OnUpdate === "" ? service.OnUpdate : check.OnUpdate) === "ignore",
    probe: planProbe(owned, context),
  };
}

function numberDuplicates(plans: readonly CheckPlan[]): CheckPlan[] {
  const seen = new Map<string, number>();
  return plans.map((plan) => {
    const times = (seen.get(plan.id) ?? 0) + 1;
    seen.set(plan.id, times);
    return times === 1 ? plan : { ...plan, id: `${plan.id} #${times}` };
  });
}

export function planChecks(group: TaskGroup, context: CheckContext): readonly CheckPlan[] {
  const ofService = (service: Service, task: string): Owned[] =>
    (service.Checks ?? []).map((check) => ({ service, check, task: check.TaskName || service.TaskName || task }));
  const owned = [
    ...(group.Services ?? []).flatMap((service) => ofService(service, "")),
    ...group.Tasks.flatMap((task) => (task.Services ?? []).flatMap((service) => ofService(service, task.Name))),
  ];
  return numberDuplicates(owned.map((check) => planCheck(check, context)));
}
