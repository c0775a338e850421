import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { until } from "@berth/testkit/contracts/log-contract";

/** A service as a process of its own, run from source through the same transformer as the tests. */
const SERVICE = `
import { runService } from ${JSON.stringify(fileURLToPath(new URL("./bootstrap.ts", import.meta.url)))};
import { serviceConfigSchema } from ${JSON.stringify(fileURLToPath(new URL("./service-config.ts", import.meta.url)))};

class Empty {}
await runService({
  name: "tester",
  configSchema: serviceConfigSchema,
  module: (kit) => {
    kit.closing.add("slow", () => (process.env.HANG === undefined ? Promise.resolve() : new Promise(() => undefined)));
    if (process.env.FAIL_AT_START !== undefined) throw new Error("no store at " + process.env.FAIL_AT_START);
    if (process.env.FAIL_LATER !== undefined) setTimeout(() => { throw new Error("a bug"); }, 300);
    if (process.env.REJECT_LATER !== undefined) setTimeout(() => void Promise.reject(new Error("nobody waited")), 300);
    return { module: Empty };
  },
});
`;

const RUNNER = `
import { runnerImport } from "vite";
const conditions = ["source", "module", "node", "default"];
await runnerImport(process.argv[2], {
  configFile: false, logLevel: "error",
  resolve: { conditions }, ssr: { resolve: { conditions }, noExternal: [/^@berth\\//] },
});
`;

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly lines: () => { readonly message: string; readonly [field: string]: unknown }[];
  readonly exit: Promise<number | null>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const children: ChildProcess[] = [];
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "berth-bootstrap-"));
  await writeFile(join(directory, "service.ts"), SERVICE);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rm(directory, { recursive: true }));

function start(variables: Readonly<Record<string, string>>): Started {
  const args = ["--input-type=module", "-", join(directory, "service.ts")];
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH, ...variables }, stdio: ["pipe", "pipe", "pipe"] });
  children.push(child);
  child.stdin.end(RUNNER);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data.toString()));
  const lines = (): { readonly message: string }[] =>
    text.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}")).map((line) => JSON.parse(line) as { readonly message: string });
  return { child, output: () => text, lines, exit: new Promise((resolve) => child.on("close", resolve)) };
}

async function started(variables: Readonly<Record<string, string>> = {}): Promise<Started & { readonly url: string }> {
  const service = start(variables);
  await until(() => service.lines().some((line) => line.message === "started") || service.child.exitCode !== null, `the start: ${service.output()}`);
  const line = service.lines().find(({ message }) => message === "started");
  if (line === undefined) throw new Error(service.output());
  return { ...service, url: String(line.url) };
}

it("runs until SIGTERM, then stops cleanly with 0", async () => {
  const service = await started();
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  service.child.kill("SIGTERM");
  expect(await service.exit).toBe(0);
  expect(service.lines().at(-1)).toMatchObject({ message: "stopped", reason: "SIGTERM", clean: true, service: "tester" });
});

it("does not wait for ever for a part that hangs, and leaves at once when asked twice", async () => {
  const slow = await started({ HANG: "1", BERTH_SHUTDOWN_TIMEOUT_MS: "300" });
  slow.child.kill("SIGINT");
  expect(await slow.exit).toBe(1);
  expect(slow.lines()).toContainEqual(expect.objectContaining({ message: "did not close cleanly", step: "slow" }));

  const stubborn = await started({ HANG: "1", BERTH_SHUTDOWN_TIMEOUT_MS: "60000" });
  stubborn.child.kill("SIGINT");
  await until(() => stubborn.lines().some((line) => line.message === "stopping"), "it stops");
  stubborn.child.kill("SIGINT");
  expect(await stubborn.exit).toBe(1);
});

it("lists all bad variables and ends with 2", async () => {
  const service = start({ BERTH_LOG_LEVEL: "loud", BERTH_HTTP_PORT: "x", BERTH_REGION: "us" });
  expect(await service.exit).toBe(2);
  expect(service.output()).toContain("tester cannot start, 2 variables of its environment must be mended:");
  expect(service.output()).toMatch(/BERTH_LOG_LEVEL.*\n.*BERTH_HTTP_PORT/);
});

it.each([
  [{ FAIL_AT_START: "the-address" }, "cannot start: no store at the-address"],
  [{ FAIL_LATER: "1" }, "unhandled error: a bug"],
  [{ REJECT_LATER: "1" }, "unhandled rejection: nobody waited"],
])("ends with 1 and one sentence after %o", async (variables: Readonly<Record<string, string>>, sentence) => {
  const service = start(variables);
  expect(await service.exit).toBe(1);
  expect(service.lines().at(-1)).toMatchObject({ level: "error", message: sentence });
  expect(service.output()).not.toContain("    at ");
});

it("shows the stack to who debugs", async () => {
  const service = start({ FAIL_LATER: "1", BERTH_DEBUG: "1" });
  expect(await service.exit).toBe(1);
  expect(service.lines().at(-1)?.stack).toContain("    at ");
});
