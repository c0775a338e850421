// May a parameterised job be dispatched with this payload and this meta? The rules of nomad.md 3.3 and their texts. The
// fold asks again, so that a new version of the job in between counts.
import type { Job } from "../model/job.js";

export interface DispatchRequest {
  /** Base64; "" = none. */
  readonly payload: string;
  readonly meta: Readonly<Record<string, string>>;
}

export const maxPayloadBytes = 16_384;

/** What is wrong, in Nomad's words; undefined: nothing. */
export function dispatchProblem(job: Job, { payload, meta }: DispatchRequest): string | undefined {
  const { ParameterizedJob: config } = job;
  if (config === null) return `Specified job "${job.ID}" is not a parameterized job`;
  const bytes = base64Bytes(payload);
  if (bytes > maxPayloadBytes) return `Payload exceeds maximum size; ${bytes} > ${maxPayloadBytes}`;
  if (config.Payload === "required" && payload === "") return "Payload is not provided but required by parameterized job";
  if (config.Payload === "forbidden" && payload !== "") return "Payload provided but forbidden by parameterized job";
  const required = config.MetaRequired ?? [];
  const permitted = new Set([...required, ...(config.MetaOptional ?? [])]);
  const unpermitted = Object.keys(meta).filter((key) => !permitted.has(key));
  if (unpermitted.length > 0) return `Dispatch request included unpermitted metadata keys: [${unpermitted.toSorted().join(" ")}]`;
  const missing = required.filter((key) => meta[key] === undefined);
  return missing.length > 0 ? `Dispatch did not provide required meta keys: [${missing.toSorted().join(" ")}]` : undefined;
}

/** The place of the first character that is not base64, undefined: it is base64. */
export function base64Fault(text: string): number | undefined {
  const at = text.search(/[^A-Za-z0-9+/=]/);
  if (at >= 0) return at;
  const padding = /={0,2}$/.exec(text)?.[0].length ?? 0;
  const inside = text.slice(0, text.length - padding).indexOf("=");
  if (inside >= 0) return inside;
  return text.length % 4 === 0 ? undefined : text.length - (text.length % 4);
}

export function base64Bytes(text: string): number {
  const padding = /={0,2}$/.exec(text)?.[0].length ?? 0;
  return Math.floor((text.length * 3) / 4) - padding;
}
