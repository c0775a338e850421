// The keys of a docker task's `config` block (nomad.md 5.3) and what may be asked for on this machine. Pure: the
// answer is a config or a DriverStartError that no restart will mend.
import { block, blocks, configError, flag, list, map, port, type Read, readShape, text, whole } from "./config-reader.js";
import { allowedCapabilities, type DockerSettings } from "./settings.js";

const mountShape = {
  type: text,
  target: text,
  source: text,
  readonly: flag,
  bind_options: block({ propagation: text }),
  volume_options: block({
    no_copy: flag,
    labels: map(text),
    driver_config: block({ name: text, options: map(text) }),
  }),
  tmpfs_options: block({ mode: whole, size: whole }),
};

const taskConfigShape = {
  image: text,
  advertise_ipv6_address: flag,
  args: list(text),
  auth: block({ username: text, password: text, email: text, server_address: text }),
  auth_soft_fail: flag,
  cap_add: list(text),
  cap_drop: list(text),
  cgroupns: text,
  command: text,
  container_exists_attempts: whole,
  cpu_cfs_period: whole,
  cpu_hard_limit: flag,
  cpuset_cpus: text,
  devices: blocks({ host_path: text, container_path: text, cgroup_permissions: text }),
  dns_options: list(text),
  dns_search_domains: list(text),
  dns_servers: list(text),
  entrypoint: list(text),
  env: map(text),
  extra_hosts: list(text),
  force_pull: flag,
  group_add: list(text),
  healthchecks: block({ disable: flag }),
  hostname: text,
  image_pull_timeout: text,
  init: flag,
  interactive: flag,
  ipc_mode: text,
  ipv4_address: text,
  ipv6_address: text,
  isolation: text,
  labels: map(text),
  load: text,
  logging: block({ type: text, driver: text, config: map(text) }),
  mac_address: text,
  memory_hard_limit: whole,
  mount: blocks(mountShape),
  mounts: blocks(mountShape),
  network_aliases: list(text),
  network_mode: text,
  oom_score_adj: whole,
  pid_mode: text,
  pids_limit: whole,
  port_map: map(port),
  ports: list(text),
  privileged: flag,
  readonly_rootfs: flag,
  runtime: text,
  security_opt: list(text),
  shm_size: whole,
  storage_opt: map(text),
  sysctl: map(text),
  tty: flag,
  ulimit: map(text),
  userns_mode: text,
  uts_mode: text,
  volume_driver: text,
  volumes: list(text),
  work_dir: text,
};

export type DockerMount = Read<typeof mountShape>;
export type DockerTaskConfig = Read<typeof taskConfigShape> & { readonly image: string };

export function readTaskConfig(config: Readonly<Record<string, unknown>>, settings: DockerSettings): DockerTaskConfig {
  const read = readShape(taskConfigShape, config, "");
  if (read.image === undefined || read.image.trim() === "") {
    throw configError('config.image is required, for example image = "redis:8"');
  }
  const result: DockerTaskConfig = { ...read, image: read.image.trim() };
  refuseContradictions(result);
  refuseForbidden(result, settings);
  return result;
}

function refuseContradictions(config: DockerTaskConfig): void {
  if (config.ports !== undefined && config.port_map !== undefined) {
    throw configError("config.ports and config.port_map exclude each other; port_map is the legacy form, keep ports");
  }
  if (config.mount !== undefined && config.mounts !== undefined) {
    throw configError("config.mount and config.mounts are the same; keep mount");
  }
  if (config.advertise_ipv6_address === true) throw configError("config.advertise_ipv6_address is not supported; remove it");
  if (config.isolation !== undefined) throw configError("config.isolation is for Windows engines only; remove it");
  const timeout = config.image_pull_timeout;
  if (timeout !== undefined && parseDurationMs(timeout) === undefined) {
    throw configError('config.image_pull_timeout must be a duration such as "5m"');
  }
}

function refuseForbidden(config: DockerTaskConfig, settings: DockerSettings): void {
  if (config.privileged === true && !settings.allowPrivileged) {
    throw configError("config.privileged is not allowed on this node; its operator has to set allow_privileged");
  }
  const allowed = allowedCapabilities(settings);
  for (const name of config.cap_add ?? []) {
    const capability = capabilityName(name);
    if (!allowed.includes("ALL") && !allowed.includes(capability)) {
      throw configError(`config.cap_add: ${capability} is not allowed on this node; allowed are ${allowed.join(", ")}`);
    }
  }
  if (config.runtime !== undefined && !settings.allowRuntimes.includes(config.runtime)) {
    throw configError(`config.runtime "${config.runtime}" is not allowed on this node; allowed are ${settings.allowRuntimes.join(", ")}`);
  }
  if (config.pids_limit !== undefined && settings.pidsLimit > 0 && config.pids_limit > settings.pidsLimit) {
    throw configError(`config.pids_limit ${config.pids_limit} is above this node's limit of ${settings.pidsLimit}`);
  }
  if (config.volume_driver !== undefined && config.volume_driver !== "" && !settings.volumesEnabled) {
    throw configError("config.volume_driver needs volumes, which are off on this node");
  }
}

/** "CAP_NET_RAW" and "net_raw" are one. */
export function capabilityName(given: string): string {
  return given.trim().toUpperCase().replace(/^CAP_/, "");
}

const DURATION_UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Go's form: "1h30m", "90s", "500ms". */
export function parseDurationMs(given: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(given)) return undefined;
  let totalMs = 0;
  for (const [, amount, , unit] of given.matchAll(/(\d+(\.\d+)?)(ms|s|m|h)/g)) {
    totalMs += Number(amount) * (DURATION_UNIT_MS[unit ?? ""] ?? 0);
  }
  return totalMs;
}
