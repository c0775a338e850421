// docs/compatibility.md and the table of routes say the same: nothing is served that the page does not have, and nothing is said
// to be served that is not.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { allRoutes } from "../../services/job-api/src/routes/all-routes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/compatibility.md"), "utf8");

interface Row {
  readonly endpoint: string;
  readonly result: string;
  readonly how: string;
  readonly test: string;
}

/** Names of parameters are ours. */
const general = (endpoint: string): string => endpoint.replaceAll(/\{\w+\}/g, "{}");

const rows: readonly Row[] = [...page.matchAll(/^\| `((?:GET|PUT|DELETE) \/[^`]*)` \| (\w+) \| (.*?) \| (?:`([^`]+)`)? ?\|$/gm)].map(([, endpoint, result, how, test]) => ({
  endpoint: general(endpoint!),
  result: result!,
  how: how!,
  test: test ?? "",
}));
const served = allRoutes.map(({ method, path }) => general(`${method} ${path}`));

describe("docs/compatibility.md", () => {
  it("has a row for each route", () => {
    expect(rows.length).toBeGreaterThan(100);
    const listed = new Set(rows.map(({ endpoint }) => endpoint));
    expect(served.filter((endpoint) => !listed.has(endpoint))).toEqual([]);
  });

  it("has no row twice, and none for what is not served, but for what is planned", () => {
    expect(rows.map(({ endpoint }) => endpoint).toSorted()).toEqual([...new Set(rows.map(({ endpoint }) => endpoint))].toSorted());
    expect(rows.filter(({ endpoint, result }) => result !== "planned" && !served.includes(endpoint))).toEqual([]);
  });

  it("says how what differs does, why what is refused is, and which test shows it", () => {
    expect(rows.filter(({ result }) => !["works", "differs", "refused", "own", "planned"].includes(result))).toEqual([]);
    expect(rows.filter(({ result, how }) => (result === "differs" || result === "refused") && how === "")).toEqual([]);
    expect(rows.filter(({ result, test }) => result !== "planned" && !existsSync(join(root, test === "" ? "absent" : test)))).toEqual([]);
  });
});
