// The output of a task, read from the node that runs it, wherever that is. The reader's pace is the credit: what is
// not taken from the iteration is not sent.

export interface TaskLogRequest {
  readonly nodeId: string;
  readonly allocationId: string;
  readonly task: string;
  readonly type: "stdout" | "stderr";
  /** Bytes from `origin`. */
  readonly offset: number;
  readonly origin: "start" | "end";
  /** Goes on as the task writes, until the signal fires or the task's log is deleted. */
  readonly follow: boolean;
}

export interface TaskLogFrame {
  /** Byte position after `data` in `file`. */
  readonly offset: number;
  /** At most 64 KiB. */
  readonly data: Uint8Array;
  /** Relative to the allocation's directory, for example "alloc/logs/web.stdout.0". */
  readonly file: string;
}

export interface TaskLogs {
  /** Throws RpcError("unavailable") when the node cannot be asked, RpcError("refused") when there is no such log. */
  read(request: TaskLogRequest, signal: AbortSignal): AsyncIterable<TaskLogFrame>;
}
