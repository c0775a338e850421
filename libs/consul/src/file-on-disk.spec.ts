import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FileOnDisk, type FileOnDiskOptions } from "./file-on-disk.js";

let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "berth-rendered-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

let made = 0;
function fileWith(options: Partial<FileOnDiskOptions> = {}): FileOnDisk {
  return new FileOnDisk({ source: join(directory, "in.ctmpl"), destination: join(directory, `${++made}`, "out.cfg"), reload: { kind: "none" }, ...options });
}

const others = async (file: FileOnDisk) => (await readdir(join(file.destination, ".."))).filter((name) => name !== "out.cfg");

it("writes whole files and says when nothing changed", async () => {
  const file = fileWith({ mode: 0o640 });
  expect(await file.write("one")).toBe("written");
  await file.reload();
  expect(await file.write("one")).toBe("unchanged");
  expect(await file.write("two")).toBe("written");
  expect(await readFile(file.destination, "utf8")).toBe("two");
  expect((await stat(file.destination)).mode & 0o777).toBe(0o640);
});

it("remembers across a restart that its reader was not told", async () => {
  const file = fileWith();
  await file.write("one");
  const restarted = new FileOnDisk({ source: "", destination: file.destination, reload: { kind: "none" } });
  expect(await restarted.write("one")).toBe("written");
  await restarted.reload();
  expect(await restarted.write("one")).toBe("unchanged");
  expect(await others(file)).toEqual([]);
});

it("keeps the old file when the check refuses the new text, with the check's words", async () => {
  const file = fileWith({ check: ["sh", "-c", 'grep -q good "$1" || { echo "line 1: bad"; exit 1; }', "-", "{file}"] });
  await file.write("good");
  await file.reload();
  await expect(file.write("worse")).rejects.toThrow(/the check of .*out\.cfg ended with 1, the old file stays: line 1: bad/);
  expect(await readFile(file.destination, "utf8")).toBe("good");
  expect(await others(file)).toEqual([]);
});

it("runs the reload command on the destination, and tells when it fails or takes too long", async () => {
  const file = fileWith({ reload: { kind: "command", command: ["sh", "-c", 'cp "$1" "$1.seen"', "-", "{file}"] } });
  await file.write("text");
  await file.reload();
  expect(await readFile(`${file.destination}.seen`, "utf8")).toBe("text");
  await expect(fileWith({ reload: { kind: "command", command: ["sh", "-c", "echo no; exit 3"] } }).reload()).rejects.toThrow("ended with 3: no");
  const slow = fileWith({ reload: { kind: "command", command: ["sleep", "60"] }, commandTimeoutMs: 50 });
  await expect(slow.reload()).rejects.toThrow("ended with SIGKILL: (killed after 50 ms)");
  await expect(fileWith({ reload: { kind: "command", command: ["/no/such/program"] } }).reload()).rejects.toThrow("/no/such/program could not be run");
});

it.each(["", "0", "-1", "1", "abc"])("signals nobody when the pid file holds %j", async (content) => {
  const pidFile = join(directory, "some.pid");
  await writeFile(pidFile, content);
  await expect(fileWith({ reload: { kind: "signal", pidFile, signal: "SIGUSR2" } }).reload()).rejects.toThrow("holds no process id");
});
