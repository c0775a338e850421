// A task driver: starts a task, and finds it again after the agent was killed. A handle is plain data that the
// agent stores before anything else happens, so that no running task is ever forgotten.

export interface TaskStart {
  /** Names this one start of the task; stored by the agent before it calls start. Put it on what is started (label, environment). */
  readonly startId: string;
  /** Existing directory for the driver's own files of this task; the same at every start. */
  readonly stateDir: string;
  readonly allocationId: string;
  readonly jobId: string;
  readonly namespace: string;
  readonly group: string;
  readonly task: string;
  readonly user: string;
  /** The task's `config` block, interpolated. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute directories, existing. */
  readonly allocDir: string;
  readonly taskDir: string;
  readonly secretsDir: string;
  /** Files (or FIFOs) that take the task's output; appended to. */
  readonly stdoutPath: string;
  readonly stderrPath: string;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly memoryMaxMb: number;
  /** Ids of cores that are the task's own; absent or empty: none. */
  readonly cores?: readonly number[];
  readonly ports: readonly { readonly label: string; readonly hostIp: string; readonly value: number; readonly to: number }[];
}

/** JSON-serialisable; only its driver reads inside. */
export type TaskHandle = Readonly<Record<string, unknown>>;

export interface TaskExit {
  readonly exitCode: number;
  /** 0 = none */
  readonly signal: number;
  readonly oomKilled: boolean;
  /** "" when the task simply ended. */
  readonly error: string;
}

export interface TaskUsage {
  readonly cpuPercent: number;
  readonly memoryRssBytes: number;
  readonly pids: readonly number[];
  readonly timeMs: number;
}

export interface DriverFingerprint {
  readonly detected: boolean;
  readonly healthy: boolean;
  readonly description: string;
  /** Without the `driver.<name>` attribute itself, for example `driver.docker.version`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A start that can never succeed as asked (bad config, image absent): restarting will not help when `recoverable` is false. */
export class DriverStartError extends Error {
  constructor(
    message: string,
    readonly recoverable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "DriverStartError";
  }
}

export interface Driver {
  readonly name: string;
  fingerprint(): Promise<DriverFingerprint>;
  /** Throws DriverStartError. */
  start(task: TaskStart): Promise<TaskHandle>;
  /**
   * The agent was killed inside start(), before it could store the handle: finds what that start left running, or answers
   * undefined, and then that start must never begin any more. A driver without it is asked to start again under the same startId.
   */
  adopt?(start: Pick<TaskStart, "startId" | "stateDir" | "allocationId" | "task">): Promise<TaskHandle | undefined>;
  /** True when the task behind the handle is the very one that was started (not a reused pid) and can be waited for. */
  recover(handle: TaskHandle): Promise<boolean>;
  wait(handle: TaskHandle, signal: AbortSignal): Promise<TaskExit>;
  /** Signal, then after timeoutMs kill the whole task. Resolves when it is gone. */
  stop(handle: TaskHandle, signal: string, timeoutMs: number): Promise<void>;
  signal(handle: TaskHandle, signal: string): Promise<void>;
  /** Removes what is left (container, cgroup). */
  destroy(handle: TaskHandle): Promise<void>;
  usage(handle: TaskHandle): Promise<TaskUsage | undefined>;
  /** For script checks and later exec: runs to its end, output cut at maxBytes. */
  exec(handle: TaskHandle, command: readonly string[], timeoutMs: number): Promise<{ readonly exitCode: number; readonly output: string }>;
}
