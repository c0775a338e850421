// A task's log read from the node that has it, at the reader's pace: both ends of the conversation.
import { decodeLogFrame, encodeLogFrame, type LogQuestion } from "./log-frame.js";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { ByteStreams } from "@berth/ports/byte-stream";
import type { Subscription } from "@berth/ports/log";
import type { TaskLogFrame, TaskLogRequest, TaskLogs } from "@berth/ports/task-logs";

export class StreamedTaskLogs implements TaskLogs {
  constructor(
    private readonly streams: ByteStreams,
    private readonly subjects: Subjects,
  ) {}

  async *read({ nodeId, ...question }: TaskLogRequest, signal: AbortSignal): AsyncGenerator<TaskLogFrame> {
    const frames = this.streams.openStream(this.subjects.agent(nodeId, "logs"), encodeJson(question), { signal });
    for await (const bytes of frames) yield decodeLogFrame(bytes);
  }
}

/** Reads the logs of this machine's tasks. */
export type ReadLocalLog = (question: LogQuestion, signal: AbortSignal) => AsyncIterable<TaskLogFrame>;

/** The agent's side: answers for its own node. */
export function serveTaskLogs(
  { streams, subjects, nodeId }: { readonly streams: ByteStreams; readonly subjects: Subjects; readonly nodeId: string },
  read: ReadLocalLog,
): Promise<Subscription> {
  return streams.serveStream(subjects.agent(nodeId, "logs"), async (params, sink) => {
    for await (const frame of read(decodeJson<LogQuestion>(params), sink.closed)) await sink.write(encodeLogFrame(frame));
  });
}
