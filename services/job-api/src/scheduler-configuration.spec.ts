import { schedulerConfigurationAnswerSchema } from "@berth/core/api/schema/operator-answers";
import { nodeSpec, serviceJob } from "@berth/core/testing/history";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;
const path = "/v1/operator/scheduler/configuration";

beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const read = async () => schedulerConfigurationAnswerSchema.parse(await (await fetch(api.url + path)).json());
const put = (body: unknown, query = ""): Promise<Response> => fetch(api.url + path + query, { method: "PUT", body: JSON.stringify(body) });

describe("the scheduler configuration", () => {
  it("has Nomad's defaults until it is set", async () => {
    const { SchedulerConfig: config } = await read();
    expect(config).toEqual({
      SchedulerAlgorithm: "binpack",
      PreemptionConfig: { SystemSchedulerEnabled: true, SysBatchSchedulerEnabled: false, BatchSchedulerEnabled: false, ServiceSchedulerEnabled: false },
      MemoryOversubscriptionEnabled: false,
      RejectJobRegistration: false,
      PauseEvalBroker: false,
      CreateIndex: 0,
      ModifyIndex: 0,
    });
  });

  it("is replaced as a whole: what is left out is off", async () => {
    const answer = await put({ SchedulerAlgorithm: "spread", PreemptionConfig: { ServiceSchedulerEnabled: true } });
    const { Updated: updated, Index: index } = (await answer.json()) as { Updated: boolean; Index: number };
    expect(updated).toBe(true);
    const { SchedulerConfig: config, Index: readIndex } = await read();
    expect(config).toMatchObject({ SchedulerAlgorithm: "spread", PreemptionConfig: { SystemSchedulerEnabled: false, ServiceSchedulerEnabled: true }, ModifyIndex: index });
    expect(readIndex).toBe(index);
  });

  it("is compared and set with cas", async () => {
    expect(await (await put({}, "?cas=99")).json()).toMatchObject({ Updated: false });
    expect((await read()).SchedulerConfig.ModifyIndex).toBe(0);
    expect(await (await put({}, "?cas=0")).json()).toMatchObject({ Updated: true });
  });

  it("refuses what it cannot mean, and says what it can", async () => {
    const algorithm = await put({ SchedulerAlgorithm: "random" });
    expect(algorithm.status).toBe(400);
    expect(await algorithm.text()).toMatch(/invalid scheduler algorithm: random.*binpack, spread or balance/);
    expect((await put({ PauseEvalBroker: "yes" })).status).toBe(400);
    expect((await put({}, "?cas=x")).status).toBe(400);
    expect((await read()).SchedulerConfig.ModifyIndex).toBe(0);
  });

  it("stops registration and scaling, not stopping", async () => {
    api.log.act((history) => history.node(nodeSpec("11111111-2222-4333-8444-555555555555")));
    const submit = (): Promise<Response> => fetch(`${api.url}/v1/jobs`, { method: "PUT", body: JSON.stringify({ Job: serviceJob("web") }) });
    expect((await submit()).status).toBe(200);
    await put({ RejectJobRegistration: true });
    const scale = { Count: 2, Target: { Group: "g" } };
    const refusals = [await submit(), await fetch(`${api.url}/v1/job/web/scale`, { method: "PUT", body: JSON.stringify(scale) })];
    for (const refused of refusals) {
      expect(refused.status).toBe(403);
      expect(await refused.text()).toBe("Job registration, dispatch, and scale are disabled by the scheduler configuration");
    }
    expect((await fetch(`${api.url}/v1/job/web`, { method: "DELETE" })).status).toBe(200);
  });
});
