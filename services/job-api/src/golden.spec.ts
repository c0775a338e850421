// Answers against recorded conversations of Nomad: the shapes of everything that clients read, and the texts of errors.
import { nodeSpec, report } from "@berth/core/testing/history";
import type { TaskState } from "@berth/core/model/report";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";
import { exchange, type Exchange, goldenAbsent } from "./testing/golden.js";
import { shapeDifferences } from "./testing/shape-difference.js";

let api: TestApi;
const nodeId = "11111111-2222-4333-8444-555555555555";
const noUuid = "00000000-0000-0000-0000-000000000000";

beforeEach(async (ctx) => {
  if (goldenAbsent !== undefined) ctx.skip(goldenAbsent);
  api = await startApi();
  const spec = nodeSpec(nodeId, { meta: { rack: "r1" } });
  const has = { ...spec.NodeResources, Cpu: { ...spec.NodeResources.Cpu, ReservableCpuCores: [0, 1] } };
  api.log.act((history) => history.node({ ...spec, NodeClass: "small", NodeResources: has }));
});
afterEach(() => api?.close());

async function send(path: string, { method = "GET", body }: { method?: string; body?: unknown } = {}): Promise<{ status: number; text: string }> {
  const init: RequestInit = { method };
  if (body !== undefined && body !== null) init.body = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(api.url + path, init);
  return { status: response.status, text: await response.text() };
}

async function read(path: string): Promise<unknown> {
  const { status, text } = await send(path);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

/** Sends the recorded request and returns what came instead of what was recorded. */
async function replay({ request }: Exchange): Promise<{ status: number; text: string }> {
  const query = new URLSearchParams(request.query).toString();
  return send(query === "" ? request.path : `${request.path}?${query}`, { method: request.method, body: request.body });
}

const started: TaskState = {
  state: "running",
  failed: false,
  restarts: 0,
  lastRestartMs: 0,
  startedAtMs: 1_700_000_000_000,
  finishedAtMs: 0,
  events: [{ type: "Started", timeMs: 1_700_000_000_000, message: "Task started by client", details: {} }],
};

/** The recorded service job, placed, running and healthy. */
async function runningWeb(): Promise<void> {
  expect((await replay(exchange("01-service-job", "006"))).status).toBe(200);
  api.log.settle();
  const stubs = (await read("/v1/job/web/allocations")) as { ID: string; TaskGroup: string }[];
  expect(stubs).toHaveLength(3);
  const reports = stubs.map(({ ID, TaskGroup }) =>
    report(ID, { description: "Tasks are running", taskStates: { [TaskGroup === "api" ? "server" : "worker"]: started }, healthy: true }),
  );
  api.log.act((history) => history.report(nodeId, reports));
}

function expectShape(scenario: string, number: string, own: unknown, ignored: readonly string[] = []): void {
  const { response } = exchange(scenario, number);
  expect(shapeDifferences(response.body, own, { ignored: new Set(ignored) })).toEqual([]);
}

describe("shapes of a service job", () => {
  it("before it is placed", async () => {
    const registered = await replay(exchange("01-service-job", "006"));
    expect(registered.status, registered.text).toBe(200);
    expectShape("01-service-job", "006", JSON.parse(registered.text));
    expectShape("01-service-job", "007", await read("/v1/job/web"));
  });

  it("while it runs", async () => {
    await runningWeb();
    const [evaluation] = (await read("/v1/job/web/evaluations")) as { ID: string }[];
    const deployment = (await read("/v1/job/web/deployment")) as { ID: string };
    const paths: [string, string][] = [
      ["008", `/v1/evaluation/${evaluation!.ID}`],
      ["009", `/v1/evaluation/${evaluation!.ID}/allocations`],
      ["010", "/v1/job/web/deployment"],
      ["012", `/v1/deployment/${deployment.ID}`],
      ["013", `/v1/deployment/allocations/${deployment.ID}`],
      ["014", "/v1/jobs"],
      ["017", "/v1/job/web"],
      ["018", "/v1/job/web/summary"],
      ["019", "/v1/job/web/allocations"],
      ["020", "/v1/job/web/evaluations"],
      ["021", "/v1/job/web/deployments"],
      ["022", "/v1/job/web/versions"],
      ["048", "/v1/job/web/scale"],
    ];
    for (const [number, path] of paths) expectShape("01-service-job", number, await read(path));
    const [stub] = (await read("/v1/allocations")) as { ID: string }[];
    // The recorded allocation is of another job: names of tasks differ.
    const whole = (await read(`/v1/allocation/${stub!.ID}`)) as Record<string, unknown>;
    expectShape("08-allocations-client", "005", whole, ["Tasks", "TaskLifecycles", "TaskResources", "TaskStates", "Services", "Artifacts", "Templates", "Env", "Config"]);
  });

  it("when it is stopped", async () => {
    await runningWeb();
    expectShape("01-service-job", "063", JSON.parse((await send("/v1/job/web", { method: "DELETE" })).text));
    api.log.settle();
    expectShape("01-service-job", "064", await read("/v1/job/web"));
    expectShape("01-service-job", "065", await read("/v1/job/web/summary"));
  });
});

describe("plans", () => {
  const plan = async (number: string): Promise<Record<string, unknown>> => {
    const { status, text } = await replay(exchange("01-service-job", number));
    expect(status, text).toBe(200);
    return JSON.parse(text) as Record<string, unknown>;
  };

  it("of a new job have the recorded shape and annotations", async () => {
    const own = await plan("004");
    expectShape("01-service-job", "004", own, ["Diff", "Warnings"]);
    expect(own["Diff"]).toMatchObject({ Type: "Added", ID: "web" });
  });

  it.each(["028", "029", "031", "033", "036"])("%s: what the groups need and what differs", async (number) => {
    await runningWeb();
    const recorded = exchange("01-service-job", number).response.body as { Annotations: { DesiredTGUpdates: object }; Diff: object };
    const own = (await plan(number)) as unknown as { Annotations: { DesiredTGUpdates: object }; Diff: { Type: string } };
    expect(own.Annotations.DesiredTGUpdates).toMatchObject(recorded.Annotations.DesiredTGUpdates);
    // A field that came after the recorded version.
    const diff: unknown = JSON.parse(JSON.stringify(own.Diff, (_key, value: unknown) => (Array.isArray(value) ? value.filter((item) => item?.Name !== "SecretsMB") : value)));
    expect(diff).toMatchObject(recorded.Diff);
  });
});

/** Of a diff: which groups and tasks change how, and what that forces. */
function outline(diff: unknown): unknown {
  const { Type, TaskGroups } = diff as { Type: string; TaskGroups: { Name: string; Type: string; Updates: unknown; Tasks: { Name: string; Type: string; Annotations: unknown }[] }[] };
  return { Type, groups: TaskGroups.map((group) => ({ ...group, Fields: 0, Objects: 0, Tasks: group.Tasks.map(({ Name, Type: type, Annotations }) => ({ Name, type, Annotations })) })) };
}

describe("outlines of plans", () => {
  // Their groups have fields and objects that came after the recorded version.
  it.each(["030", "032", "034", "035"])("%s", async (number) => {
    await runningWeb();
    const recorded = exchange("01-service-job", number).response.body as { Diff: object };
    const own = JSON.parse((await replay(exchange("01-service-job", number))).text) as typeof recorded;
    expect(outline(own.Diff)).toEqual(outline(recorded.Diff));
  });

  it("an update that finds no room: Nomad counts it as an update, Berth leaves the old one running and ignores it", async () => {
    await runningWeb();
    const recorded = exchange("01-service-job", "037").response.body as Record<string, object>;
    const own = JSON.parse((await replay(exchange("01-service-job", "037"))).text) as Record<string, object>;
    expect(Object.keys(own["FailedTGAllocs"]!)).toEqual(Object.keys(recorded["FailedTGAllocs"]!));
    expect(shapeDifferences(recorded["CreatedEvals"], own["CreatedEvals"], { ignored: new Set(["ClassEligibility", "ResourcesExhausted", "CreateTime", "ModifyTime"]) })).toEqual([]);
  });
});

describe("shapes of what cannot be placed", () => {
  it("evaluations name why", async () => {
    expect((await replay(exchange("03-unplaceable-job", "002"))).status).toBe(200);
    api.log.settle();
    const evaluations = (await read("/v1/job/big/evaluations")) as { ID: string; Status: string }[];
    const byStatus = (status: string): string => evaluations.find((evaluation) => evaluation.Status === status)!.ID;
    expectShape("03-unplaceable-job", "003", await read(`/v1/evaluation/${byStatus("complete")}`), ["ResourcesExhausted"]);
    expectShape("03-unplaceable-job", "004", await read(`/v1/evaluation/${byStatus("blocked")}`), ["ResourcesExhausted", "ClassEligibility"]);
  });
});

describe("shapes of nodes and of the server", () => {
  it.each([
    ["07-nodes", "001", "/v1/nodes"],
    ["07-nodes", "005", "/v1/nodes?resources=true"],
    ["07-nodes", "006", `/v1/node/${nodeId}`],
    ["13-agent-operator", "002", "/v1/agent/members"],
    ["13-agent-operator", "003", "/v1/agent/servers"],
    ["13-agent-operator", "004", "/v1/agent/health"],
    ["13-agent-operator", "015", "/v1/status/leader"],
    ["13-agent-operator", "017", "/v1/status/peers"],
    ["13-agent-operator", "018", "/v1/regions"],
    ["13-agent-operator", "037", "/v1/metrics"],
    ["17-blocking-queries", "020", "/v1/namespaces"],
  ])("%s/%s %s", async (scenario, number, path) => {
    expectShape(scenario, number, await read(path), ["Counters", "Samples", "Points", "NodeNetworks"]);
  });

  it("allocations of a node come whole", async () => {
    await runningWeb();
    const own = await read(`/v1/node/${nodeId}/allocations`);
    expectShape("07-nodes", "007", own, ["Tasks", "TaskLifecycles", "TaskResources", "TaskStates", "Services", "DeploymentStatus", "DesiredTransition"]);
  });
});

describe("errors as recorded", () => {
  // Left out: texts of Go's JSON decoder, where ours names line and field instead.
  const exact: [string, string][] = [
    ...["001", "002", "003", "004", "005", "006", "007", "008", "009", "010", "011", "012"].map((n): [string, string] => ["16-errors", n]),
    ...["014", "015", "016", "017", "019", "020", "021", "024", "025", "029", "030", "036", "037", "045"].map((n): [string, string] => ["16-errors", n]),
    ...["055", "056", "057", "058", "059", "060", "061", "062", "063", "064", "068", "069"].map((n): [string, string] => ["16-errors", n]),
    ...["071", "072", "073", "075", "077", "078", "082", "083", "107", "109"].map((n): [string, string] => ["16-errors", n]),
    ...["003", "004", "015", "016", "017", "037", "038", "039"].map((n): [string, string] => ["07-nodes", n]),
    ...["075", "076"].map((n): [string, string] => ["08-allocations-client", n]),
    ...["008", "009", "010", "012", "013", "014"].map((n): [string, string] => ["09-evaluations", n]),
    ["13-agent-operator", "041"],
  ];
  it.each(exact)("%s/%s", async (scenario, number) => {
    const recorded = exchange(scenario, number);
    const own = await replay(recorded);
    const text = recorded.response.bodyFormat === "json" ? JSON.stringify(recorded.response.body) : String(recorded.response.body);
    expect({ ...own }).toEqual({ status: recorded.response.status, text });
  });

  it("an unknown region, and an unknown allocation's log", async () => {
    expect(await replay(exchange("16-errors", "079"))).toMatchObject({ status: 500, text: expect.stringMatching(/^No path to region/) });
    const log = await send(`/v1/client/fs/logs/${noUuid}?task=main&type=stdout`);
    expect(log).toEqual({ status: 404, text: exchange("08-allocations-client", "048").response.body });
  });
});
