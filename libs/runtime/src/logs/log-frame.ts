// A piece of a task's log on its way from the agent: file name, offset after the piece, the bytes.
import type { TaskLogFrame, TaskLogRequest } from "@berth/ports/task-logs";

/** What the reader asks of the agent; the node is the subject's. */
export type LogQuestion = Omit<TaskLogRequest, "nodeId">;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const headerBytes = 10;

export function encodeLogFrame({ file, offset, data }: TaskLogFrame): Uint8Array {
  const name = encoder.encode(file);
  const bytes = new Uint8Array(headerBytes + name.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, name.length, true);
  view.setFloat64(2, offset, true);
  bytes.set(name, headerBytes);
  bytes.set(data, headerBytes + name.length);
  return bytes;
}

export function decodeLogFrame(bytes: Uint8Array): TaskLogFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = headerBytes + view.getUint16(0, true);
  return { file: decoder.decode(bytes.subarray(headerBytes, end)), offset: view.getFloat64(2, true), data: bytes.subarray(end) };
}
