// The compose file as a newcomer uses it: base images made here, image built, stack up, the seed's kind of job on the
// docker driver, four schedulers, and down again. Takes minutes, so it runs only when asked for.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importBusyboxImage } from "@berth/embedded/busybox-image";
import type { Dockerd } from "@berth/embedded/dockerd";
import { dockerForTest } from "@berth/testkit/servers/docker-for-test";
import { afterAll, beforeAll, describe, expect, it, type TestContext, vi } from "vitest";
import { makeBaseImages, whyNoComposeHere } from "./base-images.js";
import { type ComposeStack, composeStack } from "./compose-stack.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WEB_IMAGE = "hashicorp/web-frontend:latest";
const SERVICE = "my-service-webs-frontend";
const OWN_SERVICES = ["job-api", "evaluation-broker", "scheduler", "plan-applier", "controller-manager", "node-gateway", "discovery-sync", "history-projector", "node-agent"];
const MINUTE_MS = 60_000;

const asked = process.env["BERTH_TEST_COMPOSE"] === "1";
const reason = asked ? await whyNoComposeHere() : "takes minutes; set BERTH_TEST_COMPOSE=1 to run it";

interface AllocationAnswer {
  readonly ID: string;
  readonly ClientStatus: string;
  readonly DesiredStatus: string;
}

describe("docker-compose.yml", () => {
  const docker = reason === undefined ? dockerForTest() : undefined;
  let stack: ComposeStack | undefined;

  beforeAll(async () => {
    const engine = runningEngine();
    if (docker === undefined || engine === undefined) return;
    const { dockerHost, socketPath } = engine;
    await makeBaseImages({ dockerHost, onProgress: (line) => console.log(line) });
    await importBusyboxImage({
      socketPath,
      tag: WEB_IMAGE,
      changes: ['CMD ["sh", "-c", "exec httpd -f -p $NOMAD_PORT_http -h /www"]'],
      files: { "/www/health": "ok\n" },
    });
    stack = await composeStack({ root: ROOT, directory: docker.directory, dockerHost, socketPath });
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    await stack?.down();
  }, 2 * MINUTE_MS);

  /** undefined where no engine can run; each test then skips with the reason. */
  function runningEngine(): Dockerd | undefined {
    try {
      return docker?.server;
    } catch {
      return undefined;
    }
  }

  function orSkip(test: TestContext): ComposeStack {
    if (docker === undefined) return test.skip(reason);
    docker.orSkip(test);
    if (stack === undefined) throw new Error("the base images could not be made; see above");
    return stack;
  }

  it("builds one image for all services", { timeout: 6 * MINUTE_MS }, async (test) => {
    await orSkip(test).compose(["build", "job-api"], 6 * MINUTE_MS);
  });

  it("comes up with four schedulers, every container healthy", { timeout: 3 * MINUTE_MS }, async (test) => {
    const up = orSkip(test);
    await up.compose(["up", "-d", "--no-build", "--scale", "scheduler=4"], 2 * MINUTE_MS);
    await vi.waitFor(
      async () => {
        for (const service of [...OWN_SERVICES, "nats", "postgres", "consul"]) {
          const health = (await up.containers(service)).map((container) => container.health);
          expect({ service, health }).toEqual({ service, health: Array(service === "scheduler" ? 4 : 1).fill("healthy") });
        }
      },
      { timeout: 2 * MINUTE_MS, interval: 2_000 },
    ).catch(withLogs(up));
  });

  it("runs the job on Docker, five healthy in Consul and behind HAProxy", { timeout: 3 * MINUTE_MS }, async (test) => {
    const up = orSkip(test);
    const hcl = await readFile(join(ROOT, "examples/my-service.hcl"), "utf8");
    const job: unknown = await (await post(`${up.apiUrl}/v1/jobs/parse`, { JobHCL: hcl, Canonicalize: true })).json();
    await post(`${up.apiUrl}/v1/jobs`, { Job: job });
    await vi.waitFor(async () => expect(await running(up)).toHaveLength(5), { timeout: MINUTE_MS, interval: 1_000 }).catch(withLogs(up));
    await vi.waitFor(async () => expect(await passing(up)).toHaveLength(5), { timeout: MINUTE_MS, interval: 1_000 }).catch(withLogs(up));
    await vi.waitFor(async () => expect(await (await fetch(`${up.haproxyUrl}/health`)).text()).toBe("ok\n"), { timeout: 30_000, interval: 1_000 }).catch(withLogs(up));
  });

  it("leaves every task alone while node-agent and plan-applier are killed and come back", { timeout: 2 * MINUTE_MS }, async (test) => {
    const up = orSkip(test);
    const before = await up.taskContainers();
    expect(before).toHaveLength(5);
    await up.compose(["kill", "-s", "SIGKILL", "node-agent", "plan-applier"], 30_000);
    await up.compose(["up", "-d", "--no-build", "--scale", "scheduler=4"], MINUTE_MS);
    await vi.waitFor(
      async () => {
        expect((await up.containers("node-agent"))[0]?.health).toBe("healthy");
        expect(await running(up)).toHaveLength(5);
      },
      { timeout: MINUTE_MS, interval: 1_000 },
    ).catch(withLogs(up));
    expect(await passing(up)).toHaveLength(5);
    expect(await up.taskContainers()).toEqual(before);
  });

  it("stops the job and takes its services out of Consul", { timeout: 2 * MINUTE_MS }, async (test) => {
    const up = orSkip(test);
    await fetch(`${up.apiUrl}/v1/job/my-service`, { method: "DELETE" });
    await vi.waitFor(async () => expect([await running(up), await passing(up), await up.taskContainers()]).toEqual([[], [], []]), { timeout: MINUTE_MS, interval: 1_000 }).catch(withLogs(up));
  });
});

async function post(url: string, body: unknown): Promise<Response> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function running(up: ComposeStack): Promise<readonly AllocationAnswer[]> {
  const answer = await fetch(`${up.apiUrl}/v1/job/my-service/allocations`);
  const allocations = (await answer.json()) as readonly AllocationAnswer[];
  return allocations.filter((allocation) => allocation.ClientStatus === "running" && allocation.DesiredStatus === "run");
}

async function passing(up: ComposeStack): Promise<readonly unknown[]> {
  return (await (await fetch(`${up.consulUrl}/v1/health/service/${SERVICE}?passing=1&tag=prod`)).json()) as readonly unknown[];
}

function withLogs(up: ComposeStack): (error: unknown) => Promise<never> {
  return async (error) => {
    console.log(await up.logs());
    throw error;
  };
}
