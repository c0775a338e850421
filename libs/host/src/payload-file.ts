// Writes what a job was dispatched with into the task's `local` directory. The task owns that directory and may have put
// links there since its last start: the file never follows one, and never lands outside.
import { randomUUID } from "node:crypto";
import { chmod, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

export async function writePayloadFile(localDir: string, file: string, payloadBase64: string): Promise<void> {
  const path = join(localDir, file);
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  const inside = relative(await realpath(localDir), await realpath(parent));
  if (inside.startsWith("..")) throw new Error(`dispatch_payload.file "${file}" leads out of the task's local directory; name a file below it`);
  const temporary = join(parent, `.payload-${randomUUID()}`);
  try {
    await writeFile(temporary, Buffer.from(payloadBase64, "base64"), { flag: "wx", mode: 0o644 });
    await chmod(temporary, 0o644);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
