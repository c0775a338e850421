import { describe, expect, it } from "vitest";
import { fits, reservedPortCollision } from "./fit.js";
import { choosePorts } from "./ports.js";

const capacity = { cpuMhz: 1000, memoryMb: 1000, diskMb: 1000 };
const used = { cpuMhz: 400, memoryMb: 500, diskMb: 600 };

describe("fits", () => {
  it.each([
    [{ cpuMhz: 600, memoryMb: 500, diskMb: 400 }, undefined],
    [{ cpuMhz: 601, memoryMb: 501, diskMb: 401 }, { dimension: "cpu", shortfall: 1 }],
    [{ cpuMhz: 1, memoryMb: 700, diskMb: 900 }, { dimension: "memory", shortfall: 200 }],
    [{ cpuMhz: 1, memoryMb: 1, diskMb: 500 }, { dimension: "disk", shortfall: 100 }],
  ])("%j: %j", (ask, misfit) => {
    expect(fits(capacity, used, ask)).toEqual(misfit);
  });
});

const port = (label: string, staticPort = 0) => ({ label, task: "", staticPort, to: 0 });
const range = { MinDynamicPort: 20_000, MaxDynamicPort: 20_003 };
const choose = (requests: Parameters<typeof choosePorts>[1], taken: readonly number[], start = 1) => {
  const isTaken = (candidate: number): boolean => taken.includes(candidate);
  return choosePorts(range, requests, { taken: { forStatic: isTaken, forDynamic: isTaken }, start });
};

describe("ports", () => {
  it("says which static port collides", () => {
    const collision = { dimension: "network: reserved port collision http=80", shortfall: 1 };
    expect(reservedPortCollision([port("http", 80)], (candidate) => candidate === 80)).toEqual(collision);
    expect(choose([port("x"), port("http", 80)], [80])).toEqual({ kind: "failed", label: "http", misfit: collision });
  });

  it("refuses the same static port twice in one allocation", () => {
    expect(choose([port("a", 80), port("b", 80)], [])).toMatchObject({ kind: "failed", label: "b" });
  });

  it("hands out each port once, also beside a static one in the range", () => {
    const choice = choose([port("a"), port("b", 20_001), port("c"), port("d")], []);
    expect(choice.kind === "chosen" && new Set(choice.ports)).toEqual(new Set([20_000, 20_001, 20_002, 20_003]));
    expect(choice.kind === "chosen" && choice.ports[1]).toBe(20_001);
  });

  it("names the label for which nothing is left", () => {
    expect(choose([port("a"), port("b")], [20_000, 20_001, 20_003])).toMatchObject({ kind: "failed", label: "b" });
  });

  it("starts elsewhere for another seed", () => {
    const wide = { MinDynamicPort: 20_000, MaxDynamicPort: 32_000 };
    const free = { forStatic: () => false, forDynamic: () => false };
    const first = [...Array(20).keys()].map((start) => {
      const choice = choosePorts(wide, [port("a")], { taken: free, start });
      return choice.kind === "chosen" ? choice.ports[0] : undefined;
    });
    expect(new Set(first).size).toBeGreaterThan(15);
  });
});
