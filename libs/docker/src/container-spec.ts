// Turns a task into the engine's create request. Pure. Besides Nomad's labels a container carries the id of its start
// and where its output goes: all that an agent needs that was killed before it could store the handle.
import * as path from "node:path";
import type { TaskStart } from "@berth/ports/driver";
import type Dockerode from "dockerode";
import { configError } from "./config-reader.js";
import { containerBinds, containerMounts } from "./container-mounts.js";
import { ownedPorts, portEnvironment, type PublishedPort, publishedPorts } from "./port-publishing.js";
import { allowedCapabilities, DEFAULT_CAPABILITIES, type DockerSettings } from "./settings.js";
import { capabilityName, type DockerTaskConfig } from "./task-config.js";

export const ALLOCATION_LABEL = "com.hashicorp.nomad.alloc_id";
export const TASK_LABEL = "com.hashicorp.nomad.task_name";
export const START_LABEL = "dev.berth.start_id";
export const STDOUT_LABEL = "dev.berth.stdout_path";
export const STDERR_LABEL = "dev.berth.stderr_path";

/** Two files of 10 MB: what an agent may miss while it is away before output is lost (see container-log.ts). */
const DEFAULT_LOGGING = { type: "json-file", options: { "max-size": "10m", "max-file": "2" } };
const MEGABYTE = 1024 * 1024;
const CPU_SHARES_MIN = 2;
const CPU_SHARES_MAX = 262_144;
const CPU_PERIOD_US = 100_000;

export interface ContainerContext {
  readonly settings: DockerSettings;
  /** Processors of the engine's machine, for cpu_hard_limit. */
  readonly processors: number;
}

export function containerName(task: Pick<TaskStart, "task" | "allocationId">): string {
  return `${task.task.replace(/[^a-zA-Z0-9_.-]/g, "_")}-${task.allocationId}`;
}

export function containerSpec(task: TaskStart, config: DockerTaskConfig, context: ContainerContext): Dockerode.ContainerCreateOptions {
  const published = publishedPorts(ownedPorts(task), config);
  const userNetwork = endpoints(config);
  return {
    name: containerName(task),
    Image: config.image,
    ...command(config),
    Env: environment(task, config, published),
    Labels: labels(task, config),
    ExposedPorts: Object.fromEntries(published.flatMap((port) => protocols(port).map((key) => [key, {}]))),
    Tty: config.tty ?? false,
    OpenStdin: config.interactive ?? false,
    ...(task.user === "" ? {} : { User: task.user }),
    ...(config.hostname === undefined ? {} : { Hostname: config.hostname }),
    ...(config.work_dir === undefined ? {} : { WorkingDir: workDirectory(config.work_dir) }),
    ...(config.mac_address === undefined ? {} : { MacAddress: config.mac_address }),
    ...(config.healthchecks?.disable === true ? { Healthcheck: { Test: ["NONE"] } } : {}),
    ...(userNetwork === undefined ? {} : { NetworkingConfig: { EndpointsConfig: userNetwork } }),
    HostConfig: {
      ...resources(task, config, context),
      ...isolation(config, context.settings),
      ...network(config, published),
      ...storage(task, config, context.settings),
      LogConfig: logging(config),
      RestartPolicy: { Name: "no" },
    },
  };
}

function command(config: DockerTaskConfig): Pick<Dockerode.ContainerCreateOptions, "Cmd" | "Entrypoint"> {
  const words = [...(config.command === undefined ? [] : [config.command]), ...(config.args ?? [])];
  return {
    ...(words.length === 0 ? {} : { Cmd: words }),
    ...(config.entrypoint === undefined ? {} : { Entrypoint: [...config.entrypoint] }),
  };
}

function environment(task: TaskStart, config: DockerTaskConfig, published: readonly PublishedPort[]): string[] {
  const env = {
    ...task.env,
    ...config.env,
    ...portEnvironment(published, config, task.task),
    NOMAD_ALLOC_DIR: "/alloc",
    NOMAD_TASK_DIR: "/local",
    NOMAD_SECRETS_DIR: "/secrets",
  };
  return Object.entries(env).map(([key, value]) => `${key}=${value}`);
}

function labels(task: TaskStart, config: DockerTaskConfig): Record<string, string> {
  return {
    ...config.labels,
    [ALLOCATION_LABEL]: task.allocationId,
    "com.hashicorp.nomad.job_id": task.jobId,
    "com.hashicorp.nomad.namespace": task.namespace,
    "com.hashicorp.nomad.task_group_name": task.group,
    [TASK_LABEL]: task.task,
    [START_LABEL]: task.startId,
    [STDOUT_LABEL]: task.stdoutPath,
    [STDERR_LABEL]: task.stderrPath,
  };
}

function protocols(port: PublishedPort): readonly string[] {
  return [`${port.containerPort}/tcp`, `${port.containerPort}/udp`];
}

function workDirectory(given: string): string {
  if (!path.posix.isAbsolute(given)) throw configError("config.work_dir must be an absolute path inside the container");
  return given;
}

function resources(task: TaskStart, config: DockerTaskConfig, context: ContainerContext): Dockerode.HostConfig {
  const limitMb = Math.max(task.memoryMb, task.memoryMaxMb, config.memory_hard_limit ?? 0);
  const memory = limitMb * MEGABYTE;
  const pids = config.pids_limit ?? context.settings.pidsLimit;
  return {
    Memory: memory,
    // The same number again: a task never gets swap on top of the memory it was placed for.
    MemorySwap: memory,
    ...(limitMb > task.memoryMb ? { MemoryReservation: task.memoryMb * MEGABYTE } : {}),
    CpuShares: Math.min(CPU_SHARES_MAX, Math.max(CPU_SHARES_MIN, Math.round(task.cpuMhz))),
    ...(config.cpu_hard_limit === true ? cpuQuota(task, config, context) : {}),
    ...cpuset(task, config),
    ...(pids > 0 ? { PidsLimit: pids } : {}),
    ...(config.oom_score_adj === undefined ? {} : { OomScoreAdj: config.oom_score_adj }),
    ...(config.ulimit === undefined ? {} : { Ulimits: ulimits(config.ulimit) }),
    ...(config.shm_size === undefined ? {} : { ShmSize: config.shm_size }),
    Devices: (config.devices ?? []).map((device) => ({
      PathOnHost: device.host_path ?? "",
      PathInContainer: device.container_path ?? device.host_path ?? "",
      CgroupPermissions: device.cgroup_permissions ?? "rwm",
    })),
  };
}

/** Reserved cores are the cluster's word; others a task may only name itself where it has none. */
function cpuset({ cores = [] }: TaskStart, { cpuset_cpus: named }: DockerTaskConfig): Dockerode.HostConfig {
  if (cores.length > 0) return { CpusetCpus: cores.join(",") };
  return named === undefined ? {} : { CpusetCpus: named };
}

function cpuQuota(task: TaskStart, config: DockerTaskConfig, context: ContainerContext): Dockerode.HostConfig {
  const totalMhz = context.settings.cpuTotalMhz;
  if (totalMhz <= 0 || context.processors <= 0) {
    throw configError("config.cpu_hard_limit needs this node's MHz in all, which is not known; remove it or set the node's cpu_total_compute");
  }
  const period = config.cpu_cfs_period ?? CPU_PERIOD_US;
  const quota = Math.max(1_000, Math.round((task.cpuMhz / totalMhz) * context.processors * period));
  return { CpuPeriod: period, CpuQuota: quota };
}

function ulimits(given: Readonly<Record<string, string>>): Dockerode.Ulimit[] {
  return Object.entries(given).map(([name, value]) => {
    const match = /^(-?\d+)(?::(-?\d+))?$/.exec(value);
    if (match === null) throw configError(`config.ulimit.${name} must read "soft" or "soft:hard"`);
    const soft = Number(match[1]);
    return { Name: name, Soft: soft, Hard: match[2] === undefined ? soft : Number(match[2]) };
  });
}

/** The wanted set is stated whole: everything is dropped, then what remains after cap_add and cap_drop is given. */
function capabilities(config: DockerTaskConfig, settings: DockerSettings): Pick<Dockerode.HostConfig, "CapAdd" | "CapDrop"> {
  const dropped = (config.cap_drop ?? []).map(capabilityName);
  const added = (config.cap_add ?? []).map(capabilityName);
  const allowed = allowedCapabilities(settings);
  const base = DEFAULT_CAPABILITIES.filter((name) => allowed.includes("ALL") || allowed.includes(name));
  const kept = dropped.includes("ALL") ? [] : base.filter((name) => !dropped.includes(name));
  return { CapDrop: ["ALL"], CapAdd: [...new Set([...kept, ...added])] };
}

function isolation(config: DockerTaskConfig, settings: DockerSettings): Dockerode.HostConfig {
  const privileged = config.privileged ?? false;
  return {
    Privileged: privileged,
    ...(privileged ? {} : capabilities(config, settings)),
    ReadonlyRootfs: config.readonly_rootfs ?? false,
    Init: config.init ?? false,
    ...(config.security_opt === undefined ? {} : { SecurityOpt: [...config.security_opt] }),
    ...(config.group_add === undefined ? {} : { GroupAdd: [...config.group_add] }),
    ...(config.ipc_mode === undefined ? {} : { IpcMode: config.ipc_mode }),
    ...(config.pid_mode === undefined ? {} : { PidMode: config.pid_mode }),
    ...(config.userns_mode === undefined ? {} : { UsernsMode: config.userns_mode }),
    ...(config.uts_mode === undefined ? {} : { UTSMode: config.uts_mode }),
    ...(config.cgroupns === undefined ? {} : { CgroupnsMode: config.cgroupns }),
    ...(config.runtime === undefined ? {} : { Runtime: config.runtime }),
    ...(config.sysctl === undefined ? {} : { Sysctls: { ...config.sysctl } }),
  };
}

function network(config: DockerTaskConfig, published: readonly PublishedPort[]): Dockerode.HostConfig {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of published) {
    for (const key of protocols(port)) {
      bindings[key] = [...(bindings[key] ?? []), { HostIp: port.hostIp, HostPort: String(port.hostPort) }];
    }
  }
  return {
    PortBindings: bindings,
    ...(config.network_mode === undefined ? {} : { NetworkMode: config.network_mode }),
    ...(config.dns_servers === undefined ? {} : { Dns: [...config.dns_servers] }),
    ...(config.dns_options === undefined ? {} : { DnsOptions: [...config.dns_options] }),
    ...(config.dns_search_domains === undefined ? {} : { DnsSearch: [...config.dns_search_domains] }),
    ...(config.extra_hosts === undefined ? {} : { ExtraHosts: [...config.extra_hosts] }),
  };
}

const BUILT_IN_NETWORKS = ["", "default", "bridge", "host", "none"];

function endpoints(config: DockerTaskConfig): Dockerode.EndpointsConfig | undefined {
  const asked = config.network_aliases !== undefined || config.ipv4_address !== undefined || config.ipv6_address !== undefined;
  if (!asked) return undefined;
  const mode = config.network_mode ?? "";
  if (BUILT_IN_NETWORKS.includes(mode) || mode.startsWith("container:")) {
    throw configError("config.network_aliases, ipv4_address and ipv6_address need network_mode to name a network of your own");
  }
  const address = {
    ...(config.ipv4_address === undefined ? {} : { IPv4Address: config.ipv4_address }),
    ...(config.ipv6_address === undefined ? {} : { IPv6Address: config.ipv6_address }),
  };
  return { [mode]: { Aliases: [...(config.network_aliases ?? [])], IPAMConfig: address } };
}

function storage(task: TaskStart, config: DockerTaskConfig, settings: DockerSettings): Dockerode.HostConfig {
  const driver = config.volume_driver ?? "";
  return {
    Binds: containerBinds(task, config, settings),
    Mounts: containerMounts(task, config, settings),
    ...(driver === "" ? {} : { VolumeDriver: driver }),
    ...(config.storage_opt === undefined ? {} : { StorageOpt: { ...config.storage_opt } }),
  };
}

function logging(config: DockerTaskConfig): { Type: string; Config: Record<string, string> } {
  const type = config.logging?.type ?? config.logging?.driver ?? DEFAULT_LOGGING.type;
  const defaults = type === DEFAULT_LOGGING.type ? DEFAULT_LOGGING.options : {};
  return { Type: type, Config: { ...defaults, ...config.logging?.config } };
}
