import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { importBusyboxImage } from "@berth/embedded/busybox-image";
import { freePort } from "@berth/embedded/free-port";
import { DriverStartError, type TaskExit, type TaskHandle, type TaskStart } from "@berth/ports/driver";
import { dockerForTest } from "@berth/testkit/servers/docker-for-test";
import { silentLogger } from "@berth/testkit/silent-logger";
import Dockerode from "dockerode";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type TestContext, vi } from "vitest";
import { DockerDriver } from "./docker-driver.js";
import { DEFAULT_DOCKER_SETTINGS, type DockerSettings } from "./settings.js";

const BUSYBOX = "berth/busybox:test";
const WEB = "hashicorp/web-frontend";
const HOST_IP = "127.0.0.1";

const docker = dockerForTest();
const drivers: DockerDriver[] = [];
const started: { readonly driver: DockerDriver; readonly handle: TaskHandle }[] = [];
let root = "";
let count = 0;

function newDriver(settings: Partial<DockerSettings> = {}): DockerDriver {
  const driver = new DockerDriver({
    settings: { ...DEFAULT_DOCKER_SETTINGS, endpoint: docker.server.dockerHost, ...settings },
    logger: silentLogger,
    environment: {},
  });
  drivers.push(driver);
  return driver;
}

async function newTask(config: Record<string, unknown>, changes: Partial<TaskStart> = {}): Promise<TaskStart> {
  count += 1;
  const home = path.join(root, `alloc-${count}`);
  const directories = { allocDir: path.join(home, "alloc"), taskDir: path.join(home, "web"), secretsDir: path.join(home, "web/secrets"), stateDir: path.join(home, "state") };
  for (const directory of [...Object.values(directories), path.join(home, "alloc/logs"), path.join(home, "web/local")]) await fs.mkdir(directory, { recursive: true });
  return {
    startId: `start-${count}`,
    allocationId: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`,
    jobId: "shop",
    namespace: "default",
    group: "webs",
    task: "web",
    user: "",
    config: { image: BUSYBOX, ...config },
    env: {},
    ...directories,
    stdoutPath: path.join(home, "alloc/logs/web.stdout.0"),
    stderrPath: path.join(home, "alloc/logs/web.stderr.0"),
    cpuMhz: 100,
    memoryMb: 32,
    memoryMaxMb: 0,
    ports: [],
    ...changes,
  };
}

async function start(driver: DockerDriver, task: TaskStart): Promise<TaskHandle> {
  const handle = await driver.start(task);
  started.push({ driver, handle });
  return handle;
}

function shell(script: string): Record<string, unknown> {
  return { command: "/bin/sh", args: ["-c", script] };
}

async function endOf(driver: DockerDriver, handle: TaskHandle): Promise<TaskExit> {
  return driver.wait(handle, AbortSignal.timeout(20_000));
}

async function refusal(driver: DockerDriver, task: TaskStart): Promise<DriverStartError> {
  const error = await driver.start(task).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(DriverStartError);
  return error as DriverStartError;
}

function engine(): Dockerode {
  return new Dockerode({ socketPath: docker.server.socketPath });
}

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), "berth-docker-driver-"));
  let socketPath = "";
  try {
    socketPath = docker.server.socketPath;
  } catch {
    return;
  }
  await importBusyboxImage({ socketPath, tag: BUSYBOX });
  await importBusyboxImage({
    socketPath,
    tag: `${WEB}:latest`,
    changes: ['CMD ["sh", "-c", "exec httpd -f -p $NOMAD_PORT_http -h /www"]'],
    files: { "/www/health": "ok\n" },
  });
});

beforeEach((test: TestContext) => {
  docker.orSkip(test);
});

afterEach(async () => {
  for (const { driver, handle } of started.splice(0)) await driver.destroy(handle);
  for (const driver of drivers.splice(0)) await driver.close();
});

afterAll(async () => {
  await fs.rm(root, { recursive: true, force: true });
});

describe("a container's life", () => {
  it("runs to its end with its output, directories and environment in place", async () => {
    const driver = newDriver();
    const task = await newTask(shell("echo out $NOMAD_TASK_DIR $A; echo err >&2; echo kept > /alloc/kept; cat /local/in /secrets/key; exit 3"), { env: { A: "b" } });
    await fs.writeFile(path.join(task.taskDir, "local/in"), "from local\n");
    await fs.writeFile(path.join(task.secretsDir, "key"), "from secrets\n");
    const handle = await start(driver, task);
    expect(await endOf(driver, handle)).toEqual({ exitCode: 3, signal: 0, oomKilled: false, error: "" });
    expect(await fs.readFile(task.stdoutPath, "utf8")).toBe("out /local b\nfrom local\nfrom secrets\n");
    expect(await fs.readFile(task.stderrPath, "utf8")).toBe("err\n");
    expect(await fs.readFile(path.join(task.allocDir, "kept"), "utf8")).toBe("kept\n");
  });

  it("serves on a legacy port of the allocation's address, on NOMAD_PORT_<label>", async () => {
    const driver = newDriver();
    const value = await freePort();
    const task = await newTask({ image: WEB }, { env: { NOMAD_PORT_http: String(value), NOMAD_PORT_web_http: String(value) }, ports: [{ label: "http", hostIp: HOST_IP, value, to: 0 }] });
    await start(driver, task);
    await vi.waitFor(async () => expect(await (await fetch(`http://${HOST_IP}:${value}/health`)).text()).toBe("ok\n"), { timeout: 10_000 });
  });

  it("maps a legacy port to the container's own number", async () => {
    const driver = newDriver();
    const value = await freePort();
    const task = await newTask({ image: WEB, port_map: [{ http: 8080 }] }, { env: { NOMAD_PORT_http: String(value), NOMAD_PORT_web_http: String(value) }, ports: [{ label: "http", hostIp: HOST_IP, value, to: 0 }] });
    await start(driver, task);
    await vi.waitFor(async () => expect((await fetch(`http://${HOST_IP}:${value}/health`)).status).toBe(200), { timeout: 10_000 });
  });

  it("says that a task was killed for its memory", async () => {
    const driver = newDriver();
    const handle = await start(driver, await newTask(shell("x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}"), { memoryMb: 16 }));
    expect(await endOf(driver, handle)).toMatchObject({ exitCode: 137, oomKilled: true, error: "OOM Killed" });
  });

  it("gives shares, limits and labels to the engine", async () => {
    const driver = newDriver();
    const task = await newTask({ ...shell("sleep 60"), labels: { team: "a" } }, { cpuMhz: 250, memoryMb: 24, memoryMaxMb: 48 });
    const handle = await start(driver, task);
    const seen = await engine().getContainer(`web-${task.allocationId}`).inspect();
    expect(seen.Id).toBe(handle["containerId"]);
    expect(seen.Config.Labels).toMatchObject({ team: "a", "com.hashicorp.nomad.alloc_id": task.allocationId });
    expect(seen.HostConfig).toMatchObject({ CpuShares: 250, Memory: 48 << 20, MemoryReservation: 24 << 20, MemorySwap: 48 << 20 });
    await vi.waitFor(async () => expect((await driver.usage(handle))?.memoryRssBytes).toBeGreaterThan(0), { timeout: 10_000 });
    expect((await driver.usage(handle))?.pids).toEqual([seen.State.Pid]);
  });

  it("ends a task that heeds its signal at once, and kills one that does not", async () => {
    const driver = newDriver();
    const heedful = await newTask(shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.1; done"));
    const heeds = await start(driver, heedful);
    await vi.waitFor(async () => expect(await fs.readFile(heedful.stdoutPath, "utf8")).toContain("ready"), { timeout: 10_000 });
    await driver.stop(heeds, "SIGTERM", 10_000);
    expect((await endOf(driver, heeds)).exitCode).toBe(7);
    const deaf = await start(driver, await newTask(shell("trap '' TERM; while :; do sleep 0.1; done")));
    await driver.stop(deaf, "", 300);
    expect((await endOf(driver, deaf)).exitCode).toBe(137);
    await driver.stop(deaf, "SIGTERM", 300);
  });

  it("passes signals on", async () => {
    const driver = newDriver();
    const task = await newTask(shell("trap 'echo got hup' HUP; echo ready; while :; do sleep 0.1; done"));
    const handle = await start(driver, task);
    await vi.waitFor(async () => expect(await fs.readFile(task.stdoutPath, "utf8")).toContain("ready"), { timeout: 10_000 });
    await driver.signal(handle, "SIGHUP");
    await vi.waitFor(async () => expect(await fs.readFile(task.stdoutPath, "utf8")).toContain("got hup"), { timeout: 10_000 });
  });

  it("runs a script check inside, with its output and its time limit", async () => {
    const driver = newDriver();
    const handle = await start(driver, await newTask({ ...shell("sleep 60") }, { env: { COLOUR: "red" } }));
    const checked = await driver.exec(handle, ["/bin/sh", "-c", "echo $COLOUR; echo bad >&2; exit 4"], 10_000);
    // Two pipes: the engine does not promise an order between them.
    expect([checked.exitCode, ...checked.output.trim().split("\n").sort()]).toEqual([4, "bad", "red"]);
    expect(await driver.exec(handle, ["/bin/sleep", "30"], 300)).toEqual({ exitCode: -1, output: "no end after 300 ms" });
  });

  it("leaves nothing behind once destroyed", async () => {
    const driver = newDriver();
    const task = await newTask(shell("sleep 60"));
    const handle = await start(driver, task);
    await driver.destroy(handle);
    await expect(engine().getContainer(`web-${task.allocationId}`).inspect()).rejects.toMatchObject({ statusCode: 404 });
    expect(await fs.readdir(task.stateDir)).toEqual([]);
    expect(await driver.recover(handle)).toBe(false);
    expect((await endOf(driver, handle)).error).toBe("the container was removed by somebody else");
  });
});

describe("an agent that comes back", () => {
  it("finds the task again, waits for it, and continues its output without loss or repetition", async () => {
    const first = newDriver();
    const task = await newTask(shell("i=0; while [ $i -lt 300 ]; do echo line $i; echo warn $i >&2; i=$((i+1)); sleep 0.01; done; exit 5"));
    const handle = await start(first, task);
    await vi.waitFor(async () => expect(await fs.readFile(task.stdoutPath, "utf8")).toContain("line 50\n"), { timeout: 10_000 });
    const noteBefore = await fs.readFile(path.join(task.stateDir, "docker-log-position.json"));
    await first.close();
    // The note of an agent that was killed lies behind what it wrote.
    await fs.writeFile(path.join(task.stateDir, "docker-log-position.json"), noteBefore);
    const second = newDriver();
    expect(await second.recover(JSON.parse(JSON.stringify(handle)) as TaskHandle)).toBe(true);
    expect((await endOf(second, handle)).exitCode).toBe(5);
    const lines = (word: string): string => Array.from({ length: 300 }, (_, index) => `${word} ${index}\n`).join("");
    expect(await fs.readFile(task.stdoutPath, "utf8")).toBe(lines("line"));
    expect(await fs.readFile(task.stderrPath, "utf8")).toBe(lines("warn"));
  });

  it("reads the exit and the output of a task that ended meanwhile", async () => {
    const first = newDriver();
    const task = await newTask(shell("echo before; sleep 0.5; echo after; exit 9"));
    const handle = await start(first, task);
    await first.close();
    await engine().getContainer(String(handle["containerId"])).wait();
    const second = newDriver();
    expect(await second.recover(handle)).toBe(true);
    expect((await endOf(second, handle)).exitCode).toBe(9);
    expect(await fs.readFile(task.stdoutPath, "utf8")).toBe("before\nafter\n");
  });

  it("adopts what a start left running when the agent died before it stored the handle", async () => {
    const first = newDriver();
    const task = await newTask(shell("echo mine; sleep 60"));
    const handle = await start(first, task);
    await first.close();
    const second = newDriver();
    const adopted = await second.adopt(task);
    expect(adopted).toEqual(handle);
    expect(await second.adopt({ ...task, startId: "another" })).toBeUndefined();
    expect((await start(second, task))["containerId"]).toBe(handle["containerId"]);
  });

  it("removes a container that was made and never started, so that its start never begins", async () => {
    const task = await newTask(shell("sleep 60"));
    await engine().createContainer({ name: `web-${task.allocationId}`, Image: BUSYBOX, Cmd: ["sleep", "60"], Labels: { "dev.berth.start_id": task.startId } });
    expect(await newDriver().adopt(task)).toBeUndefined();
    await expect(engine().getContainer(`web-${task.allocationId}`).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it("replaces the leftover of an earlier start, and never a stranger's container", async () => {
    const driver = newDriver();
    const task = await newTask(shell("sleep 60"));
    const earlier = await driver.start({ ...task, startId: "earlier" });
    const handle = await start(driver, task);
    expect(handle["containerId"]).not.toBe(earlier["containerId"]);
    const other = await newTask(shell("sleep 60"));
    const stranger = await engine().createContainer({ name: `web-${other.allocationId}`, Image: BUSYBOX, Cmd: ["sleep", "60"] });
    const error = await refusal(driver, other);
    expect(error.recoverable).toBe(false);
    expect(error.message).toContain("is taken by a container that is not this task's");
    await stranger.remove();
  });

  it("does not take another allocation's container for its own", async () => {
    const driver = newDriver();
    const handle = await start(driver, await newTask(shell("sleep 60")));
    expect(await driver.recover({ ...handle, allocationId: "somebody else" })).toBe(false);
    expect(await driver.recover({})).toBe(false);
  });
});

describe("output", () => {
  it("keeps lines longer than the engine's pieces whole, with and without a terminal", async () => {
    const driver = newDriver();
    const script = "head -c 70000 /dev/zero | tr '\\0' x; echo; printf tail";
    const plain = await newTask(shell(script));
    expect((await endOf(driver, await start(driver, plain))).exitCode).toBe(0);
    expect(await fs.readFile(plain.stdoutPath, "utf8")).toBe(`${"x".repeat(70_000)}\ntail`);
    const terminal = await newTask({ ...shell(`${script}; echo`), tty: true });
    expect((await endOf(driver, await start(driver, terminal))).exitCode).toBe(0);
    expect(await fs.readFile(terminal.stdoutPath, "utf8")).toBe(`${"x".repeat(70_000)}\r\ntail\r\n`);
  });

  it("follows a log that is renamed away, and one that is a FIFO", async () => {
    const driver = newDriver();
    const task = await newTask(shell("echo one; while [ ! -e /alloc/go ]; do sleep 0.05; done; echo two"));
    const handle = await start(driver, task);
    await vi.waitFor(async () => expect(await fs.readFile(task.stdoutPath, "utf8")).toBe("one\n"), { timeout: 10_000 });
    await fs.rename(task.stdoutPath, `${task.stdoutPath}.old`);
    await fs.writeFile(path.join(task.allocDir, "go"), "");
    await endOf(driver, handle);
    expect(await fs.readFile(task.stdoutPath, "utf8")).toBe("two\n");
    const piped = await newTask(shell("echo through a pipe"));
    await promisify(execFile)("mkfifo", [piped.stdoutPath]);
    const reader = await fs.open(piped.stdoutPath, fs.constants.O_RDWR);
    await endOf(driver, await start(driver, piped));
    const { bytesRead, buffer } = await reader.read(Buffer.alloc(100), 0, 100);
    await reader.close();
    expect(buffer.subarray(0, bytesRead).toString()).toBe("through a pipe\n");
  });
});

describe("a start that fails", () => {
  it("names the image and the reason when it is neither here nor to be pulled", async () => {
    const error = await refusal(newDriver(), await newTask({ image: "localhost:1/no/such:image" }));
    expect(error.message).toContain('image "localhost:1/no/such:image" is not on this node and cannot be pulled: its registry cannot be reached');
    expect(error.recoverable).toBe(true);
  });

  it("uses the local image when a newer one cannot be looked for, unless the pull is forced", async () => {
    const driver = newDriver();
    const socketPath = docker.server.socketPath;
    await importBusyboxImage({ socketPath, tag: "localhost:1/team/app:latest" });
    const handle = await start(driver, await newTask({ image: "localhost:1/team/app", ...shell("exit 0") }));
    expect((await endOf(driver, handle)).exitCode).toBe(0);
    expect((await refusal(driver, await newTask({ image: "localhost:1/team/app", force_pull: true }))).message).toContain("its registry cannot be reached");
  });

  it.each<[string, Record<string, unknown>, string, boolean]>([
    ["a misspelt key", { imgae: "x" }, 'did you mean "image"?', false],
    ["a command that is not in the image", { command: "/no/such" }, "check config.command", false],
    ["a privileged container", { privileged: true }, "config.privileged is not allowed", false],
    ["an unknown network", { network_mode: "no-such-network", ...shell("sleep 60") }, "no-such-network", true],
  ])("refuses %s", async (_, config, message, recoverable) => {
    const task = await newTask(config);
    const error = await refusal(newDriver(), task);
    expect(error.message).toContain(message);
    expect(error.recoverable).toBe(recoverable);
    await expect(engine().getContainer(`web-${task.allocationId}`).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it("says that a port is in use, and may be tried again", async () => {
    const driver = newDriver();
    const ports = [{ label: "http", hostIp: HOST_IP, value: await freePort(), to: 0 }];
    await start(driver, await newTask(shell("sleep 60"), { ports }));
    const error = await refusal(driver, await newTask(shell("sleep 60"), { ports }));
    expect(error.message).toContain("a port of this task is in use on the node");
    expect(error.recoverable).toBe(true);
  });

  it("does not bind a link that leads out of the task's directory", async () => {
    const task = await newTask({ ...shell("cat /x/hostname"), volumes: ["local/leak:/x"] });
    await fs.symlink("/etc", path.join(task.taskDir, "local/leak"));
    expect((await refusal(newDriver(), task)).message).toContain("is a link that leaves the task's directory");
  });

  it("may be tried again when the engine is down, and the fingerprint says why", async () => {
    const driver = newDriver({ endpoint: "unix:///nowhere/docker.sock" });
    expect((await refusal(driver, await newTask({}))).recoverable).toBe(true);
    const print = await driver.fingerprint();
    expect(print).toMatchObject({ detected: false, healthy: false });
    expect(print.description).toContain("No Docker engine answers at unix:///nowhere/docker.sock");
  });
});

it("fingerprints the engine under Nomad's names", async () => {
  const print = await newDriver({ volumesEnabled: true }).fingerprint();
  expect(print).toMatchObject({ detected: true, healthy: true });
  expect(print.attributes).toMatchObject({ "driver.docker.os_type": "linux", "driver.docker.volumes.enabled": "true" });
  expect(print.attributes["driver.docker.version"]).toMatch(/^\d+\./);
  expect(print.attributes["driver.docker.runtimes"]).toContain("runc");
  expect(print.attributes["driver.docker.bridge_ip"]).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
});
