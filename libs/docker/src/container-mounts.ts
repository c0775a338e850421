// Decides what of the host a container sees. Its own three directories always; other host paths only where the node's
// operator switched volumes on. A relative source ("local/conf") lies in the task's directory and must not leave it.
import * as path from "node:path";
import type { TaskStart } from "@berth/ports/driver";
import type Dockerode from "dockerode";
import { configError } from "./config-reader.js";
import type { DockerSettings } from "./settings.js";
import type { DockerMount, DockerTaskConfig } from "./task-config.js";

const MOUNT_TYPES = ["bind", "volume", "tmpfs"] as const;

export function containerBinds(task: TaskStart, config: DockerTaskConfig, settings: DockerSettings): string[] {
  const own = [`${task.allocDir}:/alloc`, `${path.join(task.taskDir, "local")}:/local`, `${task.secretsDir}:/secrets`];
  const asked = (config.volumes ?? []).map((volume, index) => volumeBind(volume, `volumes[${index}]`, { task, settings, config }));
  return [...own, ...asked];
}

interface VolumeScope {
  readonly task: TaskStart;
  readonly config: DockerTaskConfig;
  readonly settings: DockerSettings;
}

function volumeBind(volume: string, field: string, scope: VolumeScope): string {
  const [source = "", target = "", mode] = volume.split(":");
  if (source === "" || target === "") throw configError(`config.${field} must read "source:target" or "source:target:ro"`);
  if (mode !== undefined && !/^[a-zA-Z,]+$/.test(mode)) throw configError(`config.${field} has the unknown mode "${mode}"`);
  const suffix = mode === undefined ? "" : `:${mode}`;
  const driver = scope.config.volume_driver ?? "";
  if (driver !== "" && !path.isAbsolute(source)) return `${source}:${target}${suffix}`;
  return `${hostSource(source, field, scope)}:${target}${suffix}`;
}

function hostSource(source: string, field: string, scope: { readonly task: TaskStart; readonly settings: DockerSettings }): string {
  if (path.isAbsolute(source)) {
    const inside = [scope.task.allocDir, scope.task.taskDir, scope.task.secretsDir].some((own) => isInside(own, source));
    if (inside || scope.settings.volumesEnabled) return source;
    throw configError(`config.${field} binds "${source}" of the host, but volumes are off on this node; its operator has to set volumes_enabled`);
  }
  const resolved = path.resolve(scope.task.taskDir, source);
  if (!isInside(scope.task.taskDir, resolved) && !isInside(scope.task.allocDir, resolved)) {
    throw configError(`config.${field}: "${source}" leaves the task's directory`);
  }
  return resolved;
}

function isInside(directory: string, candidate: string): boolean {
  const relative = path.relative(directory, candidate);
  return relative === "" || (!relative.startsWith("..") && !path.isAbsolute(relative));
}

export function containerMounts(task: TaskStart, config: DockerTaskConfig, settings: DockerSettings): Dockerode.MountConfig {
  return (config.mount ?? config.mounts ?? []).map((mount, index) => containerMount(mount, `mount[${index}]`, { task, settings }));
}

function containerMount(
  mount: DockerMount,
  field: string,
  scope: { readonly task: TaskStart; readonly settings: DockerSettings },
): Dockerode.MountSettings {
  const type = MOUNT_TYPES.find((known) => known === (mount.type ?? "volume"));
  if (type === undefined) throw configError(`config.${field}.type must be one of ${MOUNT_TYPES.join(", ")}`);
  if (mount.target === undefined || mount.target === "") throw configError(`config.${field}.target is required`);
  const source = mount.source ?? "";
  if (type === "bind" && source === "") throw configError(`config.${field}.source is required for a bind mount`);
  if (type === "volume" && mount.volume_options?.driver_config !== undefined && !scope.settings.volumesEnabled) {
    throw configError(`config.${field}.volume_options.driver_config needs volumes, which are off on this node`);
  }
  return {
    Type: type,
    Target: mount.target,
    Source: type === "bind" ? hostSource(source, `${field}.source`, scope) : type === "tmpfs" ? "" : source,
    ReadOnly: mount.readonly ?? false,
    ...mountOptions(type, mount),
  };
}

function mountOptions(type: Dockerode.MountType, mount: DockerMount): Partial<Dockerode.MountSettings> {
  if (type === "bind" && mount.bind_options !== undefined) {
    return { BindOptions: { Propagation: propagation(mount.bind_options.propagation ?? "rprivate") } };
  }
  if (type === "tmpfs") {
    return { TmpfsOptions: { SizeBytes: mount.tmpfs_options?.size ?? 0, Mode: mount.tmpfs_options?.mode ?? 0o1777 } };
  }
  const options = mount.volume_options;
  if (type !== "volume" || options === undefined) return {};
  return {
    VolumeOptions: {
      NoCopy: options.no_copy ?? false,
      Labels: { ...options.labels },
      DriverConfig: { Name: options.driver_config?.name ?? "", Options: { ...options.driver_config?.options } },
    },
  };
}

const PROPAGATIONS = ["private", "rprivate", "shared", "rshared", "slave", "rslave"] as const;

function propagation(given: string): (typeof PROPAGATIONS)[number] {
  const known = PROPAGATIONS.find((name) => name === given);
  if (known === undefined) throw configError(`config.mount.bind_options.propagation must be one of ${PROPAGATIONS.join(", ")}`);
  return known;
}
