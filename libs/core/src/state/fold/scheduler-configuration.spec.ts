import { describe, expect, it } from "vitest";
import { type SchedulerConfiguration, defaultSchedulerConfiguration, registrationDisabledText } from "../../model/scheduler-configuration.js";
import { History, nodeSpec, serviceJob } from "../../testing/history.js";
import { StateBuilder } from "../../testing/state-builder.js";
import { dumpState, restoreState } from "../snapshot/snapshot.js";
import { stateHash } from "../state-hash.js";

const { CreateIndex: _created, ModifyIndex: _modified, ...defaults } = defaultSchedulerConfiguration;

function set(history: History, change: Partial<SchedulerConfiguration>, expectedModifyIndex?: number) {
  return history.fold({ type: "SchedulerConfigured", configuration: { ...defaults, ...change }, expectedModifyIndex }).outcomes[0]!;
}

describe("the scheduler configuration", () => {
  it("begins as Nomad's, at no index", () => {
    expect(new History().state.schedulerConfiguration).toEqual({ ...defaults, CreateIndex: 0, ModifyIndex: 0 });
  });

  it("is replaced as a whole and keeps the index at which it was first set", () => {
    const history = new History();
    expect(set(history, { SchedulerAlgorithm: "spread" })).toMatchObject({ kind: "applied", index: 1 });
    expect(set(history, { PauseEvalBroker: true })).toMatchObject({ kind: "applied", index: 2 });
    expect(history.state.schedulerConfiguration).toEqual({ ...defaults, PauseEvalBroker: true, CreateIndex: 1, ModifyIndex: 2 });
  });

  it("is compared and set: an older index changes nothing", () => {
    const history = new History();
    expect(set(history, { SchedulerAlgorithm: "spread" }, 7)).toMatchObject({ kind: "refused", code: "stale-index" });
    expect(set(history, { SchedulerAlgorithm: "spread" }, 0)).toMatchObject({ kind: "applied", index: 2 });
    expect(set(history, {}, 0)).toMatchObject({ kind: "refused", code: "stale-index" });
    expect(set(history, {}, 2)).toMatchObject({ kind: "applied" });
  });

  it("refuses registering and scaling while it says so", () => {
    const history = new History();
    history.register(serviceJob("web"));
    set(history, { RejectJobRegistration: true });
    const refused = { kind: "refused", code: "registration-disabled", message: registrationDisabledText };
    expect(history.register(serviceJob("web"))).toMatchObject(refused);
    expect(history.fold({ type: "JobScaled", namespace: "default", jobId: "web", group: "g", count: 2 }).outcomes[0]).toMatchObject(refused);
    expect(history.fold({ type: "JobDeregistered", namespace: "default", jobId: "web", purge: false }).outcomes[0]).toMatchObject({ kind: "applied" });
    set(history, {});
    expect(history.register(serviceJob("web"))).toMatchObject({ kind: "applied" });
  });

  it("has its part in the hash, once set, and in snapshots", () => {
    const [one, other] = [new History(), new History()];
    for (const history of [one, other]) history.node(nodeSpec("n1"));
    set(one, { SchedulerAlgorithm: "spread" });
    set(other, { SchedulerAlgorithm: "binpack" });
    expect(stateHash(one.state)).not.toBe(stateHash(other.state));
    const restored = restoreState(dumpState(one.state));
    expect(restored.schedulerConfiguration).toEqual(one.state.schedulerConfiguration);
    expect(stateHash(restored)).toBe(stateHash(one.state));
  });

  it("has the algorithm that ranks: spread takes the emptiest node, binpack the fullest", () => {
    const chosen = (algorithm: SchedulerConfiguration["SchedulerAlgorithm"]): string => {
      const builder = new StateBuilder().node("n1").node("n2");
      builder.append([{ type: "SchedulerConfigured", configuration: { ...defaults, SchedulerAlgorithm: algorithm }, expectedModifyIndex: undefined }]);
      const first = builder.job(serviceJob("first"));
      builder.settle(first);
      const second = builder.job(serviceJob("second"));
      builder.settle(second);
      return builder.live(first)[0]!.node!.id === builder.live(second)[0]!.node!.id ? "the same" : "another";
    };
    expect(chosen("binpack")).toBe("the same");
    expect(chosen("spread")).toBe("another");
  });
});
