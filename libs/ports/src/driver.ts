// A task driver: starts a task, and finds it again after the agent was killed. A handle is plain data that the
// agent stores before anything else happens, so that no running task is ever forgotten.

export interface TaskStart {
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
