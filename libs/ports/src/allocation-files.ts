// The directories and log files of an allocation on this node.

export interface TaskLogLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
}

export interface TaskDirectories {
  /** `<dataDir>/alloc/<id>/alloc`, shared by the tasks of the allocation. */
  readonly allocDir: string;
  /** `<dataDir>/alloc/<id>/<task>` */
  readonly taskDir: string;
  readonly localDir: string;
  readonly secretsDir: string;
  /** The driver's own place for this task; tasks are not told of it. */
  readonly stateDir: string;
  /** Always the newest log file, whatever its number is by now; open it for appending. */
  readonly stdoutPath: string;
  readonly stderrPath: string;
}

export interface AllocationFiles {
  /** Makes what is missing and begins to rotate the task's logs; calling it again changes nothing. */
  prepare(allocationId: string, task: string, limits: TaskLogLimits): Promise<TaskDirectories>;
  /** Writes the payload of a dispatched job to a file below the task's `localDir`; refuses one that leads out of it. */
  writePayload(localDir: string, file: string, payloadBase64: string): Promise<void>;
  /** Ends the rotation of the allocation's logs: nothing writes there any more. */
  settle(allocationId: string): void;
  /** Deletes the allocation's directory. */
  remove(allocationId: string): Promise<void>;
  close(): void;
}
