// Puts together what a driver needs to start a task: directories, environment, interpolated configuration.
import { driverTraits } from "@berth/core/agent/driver-traits";
import { taskEnvironment } from "@berth/core/agent/environment";
import { grantedResources } from "@berth/core/agent/granted-resources";
import { insidePort } from "@berth/core/agent/port-variables";
import { interpolateConfig, type InterpolationScope } from "@berth/core/agent/interpolate";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job, Task, TaskGroup } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import type { TaskDirectories } from "@berth/ports/allocation-files";
import type { TaskStart } from "@berth/ports/driver";

/** An allocation with the part of its job that this node runs. */
export interface AllocationSpec {
  readonly assignment: Assignment;
  readonly job: Job;
  readonly group: TaskGroup;
}

const NOWHERE = "/dev/null";

export interface TaskStartSource {
  readonly spec: AllocationSpec;
  readonly task: Task;
  readonly node: NodeSpec;
  readonly region: string;
  readonly hostEnv: Readonly<Record<string, string>>;
}

/** "a/periodic-123" and "a/dispatch-…" are children of "a". */
function parentOf(jobId: string): string {
  return /^(.+)\/(?:periodic|dispatch)-[^/]+$/.exec(jobId)?.[1] ?? "";
}

export function scopeOf(source: TaskStartSource, directories: Pick<TaskDirectories, "allocDir" | "localDir" | "secretsDir">): InterpolationScope {
  const { spec, task, node, region, hostEnv } = source;
  const env = taskEnvironment({
    ...spec,
    task,
    node,
    region,
    hostEnv,
    paths: directories,
    parentJobId: parentOf(spec.job.ID),
  });
  return { node, region, env };
}

export function taskStart(source: TaskStartSource, directories: TaskDirectories, startId: string): TaskStart {
  const { spec, task } = source;
  const { assignment } = spec;
  const scope = scopeOf(source, directories);
  const { mapsPorts } = driverTraits(task.Driver);
  return {
    startId,
    stateDir: directories.stateDir,
    allocationId: assignment.allocationId,
    jobId: spec.job.ID,
    namespace: assignment.namespace,
    group: assignment.group,
    task: task.Name,
    user: task.User,
    config: interpolateConfig(task.Config, scope),
    env: scope.env,
    allocDir: directories.allocDir,
    taskDir: directories.taskDir,
    secretsDir: directories.secretsDir,
    stdoutPath: task.LogConfig.Disabled ? NOWHERE : directories.stdoutPath,
    stderrPath: task.LogConfig.Disabled ? NOWHERE : directories.stderrPath,
    ...grantedResources(assignment, task, scope.node),
    ports: assignment.ports
      .filter((port) => port.task === "" || port.task === task.Name)
      .map((port) => ({ label: port.label, hostIp: port.hostIp, value: port.value, to: insidePort(port, mapsPorts) })),
  };
}
