// Runs a command inside a container to its end, for script checks. The engine has no way to end such a command, so one
// that runs into its time limit is answered as failed and left alone.
import type Dockerode from "dockerode";

const OUTPUT_BYTES_MAX = 64 * 1024;

export interface ExecResult {
  readonly exitCode: number;
  readonly output: string;
}

export async function execInContainer(container: Dockerode.Container, command: readonly string[], timeoutMs: number): Promise<ExecResult> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal: deadline });
    const stream = await exec.start({ hijack: true, stdin: false, abortSignal: deadline });
    const output = await collect(stream, deadline);
    const exitCode = (await exec.inspect()).ExitCode ?? -1;
    return { exitCode, output };
  } catch (error) {
    if (deadline.aborted) return { exitCode: -1, output: `no end after ${timeoutMs} ms` };
    throw error;
  }
}

/** stdout and stderr as the engine sends them; each frame is 8 bytes of header and its bytes. */
function collect(stream: NodeJS.ReadableStream & { destroy(): unknown }, deadline: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      stream.destroy();
      reject(deadline.reason);
    };
    deadline.addEventListener("abort", abort, { once: true });
    let raw: Buffer = Buffer.alloc(0);
    stream.on("data", (chunk: Buffer) => {
      if (raw.length < OUTPUT_BYTES_MAX * 2) raw = Buffer.concat([raw, chunk]);
    });
    const end = (): void => {
      deadline.removeEventListener("abort", abort);
      resolve(unframed(raw).subarray(0, OUTPUT_BYTES_MAX).toString("utf8"));
    };
    stream.on("end", end);
    stream.on("close", end);
    stream.on("error", reject);
  });
}

function unframed(raw: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let offset = 0; offset + 8 <= raw.length; ) {
    const length = raw.readUInt32BE(offset + 4);
    parts.push(raw.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return Buffer.concat(parts);
}
