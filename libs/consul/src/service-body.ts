// A registration as Consul's agent takes it.
import type { CheckRegistration, ServiceRegistration } from "@berth/core/discovery/registration";

/** Meta of every service we register: whose it is, and the hash of what was registered. */
export const REGION_META = "berth-region";
export const HASH_META = "berth-content";
export const SOURCE_META = "external-source";
export const SOURCE = "nomad";

export interface Marker {
  readonly region: string;
  readonly contentHash: string;
}

export function serviceBody(service: ServiceRegistration, marker: Marker) {
  return {
    id: service.id,
    name: service.name,
    tags: [...service.tags],
    address: service.address,
    port: service.port,
    meta: { ...service.meta, [SOURCE_META]: SOURCE, [REGION_META]: marker.region, [HASH_META]: marker.contentHash },
    checks: service.checks.map(checkBody),
  };
}

function checkBody(check: CheckRegistration) {
  const status = check.initialStatus ?? check.observedStatus;
  return {
    checkid: check.id,
    name: check.name,
    ...kindOf(check),
    timeout: `${check.timeoutMs}ms`,
    ...(status === undefined ? {} : { status }),
    ...(check.notes === undefined ? {} : { notes: check.notes }),
    ...(check.successBeforePassing === undefined ? {} : { successbeforepassing: check.successBeforePassing }),
    ...(check.failuresBeforeCritical === undefined ? {} : { failuresbeforecritical: check.failuresBeforeCritical }),
  };
}

function kindOf(check: CheckRegistration) {
  switch (check.kind) {
    case "ttl":
      return { ttl: `${check.intervalMs}ms` };
    case "tcp":
      return { tcp: check.target, interval: `${check.intervalMs}ms` };
    case "http":
      return {
        http: check.target,
        interval: `${check.intervalMs}ms`,
        method: check.method,
        ...(Object.keys(check.header).length === 0 ? {} : { header: listsOf(check.header) }),
        ...(check.body === undefined ? {} : { body: check.body }),
        ...(check.tlsSkipVerify === true ? { tlsskipverify: true } : {}),
        ...(check.tlsServerName === undefined ? {} : { tlsservername: check.tlsServerName }),
      };
  }
}

/** Consul takes a list for each header; the client's type knows only one value, but passes on what it is given. */
function listsOf(header: CheckRegistration["header"]): Record<string, string> {
  return Object.fromEntries(Object.entries(header)) as unknown as Record<string, string>;
}
