import { DriverStartError } from "@berth/ports/driver";
import { describe, expect, it } from "vitest";
import { DEFAULT_DOCKER_SETTINGS, type DockerSettings } from "./settings.js";
import { parseDurationMs, readTaskConfig } from "./task-config.js";

function refusal(config: Record<string, unknown>, settings: Partial<DockerSettings> = {}): string {
  try {
    readTaskConfig(config, { ...DEFAULT_DOCKER_SETTINGS, ...settings });
  } catch (error) {
    expect(error).toBeInstanceOf(DriverStartError);
    expect((error as DriverStartError).recoverable).toBe(false);
    return (error as Error).message;
  }
  throw new Error("the config was accepted");
}

describe("a docker task's config", () => {
  it("takes blocks as HCL gives them and text where interpolation made numbers text", () => {
    const config = readTaskConfig(
      { image: " redis:8 ", port_map: [{ db: "6379" }], labels: [{ a: "1" }, { b: "2" }], privileged: "false", args: ["a", 1], pids_limit: "64" },
      DEFAULT_DOCKER_SETTINGS,
    );
    expect(config).toMatchObject({ image: "redis:8", port_map: { db: 6379 }, labels: { a: "1", b: "2" }, privileged: false, args: ["a", "1"], pids_limit: 64 });
  });

  it("treats null as absent", () => {
    expect(readTaskConfig({ image: "redis:8", command: null }, DEFAULT_DOCKER_SETTINGS).command).toBeUndefined();
  });

  it.each<[Record<string, unknown>, string]>([
    [{ imgae: "redis" }, 'config.imgae is not a key of the docker driver; did you mean "image"?'],
    [{ image: "redis", logging: { tpye: "json-file" } }, 'config.logging.tpye is not a key of the docker driver; did you mean "type"?'],
    [{ image: "redis", mount: [{ target: "/a", read_only: true }] }, 'config.mount[0].read_only is not a key of the docker driver; did you mean "readonly"?'],
    [{}, "config.image is required"],
    [{ image: "  " }, "config.image is required"],
    [{ image: ["redis"] }, "config.image must be text, found a list"],
    [{ image: "redis", args: "x" }, "config.args must be a list, found a string"],
    [{ image: "redis", args: [{}] }, "config.args[0] must be text, found a block"],
    [{ image: "redis", privileged: "maybe" }, "config.privileged must be true or false"],
    [{ image: "redis", port_map: { db: 70_000 } }, "config.port_map.db must be a port"],
    [{ image: "redis", pids_limit: "many" }, "config.pids_limit must be a whole number"],
    [{ image: "redis", ports: ["a"], port_map: { a: 1 } }, "exclude each other"],
    [{ image: "redis", image_pull_timeout: "soon" }, "config.image_pull_timeout must be a duration"],
    [{ image: "redis", auth: [{}, {}] }, "config.auth may stand only once"],
    [{ image: "redis", privileged: true }, "config.privileged is not allowed on this node"],
    [{ image: "redis", cap_add: ["net_admin"] }, "config.cap_add: NET_ADMIN is not allowed"],
    [{ image: "redis", runtime: "kata" }, 'config.runtime "kata" is not allowed'],
    [{ image: "redis", volume_driver: "nfs" }, "config.volume_driver needs volumes"],
  ])("refuses %j", (config, message) => {
    expect(refusal(config)).toContain(message);
  });

  it("never prints a value, which may be a password", () => {
    expect(refusal({ image: "redis", auth: { username: "u", password: ["hunter2"] } })).not.toContain("hunter2");
  });

  it("accepts what the operator allowed", () => {
    const settings = { ...DEFAULT_DOCKER_SETTINGS, allowPrivileged: true, allowCapabilities: ["ALL"] };
    expect(readTaskConfig({ image: "redis", privileged: true, cap_add: ["CAP_SYS_ADMIN"] }, settings).privileged).toBe(true);
  });
});

it.each([
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["1.5s", 1_500],
  ["250ms", 250],
  ["5", undefined],
  ["", undefined],
])("reads the duration %j as %j ms", (given, ms) => {
  expect(parseDurationMs(given)).toBe(ms);
});
