import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@berth/testkit/silent-logger";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HostAllocationFiles } from "./host-allocation-files.js";
import { logIndexes } from "./log-files.js";
import { LogNotFound, LogReader } from "./log-reader.js";

let root: string;
let files: HostAllocationFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "berth-logs-"));
  files = new HostAllocationFiles(root, silentLogger, 20);
});
afterEach(() => {
  files.close();
  rmSync(root, { recursive: true, force: true });
});

const base = () => join(root, "a1", "alloc", "logs", "t.stdout");
const whole = () => logIndexes(base()).map((index) => readFileSync(`${base()}.${index}`, "utf8")).join("");
const question = { allocationId: "a1", task: "t", type: "stdout" as const, offset: 0, origin: "start" as const, follow: false };

async function readAll(reader: LogReader, over: Partial<typeof question> = {}): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const frame of reader.readLog({ ...question, ...over }, new AbortController().signal)) chunks.push(frame.data);
  return Buffer.concat(chunks).toString();
}

describe("log rotation", () => {
  it("loses nothing of what a task writes through the file it holds open", async () => {
    const { stdoutPath } = await files.prepare("a1", "t", { maxFiles: 1000, maxFileBytes: 64 * 1024 });
    const writer = spawn("/bin/sh", ["-c", `exec >> ${stdoutPath}; i=0; while [ $i -lt 40000 ]; do echo "line $i of the output"; i=$((i+1)); done`], { stdio: "ignore" });
    const following = (async () => {
      let text = "";
      const ended = new AbortController();
      for await (const frame of new LogReader(files).readLog({ ...question, follow: true }, ended.signal)) {
        text += Buffer.from(frame.data).toString();
        if (text.endsWith("line 39999 of the output\n")) ended.abort();
      }
      return text;
    })();
    await once(writer, "exit");
    await files.checkAll();
    const expected = Array.from({ length: 40_000 }, (_, i) => `line ${i} of the output\n`).join("");
    expect(whole()).toBe(expected);
    expect(logIndexes(base()).length).toBeGreaterThan(5);
    for (const index of logIndexes(base()).slice(0, -1)) expect(statSync(`${base()}.${index}`).size).toBe(64 * 1024);
    expect(await following).toBe(expected);
    expect(await readAll(new LogReader(files))).toBe(expected);
  });

  it("keeps as many files as it may and numbers them on", async () => {
    const { stdoutPath } = await files.prepare("a1", "t", { maxFiles: 3, maxFileBytes: 8192 });
    for (let n = 0; n < 10; n += 1) {
      appendFileSync(stdoutPath, String(n).repeat(8192));
      await files.checkAll();
    }
    appendFileSync(stdoutPath, "x".repeat(5000));
    await files.checkAll();
    const indexes = logIndexes(base());
    expect(indexes).toHaveLength(3);
    expect(indexes.at(-1)).toBeGreaterThanOrEqual(9);
    expect(whole().endsWith("x".repeat(5000))).toBe(true);
    expect(await readAll(new LogReader(files), { origin: "end" as never, offset: 7000 })).toBe(`${"9".repeat(2000)}${"x".repeat(5000)}`);
  });

  it.each(["after the intent", "after the first rename", "after both renames"])("mends a rotation that was cut short %s", async (moment) => {
    const { stdoutPath } = await files.prepare("a1", "t", { maxFiles: 10, maxFileBytes: 4096 });
    files.settle("a1");
    const text = `${"a".repeat(4096)}tail`;
    appendFileSync(stdoutPath, text);
    writeFileSync(`${stdoutPath}.intent`, JSON.stringify({ index: 0, headBytes: 4096 }));
    writeFileSync(`${stdoutPath}.head`, text.slice(0, 4096));
    if (moment !== "after the intent") renameSync(`${base()}.0`, `${base()}.1`);
    if (moment === "after both renames") {
      copyFileSync(`${stdoutPath}.head`, `${base()}.0`);
      rmSync(`${stdoutPath}.head`);
    }
    await files.prepare("a1", "t", { maxFiles: 10, maxFileBytes: 4096 });
    expect(readFileSync(`${base()}.0`, "utf8")).toBe("a".repeat(4096));
    expect(readFileSync(`${base()}.1`, "utf8")).toBe("tail");
    appendFileSync(stdoutPath, "!");
    expect(whole()).toBe(`${text}!`);
  });

  // tmpfs cannot cut the head out of a file: there the file is copied and emptied.
  it.skipIf(!existsSync("/dev/shm"))("rotates on a file system that cannot cut", async () => {
    const shm = mkdtempSync("/dev/shm/berth-logs-");
    const other = new HostAllocationFiles(shm, silentLogger, 60_000);
    try {
      const { stdoutPath } = await other.prepare("a1", "t", { maxFiles: 10, maxFileBytes: 4096 });
      appendFileSync(stdoutPath, `${"a".repeat(4096)}${"b".repeat(5000)}`);
      await other.checkAll();
      appendFileSync(stdoutPath, "tail");
      const at = join(shm, "a1", "alloc", "logs", "t.stdout");
      expect(logIndexes(at)).toEqual([0, 1]);
      expect(logIndexes(at).map((index) => readFileSync(`${at}.${index}`, "utf8")).join("")).toBe(`${"a".repeat(4096)}${"b".repeat(5000)}tail`);
    } finally {
      other.close();
      rmSync(shm, { recursive: true, force: true });
    }
  });

  it("does not lead out of the directory", async () => {
    await expect(readAll(new LogReader(files), { allocationId: ".." })).rejects.toThrow("cannot be a directory's name");
    await expect(readAll(new LogReader(files), { task: "../../x" })).rejects.toThrow("cannot be a directory's name");
    await expect(readAll(new LogReader(files))).rejects.toThrow(LogNotFound);
  });
});
