import type { TaskStart } from "@berth/ports/driver";
import { expect, it } from "vitest";
import { containerName, containerSpec } from "./container-spec.js";
import { DEFAULT_DOCKER_SETTINGS, type DockerSettings } from "./settings.js";
import { readTaskConfig } from "./task-config.js";

const task: TaskStart = {
  startId: "start-1",
  stateDir: "/data/a/web/state",
  allocationId: "8a8d3f1e-0000-4000-8000-000000000001",
  jobId: "shop",
  namespace: "default",
  group: "webs",
  task: "web",
  user: "",
  config: {},
  env: { A: "1", NOMAD_TASK_DIR: "/data/a/web/local" },
  allocDir: "/data/a/alloc",
  taskDir: "/data/a/web",
  secretsDir: "/data/a/web/secrets",
  stdoutPath: "/data/a/alloc/logs/web.stdout.0",
  stderrPath: "/data/a/alloc/logs/web.stderr.0",
  cpuMhz: 500,
  memoryMb: 128,
  memoryMaxMb: 0,
  ports: [],
};

function spec(config: Record<string, unknown>, changes: Partial<TaskStart> = {}, settings: Partial<DockerSettings> = {}): ReturnType<typeof containerSpec> {
  const all = { ...DEFAULT_DOCKER_SETTINGS, ...settings };
  return containerSpec({ ...task, ...changes }, readTaskConfig({ image: "redis:8", ...config }, all), { settings: all, processors: 4 });
}

it("names and labels the container after its allocation and start", () => {
  expect(containerName({ task: "web one", allocationId: "x" })).toBe("web_one-x");
  const made = spec({ labels: { team: "a", "com.hashicorp.nomad.alloc_id": "forged" } });
  expect(made.name).toBe(`web-${task.allocationId}`);
  expect(made.Labels).toMatchObject({
    team: "a",
    "com.hashicorp.nomad.alloc_id": task.allocationId,
    "com.hashicorp.nomad.job_id": "shop",
    "com.hashicorp.nomad.task_name": "web",
    "dev.berth.start_id": "start-1",
  });
});

it("shows the task its own directories under Nomad's names", () => {
  const made = spec({});
  expect(made.HostConfig?.Binds).toEqual(["/data/a/alloc:/alloc", "/data/a/web/local:/local", "/data/a/web/secrets:/secrets"]);
  expect(made.Env).toEqual(expect.arrayContaining(["A=1", "NOMAD_ALLOC_DIR=/alloc", "NOMAD_TASK_DIR=/local", "NOMAD_SECRETS_DIR=/secrets"]));
});

it.each<[Partial<TaskStart>, Record<string, unknown>, number, number | undefined]>([
  [{ memoryMb: 128 }, {}, 128, undefined],
  [{ memoryMb: 128, memoryMaxMb: 512 }, {}, 512, 128],
  [{ memoryMb: 128 }, { memory_hard_limit: 256 }, 256, 128],
])("limits memory for %j %j", (changes, config, limitMb, reservedMb) => {
  const host = spec(config, changes).HostConfig;
  expect(host?.Memory).toBe(limitMb * 1024 * 1024);
  expect(host?.MemorySwap).toBe(host?.Memory);
  expect(host?.MemoryReservation).toBe(reservedMb === undefined ? undefined : reservedMb * 1024 * 1024);
});

it("turns MHz into shares within the kernel's bounds, and into a quota when asked", () => {
  expect(spec({}).HostConfig?.CpuShares).toBe(500);
  expect(spec({}, { cpuMhz: 1 }).HostConfig?.CpuShares).toBe(2);
  expect(spec({}, { cpuMhz: 1_000_000 }).HostConfig?.CpuShares).toBe(262_144);
  expect(spec({ cpu_hard_limit: true }, {}, { cpuTotalMhz: 10_000 }).HostConfig).toMatchObject({ CpuPeriod: 100_000, CpuQuota: 20_000 });
  expect(() => spec({ cpu_hard_limit: true })).toThrow("config.cpu_hard_limit needs this node's MHz");
});

it("drops every capability but the safe ones", () => {
  expect(spec({}).HostConfig?.CapDrop).toEqual(["ALL"]);
  expect(spec({}).HostConfig?.CapAdd).not.toContain("NET_RAW");
  expect(spec({ cap_drop: ["all"], cap_add: ["CAP_CHOWN"] }).HostConfig?.CapAdd).toEqual(["CHOWN"]);
  expect(spec({ cap_drop: ["mknod"] }).HostConfig?.CapAdd).not.toContain("MKNOD");
});

it("binds a port for tcp and udp on its host address", () => {
  const made = spec({ ports: ["http"] }, { ports: [{ label: "http", hostIp: "10.0.0.5", value: 20_001, to: 80 }] });
  const binding = [{ HostIp: "10.0.0.5", HostPort: "20001" }];
  expect(made.HostConfig?.PortBindings).toEqual({ "80/tcp": binding, "80/udp": binding });
  expect(made.ExposedPorts).toEqual({ "80/tcp": {}, "80/udp": {} });
});

it.each<[Record<string, unknown>, string]>([
  [{ volumes: ["/etc:/etc"] }, 'config.volumes[0] binds "/etc" of the host, but volumes are off'],
  [{ volumes: ["../../secret:/x"] }, "leaves the task's directory"],
  [{ volumes: ["/data"] }, 'must read "source:target"'],
  [{ mount: { type: "bind", target: "/x", source: "/etc" } }, "volumes are off on this node"],
  [{ mount: { type: "nfs", target: "/x" } }, "must be one of bind, volume, tmpfs"],
  [{ mount: { type: "tmpfs" } }, "config.mount[0].target is required"],
  [{ work_dir: "relative" }, "config.work_dir must be an absolute path"],
  [{ ulimit: { nofile: "lots" } }, "config.ulimit.nofile must read"],
  [{ network_aliases: ["a"] }, "need network_mode to name a network of your own"],
])("refuses %j", (config, message) => {
  expect(() => spec(config)).toThrow(message);
});

it("binds relative sources inside the task's directory, and any where volumes are on", () => {
  expect(spec({ volumes: ["local/conf:/etc/app:ro"] }).HostConfig?.Binds).toContain("/data/a/web/local/conf:/etc/app:ro");
  expect(spec({ volumes: ["/srv:/srv"] }, {}, { volumesEnabled: true }).HostConfig?.Binds).toContain("/srv:/srv");
  expect(spec({ mount: [{ type: "tmpfs", target: "/t", tmpfs_options: { size: 1024 } }] }).HostConfig?.Mounts).toEqual([
    { Type: "tmpfs", Target: "/t", Source: "", ReadOnly: false, TmpfsOptions: { SizeBytes: 1024, Mode: 0o1777 } },
  ]);
});

it("puts command and args after the image's entrypoint unless one is given", () => {
  expect(spec({ command: "serve", args: ["-v"] })).toMatchObject({ Cmd: ["serve", "-v"] });
  expect(spec({ args: ["-v"], entrypoint: ["/bin/app"] })).toMatchObject({ Cmd: ["-v"], Entrypoint: ["/bin/app"] });
  expect(spec({})).not.toHaveProperty("Cmd");
});
