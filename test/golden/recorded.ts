// The recorded conversations of a real Nomad, where this machine has them. They are data beside the repository, not part of it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Exchange {
  /** `<scenario>/<number>-<slug>` */
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly bodyFormat: "json" | "text" | "empty" | "ndjson" | "frames";
    readonly body: unknown;
  };
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const directory = process.env["BERTH_GOLDEN_DIR"] ?? `${root}../shared/golden`;

export const recordedAbsent = existsSync(directory) ? undefined : "there are no recorded conversations here: set BERTH_GOLDEN_DIR to their directory";

export function scenarios(): readonly string[] {
  return recordedAbsent === undefined ? readdirSync(directory).filter((name) => /^\d\d-/.test(name)).sort() : [];
}

export function exchangesOf(scenario: string): readonly Exchange[] {
  return readdirSync(`${directory}/${scenario}`)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ ...(JSON.parse(readFileSync(`${directory}/${scenario}/${file}`, "utf8")) as Omit<Exchange, "name">), name: `${scenario}/${file.replace(/\.json$/, "")}` }));
}

export function jobFile(name: string): string {
  return readFileSync(`${directory}/jobs/${name}.nomad`, "utf8");
}

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Method and path with what names one object left out, for counting. */
export function endpointOf({ request }: Exchange): string {
  const path = request.path
    .replaceAll(uuid, "{id}")
    .replace(/^(\/v1\/job\/)(.*?)(\/(?:allocations|evaluations|deployments?|versions|summary|scale|plan|dispatch|evaluate|revert|stable|periodic\/force))?$/, (_all, start: string, _id, end: string | undefined) => `${start}{id}${end ?? ""}`);
  return `${request.method === "POST" ? "PUT" : request.method} ${path}`;
}
