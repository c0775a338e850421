// Task output as bytes on the wire. Frames are JSON objects one after another, without separators; while a log is
// followed and silent, an empty object each second tells the client that we are still there.
import type { Clock } from "@berth/ports/environment";
import type { TaskLogFrame } from "@berth/ports/task-logs";

const heartbeatMs = 1_000;
const encoder = new TextEncoder();

function encodeFrame(frame: TaskLogFrame): Uint8Array {
  const data = Buffer.from(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength).toString("base64");
  return encoder.encode(JSON.stringify({ Data: data, File: frame.file, Offset: frame.offset }));
}

export async function* plainBytes(frames: AsyncIterable<TaskLogFrame>): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) if (frame.data.length > 0) yield frame.data;
}

export async function* frameBytes(frames: AsyncGenerator<TaskLogFrame>, clock: Clock, heartbeats: boolean): AsyncGenerator<Uint8Array> {
  try {
    for (let pending = frames.next(); ; ) {
      const next = heartbeats ? await nextOrHeartbeat(pending, clock) : await pending;
      if (next === "heartbeat") {
        yield encoder.encode("{}");
        continue;
      }
      if (next.done === true) return;
      yield encodeFrame(next.value);
      pending = frames.next();
    }
  } finally {
    // Not awaited: a generator that waits for its next frame returns only when that comes or its signal fires.
    void frames.return(undefined).catch(() => undefined);
  }
}

async function nextOrHeartbeat(
  pending: Promise<IteratorResult<TaskLogFrame>>,
  clock: Clock,
): Promise<IteratorResult<TaskLogFrame> | "heartbeat"> {
  let cancel = (): void => undefined;
  const silence = new Promise<"heartbeat">((resolve) => {
    const timer = clock.after(heartbeatMs, () => resolve("heartbeat"));
    cancel = () => timer.cancel();
  });
  try {
    return await Promise.race([pending, silence]);
  } finally {
    cancel();
  }
}
