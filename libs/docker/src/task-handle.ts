// What the agent stores about a docker task: enough to find the very container again and to go on with its output.
import type { TaskHandle } from "@berth/ports/driver";

export interface DockerTaskHandle {
  readonly containerId: string;
  readonly allocationId: string;
  readonly task: string;
  readonly terminal: boolean;
  readonly stdoutPath: string;
  readonly stderrPath: string;
  readonly logPositionPath: string;
  /** The container's first process as the engine's machine numbers it; 0 when unknown. */
  readonly pid: number;
}

export function toTaskHandle(handle: DockerTaskHandle): TaskHandle {
  return { ...handle };
}

/** undefined when the handle was not written by this driver. */
export function fromTaskHandle(handle: TaskHandle): DockerTaskHandle | undefined {
  const read = (key: string): string => {
    const value = handle[key];
    return typeof value === "string" ? value : "";
  };
  const containerId = read("containerId");
  // The id becomes part of a request path: nothing but an engine's own id may stand there.
  if (!/^[0-9a-f]{12,64}$/.test(containerId)) return undefined;
  return {
    containerId,
    allocationId: read("allocationId"),
    task: read("task"),
    terminal: handle["terminal"] === true,
    stdoutPath: read("stdoutPath"),
    stderrPath: read("stderrPath"),
    logPositionPath: read("logPositionPath"),
    pid: typeof handle["pid"] === "number" ? handle["pid"] : 0,
  };
}
