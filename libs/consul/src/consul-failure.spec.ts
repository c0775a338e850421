import { describe, expect, it } from "vitest";
import { toRegistryError } from "./consul-failure.js";
import { consulSettings } from "./consul-settings.js";

const answer = (statusCode: number, body = "") => Object.assign(new Error("x"), { isResponse: true, response: { statusCode, body: Buffer.from(body) } });

describe("failures", () => {
  it.each([
    ["a malformed request", answer(400, "Invalid check\n"), "refused", "http-400", "act: Consul calls the request malformed (Invalid check)"],
    ["a token without rights", answer(403), "refused", "http-403", "act: the ACL token may not do this"],
    ["too many requests", answer(429), "transient", "http-429", "act: Consul limits the rate of requests"],
    ["no leader", answer(500, "No cluster leader"), "transient", "http-500", "(No cluster leader)"],
    ["a status nobody listed", answer(418), "refused", "http-418", "act: Consul refuses"],
    ["a server error nobody listed", answer(599), "transient", "http-599", "act: Consul failed"],
    ["a refused connection", Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "transient", "ECONNREFUSED", "is Consul running?"],
    ["a time limit", Object.assign(new Error("x"), { isTimeout: true }), "transient", "ETIMEDOUT", "act: no answer in time"],
    ["anything else", "what", "transient", "unknown", "act: Consul could not be asked"],
  ])("%s", (_name, error, kind, code, says) => {
    const failure = toRegistryError(error, "act");
    expect(failure).toMatchObject({ kind, code });
    expect(failure.message).toContain(says);
  });
});

describe("settings", () => {
  it("are those of Consul's own tools", () => {
    expect(consulSettings({})).toEqual({ url: "http://127.0.0.1:8500", token: "" });
    expect(consulSettings({ CONSUL_HTTP_ADDR: "consul.example:443", CONSUL_HTTP_SSL: "true", CONSUL_HTTP_TOKEN: "t" })).toEqual({
      url: "https://consul.example",
      token: "t",
    });
  });

  it.each([
    ["http://", "CONSUL_HTTP_ADDR is no address"],
    ["unix:///var/run/consul.sock", 'CONSUL_HTTP_ADDR has the unknown scheme "unix:"'],
    ["http://user:pw@host:8500", "CONSUL_HTTP_ADDR must not hold credentials"],
  ])("refuse %s without repeating what may be secret", (address, says) => {
    expect(() => consulSettings({ CONSUL_HTTP_ADDR: address })).toThrow(says);
    expect(() => consulSettings({ CONSUL_HTTP_ADDR: address })).not.toThrow("pw");
  });
});
