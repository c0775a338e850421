// filter= on the lists: whole objects are asked, pages hold only what fits, and what cannot be read is refused with its place.
import { nodeSpec } from "@berth/core/testing/history";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;

beforeEach(async () => {
  api = await startApi();
  api.log.act((history) => history.node({ ...nodeSpec("11111111-2222-4333-8444-555555555555", { meta: { rack: "r1" } }), NodeClass: "small" }));
  for (const [id, priority] of [["a", 10], ["b", 60], ["c", 70], ["d", 80]] as const) {
    const job = { ID: id, Type: "service", Priority: priority, Meta: { team: id < "c" ? "x" : "y" }, TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "raw_exec", Config: { command: "true" } }] }] };
    expect((await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: JSON.stringify({ Job: job }) })).status).toBe(200);
  }
  api.log.settle();
});
afterEach(() => api.close());

async function ids(path: string, filter: string, more = ""): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const response = await fetch(`${api.url}${path}?filter=${encodeURIComponent(filter)}${more}`);
  expect(response.status).toBe(200);
  const items = (await response.json()) as readonly { readonly ID?: string; readonly Name: string }[];
  return { ids: items.map(({ ID, Name }) => ID ?? Name), next: response.headers.get("x-nomad-nexttoken") };
}

describe("filters of lists", () => {
  it("ask the whole job, not what the list shows of it", async () => {
    expect((await ids("/v1/jobs", "Priority > 50")).ids).toEqual(["b", "c", "d"]);
    expect((await ids("/v1/jobs", 'Meta.team == "y" and any TaskGroups as g { g.Count == 1 }')).ids).toEqual(["c", "d"]);
    expect((await ids("/v1/jobs", "Periodic is not nil")).ids).toEqual([]);
    expect((await ids("/v1/jobs", 'ParentID == "" and ParameterizedJob is not nil')).ids).toEqual([]);
  });

  it("fill pages with what fits", async () => {
    const first = await ids("/v1/jobs", "Priority > 50", "&per_page=2");
    expect(first).toEqual({ ids: ["b", "c"], next: "default.d" });
    expect(await ids("/v1/jobs", "Priority > 50", `&per_page=2&next_token=${first.next}`)).toEqual({ ids: ["d"], next: null });
  });

  it("are understood by the other lists", async () => {
    expect((await ids("/v1/nodes", 'Meta.rack == "r1" and NodeClass == small')).ids).toHaveLength(1);
    expect((await ids("/v1/allocations", 'JobID == "a"')).ids).toHaveLength(1);
    expect((await ids("/v1/allocations", 'JobID == "a" and JobID == "b"')).ids).toHaveLength(0);
    expect((await ids("/v1/evaluations", 'TriggeredBy == "job-register" and NextEval == ""')).ids).toHaveLength(4);
    expect((await ids("/v1/deployments", 'JobID matches "^[ab]$"')).ids).toHaveLength(2);
    expect((await ids("/v1/namespaces", 'Name matches "^def"')).ids).toEqual(["default"]);
  });

  it.each([
    ["/v1/jobs", "Priority >", "failed to create result paginator: failed to read filter expression: 1:11: expected a value, found the end"],
    ["/v1/nodes", "Nme == a", 'failed to create result paginator: failed to read filter expression: 1:1: there is no field "Nme" here'],
    ["/v1/jobs", "Priority == high", "failed to read result page: error evaluating filter: 1:1:"],
  ])("%s?filter=%s is refused", async (path, filter, message) => {
    const response = await fetch(`${api.url}${path}?filter=${encodeURIComponent(filter)}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });

  it("go with no other filter of evaluations", async () => {
    const response = await fetch(`${api.url}/v1/evaluations?status=complete&filter=Priority==50`);
    expect({ status: response.status, text: await response.text() }).toEqual({ status: 400, text: "Filter expression cannot be used with other filter parameters" });
  });
});
