import { describe, expect, it } from "vitest";
import { parseDevicesFile } from "./devices-file.js";

const group = { Vendor: "nvidia", Type: "gpu", Name: "A100", Attributes: { memory: { Int: 40, Unit: "GiB" } }, Instances: [{ ID: "a" }, { ID: "b", Healthy: false }] };

describe("the file of a node's devices", () => {
  it("lists groups with their instances, healthy unless it says otherwise", () => {
    const parsed = parseDevicesFile(JSON.stringify([group]));
    expect(parsed).toMatchObject({ ok: true, devices: [{ Name: "A100", Instances: [{ ID: "a", Healthy: true }, { ID: "b", Healthy: false }] }] });
  });

  it.each([
    ["[", "no JSON"],
    ["{}", "at the top"],
    [JSON.stringify([{ ...group, Vendor: "a b" }]), "at 0.Vendor: must not have blanks or slashes"],
    [JSON.stringify([{ ...group, Instances: [{ ID: "a" }, { ID: "a" }] }]), 'at 0.Instances.1.ID: "a" is there twice'],
    [JSON.stringify([{ ...group, Count: 2 }]), "at 0"],
  ])("refuses %s", (text, problem) => {
    const parsed = parseDevicesFile(text);
    expect(parsed.ok ? "" : parsed.problem).toContain(problem);
  });
});
