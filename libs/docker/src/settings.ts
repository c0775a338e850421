// What a node's operator decides about the docker driver. Plain data with safe defaults.

export interface DockerSettings {
  /** "unix:///run/docker.sock", "tcp://10.0.0.1:2375"; "" = DOCKER_HOST, else the platform's socket. */
  readonly endpoint: string;
  readonly allowPrivileged: boolean;
  /** Capabilities a task may have; "ALL" allows every one. */
  readonly allowCapabilities: readonly string[];
  readonly allowRuntimes: readonly string[];
  /** Whether tasks may bind host paths outside their own directories and use volume drivers. */
  readonly volumesEnabled: boolean;
  /** 0 = no limit. */
  readonly pidsLimit: number;
  /** The node's MHz in all, for cpu_hard_limit; 0 = unknown, and then cpu_hard_limit is refused. */
  readonly cpuTotalMhz: number;
  readonly pullTimeoutMs: number;
  /** Longest wait for a newer ":latest" when the image is here already. */
  readonly refreshTimeoutMs: number;
}

/** Docker's own default set without NET_RAW, which lets a container forge its neighbours' packets. */
export const DEFAULT_CAPABILITIES: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

export const DEFAULT_DOCKER_SETTINGS: DockerSettings = {
  endpoint: "",
  allowPrivileged: false,
  allowCapabilities: DEFAULT_CAPABILITIES,
  allowRuntimes: ["runc", "nvidia"],
  volumesEnabled: false,
  pidsLimit: 0,
  cpuTotalMhz: 0,
  pullTimeoutMs: 300_000,
  refreshTimeoutMs: 15_000,
};

export function allowedCapabilities(settings: DockerSettings): readonly string[] {
  return settings.allowCapabilities.map((name) => name.toUpperCase().replace(/^CAP_/, ""));
}
