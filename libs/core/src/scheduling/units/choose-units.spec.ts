import { describe, expect, it } from "vitest";
import { allocationView } from "../../api/allocation-view.js";
import type { NodeDeviceGroup, NodeSpec } from "../../model/node.js";
import { nodeSpec } from "../../testing/node-builder.js";
import { StateBuilder, jobOf } from "../../testing/state-builder.js";
import { chooseUnits } from "./choose-units.js";
import { deviceRuleHolds } from "./device-target.js";
import { unitOfferOf } from "./unit-offer.js";
import { unitRequestsOfGroup } from "./unit-request.js";

function gpus(name: string, ids: readonly string[], memoryGib = 16): NodeDeviceGroup {
  const Instances = ids.map((ID) => ({ ID, Healthy: !ID.startsWith("sick"), HealthDescription: "" }));
  return { Vendor: "nvidia", Type: "gpu", Name: name, Attributes: { memory: { Int: memoryGib, Unit: "GiB" }, cores_clock: { Float: 1.4, Unit: "GHz" } }, Instances };
}

function nodeWith(devices: readonly NodeDeviceGroup[], id = "n"): NodeSpec {
  const spec = nodeSpec(id);
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices: devices } };
}

const job = (resources: string, count = 1): string => `job "j" {
  group "g" {
    count = ${count}
    task "t" {
      driver = "docker"
      config { image = "x" }
      resources {
        memory = 100
        ${resources}
      }
    }
  }
}`;

function choice(resources: string, node: NodeSpec, held: Readonly<Record<string, number>> = {}) {
  const requests = unitRequestsOfGroup(jobOf(job(resources)).TaskGroups[0]!);
  return chooseUnits(unitOfferOf(node), requests, (key) => held[key] ?? 0);
}

describe("choosing units", () => {
  it("takes the first free cores", () => {
    expect(choice("cores = 2", nodeSpec("n"), { "core/0": 1_000, "core/2": 1_000 })).toMatchObject({ kind: "chosen", holding: { cores: [{ task: "t", ids: [1, 3] }] } });
    expect(choice("cores = 3", nodeSpec("n"), { "core/0": 1_000, "core/2": 1_000 })).toEqual({ kind: "failed", misfit: { dimension: "cores", shortfall: 1 } });
  });

  it("leaves the machine's own cores alone", () => {
    const spec = nodeSpec("n");
    const keeping = { ...spec, ReservedResources: { ...spec.ReservedResources, Cpu: { CpuShares: 1_000, ReservedCpuCores: [0] } } };
    expect(choice("cores = 1", keeping)).toMatchObject({ holding: { cores: [{ ids: [1] }] } });
  });

  it("takes no sick instance, and all of one request from one group", () => {
    const node = nodeWith([gpus("small", ["a"]), gpus("big", ["sick-1", "b", "c"])]);
    expect(choice(`device "gpu" { count = 2 }`, node)).toMatchObject({ holding: { devices: [{ name: "big", ids: ["b", "c"], milli: 1_000 }] } });
    expect(choice(`device "gpu" { count = 3 }`, node)).toEqual({ kind: "failed", misfit: { dimension: "devices: no devices match request", shortfall: 1 } });
  });

  it("puts a share where the least is left that is enough", () => {
    const node = nodeWith([gpus("big", ["a", "b", "c"])]);
    const held = { "nvidia/gpu/big/a": 300, "nvidia/gpu/big/b": 600 };
    expect(choice(`device "nvidia/gpu" { share_milli = 400 }`, node, held)).toMatchObject({ holding: { devices: [{ ids: ["b"], milli: 400 }] } });
    expect(choice(`device "nvidia/gpu" { share_milli = 700 }`, node, held)).toMatchObject({ holding: { devices: [{ ids: ["a"] }] } });
    expect(choice(`device "nvidia/gpu" {}`, node, held)).toMatchObject({ holding: { devices: [{ ids: ["c"] }] } });
  });

  it("does not give two requests of one task the same instance", () => {
    const node = nodeWith([gpus("big", ["a", "b"])]);
    expect(choice(`device "nvidia/gpu" {}\ndevice "nvidia/gpu/big" {}`, node)).toMatchObject({ holding: { devices: [{ ids: ["a"] }, { ids: ["b"] }] } });
  });

  it("follows affinities among groups that match", () => {
    const node = nodeWith([gpus("small", ["a"], 8), gpus("big", ["b"], 40)]);
    const liking = (value: string): string => `device "gpu" {\n affinity {\n attribute = "$\${device.attr.memory}"\n operator = ">="\n value = "${value}"\n weight = 60\n }\n }`;
    expect(choice(liking("20 GiB"), node)).toMatchObject({ affinity: 60, holding: { devices: [{ name: "big" }] } });
    expect(choice(liking("80 GiB"), node)).toMatchObject({ affinity: 0, holding: { devices: [{ name: "small" }] } });
  });
});

describe("constraints of devices", () => {
  it.each([
    ["${device.attr.memory}", ">=", "16000 MiB", true],
    ["${device.attr.memory}", ">", "17 GB", true],
    ["${device.attr.memory}", "<", "16 GiB", false],
    ["${device.attr.cores_clock}", ">", "1300 MHz", true],
    ["${device.attr.memory}", "=", "16 GHz", false],
    ["${device.attr.absent}", "is_set", "", false],
    ["${device.model}", "=", "big", true],
    ["${device.model}", "regexp", "^b", true],
    ["${device.vendor}", "!=", "amd", true],
    ["${device.ids}", "set_contains", "a", true],
    ["${attr.kernel.name}", "=", "linux", false],
  ])("%s %s %s is %s", (LTarget, Operand, RTarget, expected) => {
    expect(deviceRuleHolds({ LTarget, Operand, RTarget }, gpus("big", ["a"]))).toBe(expected);
  });
});

describe("placing on devices and cores", () => {
  it("filters nodes that could never give them, and says what is short on the others", () => {
    const builder = new StateBuilder().register(nodeWith([gpus("big", ["a"])], "with")).node("without");
    builder.settle(builder.job(job(`device "gpu" {}`)));
    const second = builder.job(job(`device "gpu" {}`, 2).replace(`"j"`, `"k"`));
    const plan = builder.plan(second);
    expect(plan.failedGroups["g"]).toMatchObject({ constraintFiltered: { "missing devices": 1 }, dimensionExhausted: { "devices: no devices match request": 1 }, nodesExhausted: 1 });
  });

  it("counts a core's MHz, gives cores back when the allocation ends, and shows them", () => {
    const builder = new StateBuilder().node("n", { cpuMhz: 4_000 });
    const first = builder.job(job("cores = 3"));
    builder.settle(first);
    const [allocation] = builder.live(first);
    const node = builder.state.node("n")!;
    expect(builder.state.nodes.cpuUsed[node.row]).toBe(3_000);
    const row = builder.state.allocations.rowOf(allocation!.id);
    expect(allocationView(builder.state, row).AllocatedResources.Tasks["t"]).toMatchObject({ Cpu: { CpuShares: 3_000, ReservedCores: [0, 1, 2] } });
    const second = builder.job(job("cores = 2").replace(`"j"`, `"k"`));
    expect(builder.plan(second).failedGroups["g"]).toMatchObject({ dimensionExhausted: { cpu: 1 } });
    builder.commit(builder.plan(second));
    builder.report(allocation!, "complete").settle(second);
    expect(builder.live(second)[0]!.extras.holding).toEqual({ cores: [{ task: "t", ids: [0, 1] }], devices: [] });
  });

  it("shows devices with their shares", () => {
    const builder = new StateBuilder().register(nodeWith([gpus("big", ["a"])]));
    const record = builder.job(job(`device "gpu" { share_milli = 250 }`, 4));
    builder.settle(record);
    const held = builder.live(record).map(({ id }) => allocationView(builder.state, builder.state.allocations.rowOf(id)).AllocatedResources.Tasks["t"]!.Devices);
    expect(held).toEqual(Array.from({ length: 4 }, () => [{ Vendor: "nvidia", Type: "gpu", Name: "big", DeviceIDs: ["a"], ShareMilli: 250 }]));
    expect(builder.state.node("n")!.units.sorted()).toEqual([["nvidia/gpu/big/a", 1_000]]);
  });

  it("keeps what asks for no device away from devices that others ask for", () => {
    const builder = new StateBuilder().register(nodeWith([gpus("big", ["a"])], "gpu")).node("plain");
    builder.settle(builder.job(job(`device "gpu" {}`)));
    const plain = builder.job(job("cpu = 500", 3).replace(`"j"`, `"plain"`));
    builder.settle(plain);
    expect(builder.live(plain).map(({ node }) => node?.id)).toEqual(["plain", "plain", "plain"]);
  });
});
