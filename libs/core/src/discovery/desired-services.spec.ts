import { describe, expect, it } from "vitest";
import { desiredServices } from "./desired-services.js";
import { hashRegistration, planSync } from "./plan-sync.js";
import type { RunningAllocation } from "./running-allocation.js";
import { allocation, check, job, port, service, task, taskState } from "./testing/running-job.js";

const hash = (text: string): string => `#${text.length}:${text}`;
const SECOND_NS = 1_000_000_000;

/** The seed's service: unnamed, on a legacy dynamic port of its task, with an HTTP check. */
const web = service({
  PortLabel: "http",
  Tags: ["prod"],
  Checks: [check({ Type: "http", Path: "/health", Interval: 10 * SECOND_NS, Timeout: 2 * SECOND_NS })],
});
const running = (given: Partial<RunningAllocation> = {}): RunningAllocation =>
  allocation({ job: job({ tasks: [task({ Services: [web] })] }), ports: [port("http", 23_456, { task: "frontend" })], ...given });

function only(given: RunningAllocation) {
  const { services, problems, reports } = desiredServices([given], hash);
  expect(services).toHaveLength(1);
  return { registered: services[0]!, problems, reports };
}

function withService(given: Parameters<typeof service>[0], more: Partial<RunningAllocation> = {}): RunningAllocation {
  return running({ job: job({ tasks: [task({ Services: [service({ PortLabel: "http", ...given })] })] }), ...more });
}

function reasons(given: RunningAllocation): readonly string[] {
  return desiredServices([given], hash).problems.map((problem) => problem.reason);
}

describe("a task's service", () => {
  it("is registered under Nomad's id, the implicit name and the port that was really given", () => {
    const { registered, problems } = only(running());
    expect(problems).toEqual([]);
    expect(registered).toMatchObject({
      id: "_nomad-task-a5c15bd8-0000-4000-8000-000000000001-frontend-my-service-webs-frontend-http",
      name: "my-service-webs-frontend",
      tags: ["prod"],
      address: "10.1.0.7",
      port: 23_456,
      meta: { "external-source": "nomad", "berth-node": "node-1" },
    });
    expect(registered.checks).toMatchObject([
      {
        name: 'service: "my-service-webs-frontend" check',
        kind: "http",
        target: "http://10.1.0.7:23456/health",
        method: "GET",
        intervalMs: 10_000,
        timeoutMs: 2_000,
      },
    ]);
    expect(registered.checks[0]?.id).toMatch(/^_nomad-check-#/);
  });

  it.each(["pending", "dead"] as const)("is not registered while the task is %s", (state) => {
    expect(desiredServices([running({ taskStates: { frontend: taskState(state) } })], hash).services).toEqual([]);
  });

  it("fills names, tags and meta from the job, the allocation and its ports", () => {
    const { registered, problems } = only(
      withService({
        Name: "${JOB}-x-${TASK}",
        Tags: ["i${NOMAD_ALLOC_INDEX}", "${NOMAD_ADDR_http}", "${NOMAD_DC}", "${BASE}", "${node.unique.name}"],
        Meta: { group: "${TASKGROUP}", short: "${NOMAD_SHORT_ALLOC_ID}" },
      }),
    );
    expect(problems).toEqual([]);
    expect(registered.name).toBe("my-service-x-frontend");
    expect(registered.tags).toEqual(["i3", "10.1.0.7:23456", "us-west-1", "my-service-webs-frontend", "node-1"]);
    expect(registered.meta).toMatchObject({ group: "webs", short: "a5c15bd8" });
  });

  it("keeps an unknown reference in a tag and says so, and refuses it in a name", () => {
    expect(reasons(withService({ Tags: ["${NOMAD_ADDR_admin}"] }))).toEqual(["${NOMAD_ADDR_admin} is unknown here and stays as it is written"]);
    expect(desiredServices([withService({ Name: "x-${nope}" })], hash).services).toEqual([]);
    expect(reasons(withService({ Name: "x-${nope}" }))).toEqual([expect.stringContaining('"x-${nope}" is no service name')]);
  });

  it("has a canary's tags only while it is one", () => {
    const tags = { Tags: ["prod"], CanaryTags: ["canary"] };
    expect(only(withService(tags)).registered.tags).toEqual(["prod"]);
    expect(only(withService(tags, { canary: true })).registered.tags).toEqual(["canary"]);
    expect(only(withService({ Tags: ["prod"] }, { canary: true })).registered.tags).toEqual(["prod"]);
  });

  it("of the nomad provider is not for a registry", () => {
    expect(desiredServices([withService({ Provider: "nomad" })], hash)).toEqual({ services: [], reports: [], problems: [] });
  });
});

describe("ports and addresses", () => {
  it("prefer the task's own port to the group's of the same label", () => {
    const both = [port("http", 1111), port("http", 2222, { task: "frontend" }), port("http", 3333, { task: "other" })];
    expect(only(withService({}, { ports: both })).registered.port).toBe(2222);
    expect(only(withService({}, { ports: [port("http", 1111)] })).registered.port).toBe(1111);
  });

  it("may be a number, and none at all", () => {
    expect(only(withService({ PortLabel: "9090" })).registered).toMatchObject({ address: "10.1.0.7", port: 9090 });
    expect(only(withService({ PortLabel: "" })).registered).toMatchObject({ address: "10.1.0.7", port: 0 });
  });

  it("name the labels there are when one is missing", () => {
    expect(reasons(withService({ PortLabel: "admin" }))).toEqual(['there is no port "admin"; this allocation has http']);
  });

  it("fall back to the node where a port is bound everywhere, and write IPv6 in brackets", () => {
    const everywhere = [port("http", 80, { hostIp: "0.0.0.0" })];
    expect(only(withService({}, { ports: everywhere, nodeAddress: "fd00::1" })).registered.address).toBe("fd00::1");
    const { registered } = only(running({ ports: everywhere, nodeAddress: "fd00::1" }));
    expect(registered.checks[0]?.target).toBe("http://[fd00::1]:80/health");
  });

  it("take a written address, and refuse the modes a host cannot serve", () => {
    expect(only(withService({ Address: "api.example.com" })).registered.address).toBe("api.example.com");
    expect(reasons(withService({ AddressMode: "driver" }))).toEqual([expect.stringContaining('address_mode "driver" is not supported')]);
  });
});

describe("checks", () => {
  const script = check({ Name: "disk", Type: "script", Command: "/bin/df", Interval: 10 * SECOND_NS, Timeout: SECOND_NS });

  it("of a script become ttl checks fed with the agent's result", () => {
    const state = { id: "web/disk", service: "web", task: "frontend", status: "critical", output: "full" } as const;
    const { registered, reports } = only(withService({ Name: "web", Checks: [script] }, { checks: [state] }));
    expect(registered.checks).toMatchObject([{ kind: "ttl", target: "", intervalMs: 41_000 }]);
    expect(reports).toEqual([{ checkId: registered.checks[0]?.id, status: "critical", output: "full" }]);
  });

  it("that are pending report nothing", () => {
    const state = { id: "web/disk", service: "web", task: "frontend", status: "pending", output: "" } as const;
    expect(only(withService({ Name: "web", Checks: [script] }, { checks: [state] })).reports).toEqual([]);
  });

  it("of tcp may have a port of their own", () => {
    const tcp = check({ Type: "tcp", PortLabel: "admin", Interval: SECOND_NS, Timeout: SECOND_NS });
    const { registered } = only(withService({ Checks: [tcp] }, { ports: [port("http", 1111), port("admin", 2222)] }));
    expect(registered.checks).toMatchObject([{ kind: "tcp", target: "10.1.0.7:2222" }]);
  });

  it("that cannot be carried out leave the service and say why", () => {
    const grpc = check({ Name: "g", Type: "grpc" });
    const lost = check({ Name: "l", Type: "tcp", PortLabel: "nope" });
    expect(only(withService({ Checks: [grpc, lost] })).problems.map((problem) => problem.reason)).toEqual([
      'check "g": checks of type "grpc" are not carried out; use http, tcp or script',
      'check "l": there is no port "nope"; this allocation has http',
    ]);
  });

  it("carry what the agent saw, which changes neither their id nor the content's hash", () => {
    const seen = (status: "passing" | "critical" | "pending") =>
      only(running({ checks: [{ id: 'my-service-webs-frontend/service: "my-service-webs-frontend" check', service: "", task: "frontend", status, output: "" }] })).registered;
    expect(seen("passing").checks[0]?.observedStatus).toBe("passing");
    expect(seen("pending").checks[0]).not.toHaveProperty("observedStatus");
    expect(seen("critical").checks[0]?.id).toBe(seen("passing").checks[0]?.id);
    expect(hashRegistration(seen("critical"), hash).contentHash).toBe(hashRegistration(seen("pending"), hash).contentHash);
  });

  it("have another id when anything about them changes", () => {
    const idOf = (path: string) => only(withService({ Checks: [check({ Type: "http", Path: path })] })).registered.checks[0]?.id;
    expect(idOf("/a")).toBe(idOf("/a"));
    expect(idOf("/a")).not.toBe(idOf("/b"));
  });
});

describe("a group's service", () => {
  const given = { groupServices: [service({ PortLabel: "http" })], tasks: [task({}), task({ Name: "sidecar" })] };

  it("stands while any task of the group runs", () => {
    const { registered } = only(allocation({ job: job(given), ports: [port("http", 1111)], taskStates: { sidecar: taskState("running") } }));
    expect(registered.id).toBe("_nomad-task-a5c15bd8-0000-4000-8000-000000000001-group-webs-my-service-webs-http");
  });

  it("is gone when all tasks are dead", () => {
    const dead = { frontend: taskState("dead"), sidecar: taskState("dead") };
    expect(desiredServices([allocation({ job: job(given), ports: [port("http", 1111)], taskStates: dead })], hash).services).toEqual([]);
  });
});

it("registers the first of two services with one id and names the other", () => {
  const twice = running({ job: job({ tasks: [task({ Services: [web, web] })] }) });
  const { problems } = only(twice);
  expect(problems.map((problem) => problem.reason)).toEqual([expect.stringContaining("has the same name and port")]);
});

describe("the plan", () => {
  const [first, second] = ["00000001", "00000002"].map((id) => only(running({ allocationId: id })).registered);
  const hashed = [first!, second!].map((registration) => hashRegistration(registration, hash));
  const registered = new Map(hashed.map(({ service: { id }, contentHash }) => [id, contentHash]));

  it("is empty when everything is there", () => {
    expect(planSync(hashed, registered)).toEqual({ register: [], deregister: [] });
  });

  it("registers what is missing or changed and removes what nobody wants any more", () => {
    const there = new Map([[first!.id, "older"], ["_nomad-task-gone", "x"]]);
    expect(planSync(hashed, there)).toEqual({ register: hashed, deregister: ["_nomad-task-gone"] });
  });

  it("never removes what Berth did not name", () => {
    expect(planSync([], new Map([["somebody-else", "x"]])).deregister).toEqual([]);
  });

  it("does not depend on the order in which maps were written", () => {
    const other = { ...first!, meta: Object.fromEntries(Object.entries(first!.meta).reverse()) };
    expect(hashRegistration(other, hash).contentHash).toBe(hashed[0]!.contentHash);
  });
});
