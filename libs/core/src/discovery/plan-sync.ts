/**
 * What has to change in a registry so that it holds the desired services: level-triggered, from what is there now.
 *
 * Invariants: a service whose content is registered already is left alone; only ids that Berth gave are ever
 * deregistered, whatever the registry lists; the plan is in the order of ids, removals apart from additions.
 */
import type { ServiceRegistration, TextHash } from "./registration.js";
import { SERVICE_ID_PREFIX } from "./desired-services.js";

export interface HashedRegistration {
  readonly service: ServiceRegistration;
  readonly contentHash: string;
}

export interface SyncPlan {
  readonly register: readonly HashedRegistration[];
  readonly deregister: readonly string[];
}

/** `registered`: content hashes by service id, as the registry says. */
export function planSync(desired: readonly HashedRegistration[], registered: ReadonlyMap<string, string>): SyncPlan {
  const wanted = new Set(desired.map(({ service }) => service.id));
  return {
    register: desired.filter(({ service, contentHash }) => registered.get(service.id) !== contentHash),
    deregister: [...registered.keys()].filter((id) => id.startsWith(SERVICE_ID_PREFIX) && !wanted.has(id)).sort(),
  };
}

/** Equal for equal content, whatever the order in which maps were written; what was observed is not content. */
export function hashRegistration(service: ServiceRegistration, hash: TextHash): HashedRegistration {
  const checks = service.checks.map((check) => ({ ...check, observedStatus: undefined }));
  return { service, contentHash: hash(JSON.stringify(inOrder({ ...service, checks }))) };
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([key, item]) => [key, inOrder(item)]);
}
