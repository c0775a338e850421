// Where an answer differs from the recorded one in what clients rely on: status, headers, names, types, null against empty, the
// words that programs match, whole texts of errors. Ids, times, indexes, figures of a machine and fields that came later do not count.
import type { Exchange } from "./recorded.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Maps whose keys are data of a machine or of a run. */
const dataMaps = new Set(["Attributes", "Meta", "Drivers", "Scores", "Details", "ClassEligibility", "NodesAvailable", "ClassExhausted", "ClassFiltered", "Labels", "Tags", "Links", "HostVolumes", "HostNetworks", "Allocated", "stats", "config"]);
/** What a machine or a moment decides: other values, and other lengths. */
const machineMade = new Set(["Networks", "NodeNetworks", "Events", "ScoreMetaData", "Counters", "Gauges", "Samples", "Points", "CPU", "DiskStats", "ReservableCpuCores"]);
/** Words that programs compare. */
const words = new Set(["Status", "ClientStatus", "DesiredStatus", "TriggeredBy", "JobType", "TaskGroup", "Namespace", "Stop", "State", "Failed", "Error", "ValidationErrors", "Warnings", "DriverConfigValidated", "SchedulingEligibility", "Desired", "Queued", "Complete", "Lost", "IsDir", "Name", "JobVersion", "Priority"]);

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const zeroes = new Set<unknown>([0, "", false]);

/** Lists of named things come in any order. */
function pairs(recorded: readonly unknown[], own: readonly unknown[]): readonly (readonly [unknown, unknown])[] {
  const nameOf = (value: unknown): unknown => (typeof value === "object" && value !== null ? (value as { Name?: unknown }).Name : undefined);
  const left = [...own];
  return recorded.map((value, at) => {
    const found = nameOf(value) === undefined ? -1 : left.findIndex((candidate) => nameOf(candidate) === nameOf(value));
    return [value, found < 0 ? own[Math.min(at, own.length - 1)] : left.splice(found, 1)[0]] as const;
  });
}

function ofList(recorded: readonly unknown[], own: readonly unknown[], path: string): string[] {
  if (recorded.length > 0 && own.length === 0) return [`${path} is empty`];
  if (recorded.length === 0) return own.length === 0 ? [] : [`${path} has ${own.length} elements, recorded none`];
  return pairs(recorded, own).flatMap(([theirs, mine], at) => ofValue(theirs, mine, `${path}[${at}]`));
}

const launchedId = /(?:dispatch|periodic)-\d+(?:-[0-9a-f]+)?/g;
const hostName = /^[\w-]+\.global$/;

/** A word without what is a run's or a machine's own. */
function general(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll(launchedId, "{launch}").replace(hostName, "{host}.global") : value;
}

function ofMembers(recorded: object, own: Readonly<Record<string, unknown>>, path: string): string[] {
  return Object.entries(recorded).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    if (!(name in own)) return [`${at} is missing`];
    const mine = own[name];
    if (machineMade.has(name)) return kindOf(mine) === kindOf(value) || value === null || mine === null ? [] : [`${at} is ${kindOf(mine)}`];
    if (dataMaps.has(name)) return kindOf(mine) === kindOf(value) || isEmpty(mine) || isEmpty(value) ? [] : [`${at} is ${kindOf(mine)}, recorded ${kindOf(value)}`];
    // An allocation shows the job as it is now, where Nomad shows it as it was.
    if (name === "Status" && path.endsWith(".Job")) return [];
    if (words.has(name) && typeof value !== "object" && general(value) !== general(mine)) return [`${at} is ${JSON.stringify(mine)}, recorded ${JSON.stringify(value)}`];
    return ofValue(value, mine, at);
  });
}

export function ofValue(recorded: unknown, own: unknown, path = ""): string[] {
  if (recorded === null) return own === null || (own !== undefined && !isEmpty(own) && !zeroes.has(own)) ? [] : [`${path} is ${JSON.stringify(own)}, recorded null`];
  if (kindOf(recorded) !== kindOf(own)) return [`${path} is ${kindOf(own)}, recorded ${kindOf(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(own)) return ofList(recorded, own, path);
  return typeof recorded === "object" ? ofMembers(recorded, own as Readonly<Record<string, unknown>>, path) : [];
}

function ofHeaders(recorded: Readonly<Record<string, string>>, own: Headers): string[] {
  return Object.entries(recorded).flatMap(([name, value]) => {
    const mine = own.get(name);
    if (mine === null) return [`header ${name} is missing`];
    const [type] = value.split(";");
    return name.toLowerCase() === "content-type" && mine.split(";")[0] !== type ? [`header ${name} is ${mine}, recorded ${value}`] : [];
  });
}

/** Texts without the values that are a run's own. */
function generalText(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "{id}").replaceAll(/(modify index:) \d+/g, "$1 {index}");
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function linesOf(text: string): unknown[] {
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as unknown);
}

function ofBody({ bodyFormat, body }: Exchange["response"], text: string): string[] {
  switch (bodyFormat) {
    case "empty":
      return text === "" ? [] : [`body is ${JSON.stringify(text.slice(0, 80))}, recorded nothing`];
    case "text":
      return String(body).startsWith("# HELP") || String(body).startsWith("<") || generalText(text) === generalText(String(body)) ? [] : [`text is ${JSON.stringify(text.slice(0, 300))}, recorded ${JSON.stringify(String(body).slice(0, 300))}`];
    case "ndjson":
      return ofValue(body, linesOf(text));
    case "frames":
      return [];
    case "json": {
      const own = parsed(text);
      return own === undefined ? [`body is no JSON: ${JSON.stringify(text.slice(0, 80))}`] : ofValue(body, own.value);
    }
  }
}

export function differences({ response }: Exchange, own: Answer): string[] {
  if (response.status !== own.status) return [`status is ${own.status} (${own.text.slice(0, 200)}), recorded ${response.status} (${typeof response.body === "string" ? response.body.slice(0, 200) : ""})`];
  return [...ofHeaders(response.headers, own.headers), ...ofBody(response, own.text)];
}
