// The real program against a real cluster: what works, and that bad input is explained and changes nothing.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftoverProcesses } from "./demo/leftover-processes.js";
import { type BerthDev, isBuilt, type Ran, runBerth, startBerthDev } from "./testing/berth-for-test.js";

if (!isBuilt) console.warn("skipped: the command line program is not built; run npm run build first");

function job(id: string, { task = "", group = "", top = "" } = {}): string {
  return `job "${id}" {
  ${top}
  update { min_healthy_time = "0s" }
  group "g" {
    ${group}
    task "t" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args = ["-c", "echo started; exec sleep 600"]
      }
      resources {
        cpu = 20
        memory = 16
      }
      ${task}
    }
  }
}
`;
}

/** What each bad job file is told. */
const badFiles: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ["broken HCL", job("x").replace("memory = 16", "memory = "), /bad\.hcl:\d+,\d+.*expected a value/],
  ["an unclosed block", 'job "x" {\n  group "g" {\n', /bad\.hcl:\d+,\d+/],
  ["an unknown field", job("x", { task: 'usr = "root"' }), /bad\.hcl:\d+,\d+-\d+: .*"usr" is not expected here.*"user"/],
  ["a wrong type", job("x").replace("cpu = 20", 'cpu = "many"'), /bad\.hcl:\d+,\d+.*cpu/],
  ["a port label that no network has", job("x", { task: 'service {\n port = "htpp"\n }', group: 'network {\n port "http" {}\n }' }), /htpp/],
  ["duplicate task names", job("x", { group: 'task "t" {\n driver = "raw_exec"\n config { command = "true" }\n }' }), /(redefines|[Dd]uplicate).*t/],
  ["a negative count", job("x", { group: "count = -1" }), /count can't be negative/],
  ["locals that go round in a circle", `locals {\n a = local.b\n b = local.a\n}\n${job("x", { top: 'priority = local.a' })}`, /bad\.hcl:\d+,\d+.*(circle|cycl)/i],
  ["an id that leaves its directory", job("../x"), /may not hold "\.\."/],
  ["a file of 2 MB", "#".repeat(2_000_000), /larger than 1 MB: nothing was sent/],
  ["bytes that are no text", Uint8Array.from([0x6a, 0x6f, 0x62, 0xff, 0xfe, 0x00]), /is not a text file: byte 3 \(0xff\)/],
  ["an empty file", "", /is empty/],
];

describe.skipIf(!isBuilt)("berth", () => {
  let dev: BerthDev;
  let directory: string;
  let files = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "berth-cli-files-"));
    dev = await startBerthDev(["-nodes", "1", "-region", "us", "-heartbeat-ttl", "2000"]);
  });
  afterAll(async () => {
    await dev?.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const berth = (...words: string[]): Promise<Ran> => runBerth(words, { env: { BERTH_ADDR: dev.address } });

  async function file(content: string | Uint8Array, name = "bad.hcl"): Promise<string> {
    const path = join(directory, `${++files}-${name}`);
    await writeFile(path, content);
    return path;
  }

  /** Everything that registering or stopping a job would change. */
  async function jobs(): Promise<unknown> {
    const answer = await fetch(`${dev.address}/v1/jobs?namespace=*`);
    return ((await answer.json()) as readonly Record<string, unknown>[]).map(({ ID, JobModifyIndex, Version, Stop }) => ({ ID, JobModifyIndex, Version, Stop }));
  }

  it("runs a job, shows it, prints its output, stops it", async () => {
    const path = await file(job("works"), "works.hcl");
    const ran = await berth("job", "run", path);
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/Allocation "[0-9a-f]{8}" created: node "[0-9a-f]{8}" \(node-1\), group "g"/);
    expect(ran.stdout).toContain("Description = Deployment completed successfully");

    const status = await berth("job", "status", "work");
    expect(status.stdout).toMatch(/^ID +=? works$/m);
    const allocationId = /^([0-9a-f]{8}) .* running /m.exec(status.stdout)?.[1] ?? "none";

    expect((await berth("alloc", "logs", allocationId)).stdout).toBe("started\n");
    expect((await berth("alloc", "status", allocationId)).stdout).toContain('Task "t" is "running"');
    expect((await berth("status", allocationId)).stdout).toContain("Job ID ");
    expect((await berth("node", "status", "node-1")).stdout).toContain(allocationId);
    expect((await berth("job", "plan", path)).code).toBe(0);
    expect((await berth("explain", "works")).stdout).toContain('Group "g": 1 of 1 placed');

    expect((await berth("job", "run", "-check-index", "0", path)).stderr).toContain("job already exists\nJob not updated");
    expect((await berth("job", "stop", "works")).code).toBe(0);
    expect((await berth("job", "status", "works")).stdout).toContain("(stopped)");
  });

  it.each(badFiles)("explains %s, and changes nothing", async (_what, content, message) => {
    const before = await jobs();
    const path = await file(content);
    for (const command of ["run", "validate"]) {
      const ran = await berth("job", command, path);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(message);
      expect(ran.stderr).not.toMatch(/^\s+at /m);
      expect(ran.stdout).toBe("");
    }
    expect((await berth("job", "plan", path)).code).toBe(255);
    expect(await jobs()).toEqual(before);
  });

  it("explains a region that is not there, and changes nothing", async () => {
    const before = await jobs();
    const ran = await berth("job", "run", await file(job("elsewhere", { top: 'region = "mars"' })));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/region "mars".*region "us"/);
    expect(await jobs()).toEqual(before);
  });

  it("keeps a job pending whose driver is missing on all nodes, and says so", async () => {
    const ran = await berth("job", "run", await file(job("no-driver").replace("raw_exec", "podman")));
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('Constraint "missing drivers": 1 node excluded by filter');
    const status = await berth("job", "status", "no-driver");
    expect(status.stdout).toMatch(/^Status +=? pending$/m);
    expect(status.stdout).toContain("Placement Failure");
    expect(status.stdout).toContain("missing drivers");
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, string, RegExp]>([
    ["a body of 2 MB", `{"Job":{"ID":"${"x".repeat(2_000_000)}"}}`, "application/json", /larger than 1 MB/],
    ["a body that is no text", Uint8Array.from([0x7b, 0xff, 0x00]), "application/json", /is not text: byte 1/],
    ["a body that is no JSON", '{"Job":', "application/json", /not valid JSON/],
    ["broken HCL", 'job "x" {', "application/hcl", /input\.hcl:\d+,\d+/],
    ["an id with ..", JSON.stringify({ Job: { ID: "../../etc", Name: "x" } }), "application/json", /\.\./],
    ["a wrong type", JSON.stringify({ Job: { ID: "x", Priority: "high" } }), "application/json", /Priority: must be a whole number/],
  ])("the server itself refuses %s", async (_what, body, contentType, message) => {
    const before = await jobs();
    const answer = await fetch(`${dev.address}/v1/jobs`, { method: "PUT", body, headers: { "content-type": contentType } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toMatch(message);
    expect(await jobs()).toEqual(before);
  });

  it("reads a job from standard input, and JSON", async () => {
    const printed = await berth("job", "run", "-output", await file(job("from-json")));
    const ran = await runBerth(["job", "run", "-detach", "-"], { env: { NOMAD_ADDR: dev.address }, input: printed.stdout });
    expect(ran.stdout).toContain("Job registration successful");
    expect((await berth("job", "inspect", "from-json")).stdout).toContain('"ID": "from-json"');
  });

  it("says that no server answers, and how to start one", async () => {
    const ran = await runBerth(["status"], { env: { BERTH_ADDR: "http://127.0.0.1:9" } });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/cannot reach Berth at http:\/\/127\.0\.0\.1:9.*is it running\? start one with \.\/berth dev/);
  });

  it("stops everything at Ctrl-C, and has its jobs again afterwards", async () => {
    const { code } = await berth("job", "run", await file(job("keeps-running")));
    expect(code).toBe(0);
    const before = await jobs();
    if (process.platform === "linux") expect((await leftoverProcesses(dev.dataDir)).map(({ command }) => command.trim())).toContain("sleep 600");
    expect(await dev.interrupt()).toBe(0);
    if (process.platform === "linux") expect(await leftoverProcesses(dev.dataDir)).toEqual([]);
    dev = await startBerthDev(["-nodes", "1", "-region", "us", "-heartbeat-ttl", "2000"], dev.dataDir);
    expect(await jobs()).toEqual(before);
  });
});
