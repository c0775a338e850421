import { expect, it } from "vitest";
import { ownedPorts, portEnvironment, publishedPorts, type TaskPort } from "./port-publishing.js";

const http: TaskPort = { label: "http", hostIp: "10.0.0.5", value: 20_001, to: 0, task: "web" };
const https: TaskPort = { label: "https", hostIp: "10.0.0.5", value: 20_002, to: 0, task: "web" };
const grouped: TaskPort = { label: "db", hostIp: "10.0.0.5", value: 20_003, to: 5_432, task: "" };

function brief(ports: ReturnType<typeof publishedPorts>): string[] {
  return ports.map((port) => `${port.hostIp}:${port.hostPort}->${port.containerPort}`);
}

it("publishes a legacy task's ports on the same number inside", () => {
  expect(brief(publishedPorts([http, https], {}))).toEqual(["10.0.0.5:20001->20001", "10.0.0.5:20002->20002"]);
});

it("publishes a group's port only when it is named, on its `to`", () => {
  expect(publishedPorts([grouped], {})).toEqual([]);
  expect(brief(publishedPorts([grouped, http], { ports: ["db"] }))).toEqual(["10.0.0.5:20003->5432"]);
});

it("publishes every port when the agent does not tell whose it is", () => {
  const { task: _, ...unowned } = http;
  expect(brief(publishedPorts([unowned], {}))).toEqual(["10.0.0.5:20001->20001"]);
});

it("maps a legacy port and tells the task the number inside", () => {
  const config = { port_map: { http: 80 } };
  const published = publishedPorts([http, https], config);
  expect(brief(published)).toEqual(["10.0.0.5:20001->80", "10.0.0.5:20002->20002"]);
  expect(portEnvironment(published, config, "web")).toEqual({ NOMAD_PORT_http: "80", NOMAD_ALLOC_PORT_http: "80", NOMAD_PORT_web_http: "80", NOMAD_HOST_PORT_http: "20001" });
});

it("takes a dynamic `to` (-1) as the host's number", () => {
  expect(brief(publishedPorts([{ ...grouped, to: -1 }], { ports: ["db"] }))).toEqual(["10.0.0.5:20003->20003"]);
});

it.each(["host", "none", "container:abc"])("publishes nothing in network mode %s", (network_mode) => {
  expect(publishedPorts([http], { network_mode })).toEqual([]);
});

it("refuses labels that the allocation does not have", () => {
  expect(() => publishedPorts([http], { ports: ["htpp"] })).toThrow('config.ports names the port "htpp", which is not in the task\'s network; its ports are http');
  expect(() => publishedPorts([], { port_map: { db: 1 } })).toThrow("this task has no ports");
});

it("tells a task's own legacy port from its group's by the variables that only a legacy port has", () => {
  const ports = [{ label: "a-b", hostIp: "", value: 1, to: 0 }, { label: "db", hostIp: "", value: 2, to: 0 }, { label: "x", hostIp: "", value: 3, to: 0 }];
  const env = { "NOMAD_PORT_a_b": "1", "NOMAD_PORT_web_a_b": "1", NOMAD_PORT_db: "2" };
  expect(ownedPorts({ task: "web", env, ports }).map((port) => port.task)).toEqual(["web", "", undefined]);
});
