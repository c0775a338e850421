import { expect, it } from "vitest";
import { PrometheusMetrics } from "./prometheus-metrics.js";

it("gives its numbers as rows under their own names", async () => {
  const metrics = new PrometheusMetrics({ labels: { service: "s" }, process: false });
  metrics.count("berth.plan.placed", 3);
  metrics.gauge("nomad.client.allocs.running", 4, { node: "a" });
  metrics.gauge("nomad.client.allocs.running", 5, { node: "b" });
  metrics.observe("nomad.plan.submit", 10, { kind: "x" });
  metrics.observe("nomad.plan.submit", 20, { kind: "x" });
  metrics.observe("nomad.plan.submit", 1, { kind: "y" });
  expect(await metrics.rows()).toEqual([
    { name: "berth.plan.placed", kind: "counter", labels: { service: "s" }, value: 3, sum: 3 },
    { name: "nomad.client.allocs.running", kind: "gauge", labels: { service: "s", node: "a" }, value: 4, sum: 4 },
    { name: "nomad.client.allocs.running", kind: "gauge", labels: { service: "s", node: "b" }, value: 5, sum: 5 },
    { name: "nomad.plan.submit", kind: "observation", labels: { service: "s", kind: "x" }, value: 2, sum: 30 },
    { name: "nomad.plan.submit", kind: "observation", labels: { service: "s", kind: "y" }, value: 1, sum: 1 },
  ]);
});

it("refuses one name for two kinds", () => {
  const metrics = new PrometheusMetrics({ labels: {}, process: false });
  metrics.count("a", 1);
  expect(() => metrics.gauge("a", 1)).toThrow("the metric a is a counter already and cannot be a gauge");
});
