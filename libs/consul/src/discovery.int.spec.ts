// Discovery from end to end on real servers: web servers, Consul, haproxy, and our two loops between them.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { RunningAllocation } from "@berth/core/discovery/running-allocation";
import { allocation, check, job, port, service, task } from "@berth/core/discovery/testing/running-job";
import { locateHaproxy } from "@berth/embedded/haproxy";
import { sendSignal } from "@berth/embedded/server-process";
import type { DiscoverySource } from "@berth/ports/discovery-source";
import { DiscoverySync, type SyncReport } from "@berth/runtime/discovery/discovery-sync";
import { type RenderReport, TemplateRenderer } from "@berth/runtime/discovery/template-renderer";
import { consulForTest } from "@berth/testkit/servers/consul-for-test";
import { haproxyForTest } from "@berth/testkit/servers/haproxy-for-test";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ConsulRegistry } from "./consul-registry.js";
import { FileOnDisk } from "./file-on-disk.js";

const SECOND_NS = 1_000_000_000;
const SERVICE = "my-service-webs-frontend";
/** A small frontend, then the backend template of the first job that was ever run here, as it is. */
const frontend = (listenPort: number): string =>
  `defaults\n  mode http\n  timeout connect 1s\n  timeout client 5s\n  timeout server 5s\nfrontend all\n  bind 127.0.0.1:${listenPort}\n  default_backend webs\n\n`;
const BACKEND = `backend webs
            balance roundrobin
            mode http{{range service "${SERVICE}"}}
server {{.Node}} {{.Address}}:{{.Port}}{{end}}
`;

const { clock } = systemEnvironment;

const nodeOf = (number: number): string => `node-${number === 5 ? 1 : number}`;

/** A web server that answers with its own number, on a free port. */
class Web {
  private constructor(
    readonly number: number,
    private readonly server: Server,
  ) {}

  static async start(number: number): Promise<Web> {
    const server = createServer((request, response) => response.end(request.url === "/health" ? "well" : `web ${number}`));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Web(number, server);
  }

  get allocation(): RunningAllocation {
    const web = service({
      PortLabel: "http",
      Tags: ["prod"],
      Checks: [check({ Type: "http", Path: "/health", Interval: SECOND_NS, Timeout: SECOND_NS })],
    });
    return allocation({
      allocationId: `0000000${this.number}-0000-4000-8000-000000000000`,
      name: `my-service.webs[${this.number}]`,
      job: job({ tasks: [task({ Services: [web] })] }),
      // As in the demo: five tasks on four nodes.
      nodeName: nodeOf(this.number),
      nodeAddress: "127.0.0.1",
      checks: [{ id: `${SERVICE}/service: "${SERVICE}" check`, service: SERVICE, task: "frontend", status: "passing", output: "" }],
      ports: [port("http", (this.server.address() as AddressInfo).port, { task: "frontend", hostIp: "127.0.0.1" })],
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What the log's replica will be: a list that says when it changed. */
class ListedAllocations implements DiscoverySource {
  private listeners = new Set<() => void>();
  constructor(private allocations: readonly RunningAllocation[]) {}

  running(): Iterable<RunningAllocation> {
    return this.allocations;
  }

  onChange(listener: () => void): { close(): void } {
    this.listeners.add(listener);
    return { close: () => this.listeners.delete(listener) };
  }

  change(allocations: readonly RunningAllocation[]): void {
    this.allocations = allocations;
    for (const listener of this.listeners) listener();
  }
}

describe("discovery", () => {
  const consul = consulForTest();
  const haproxy = haproxyForTest(frontendAlone);
  const stop = new AbortController();
  const webs: Web[] = [];
  const synced: SyncReport[] = [];
  const rendered: RenderReport[] = [];
  let source: ListedAllocations;
  let registry: ConsulRegistry;
  let loops: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    for (let number = 1; number <= 5; number++) webs.push(await Web.start(number));
    source = new ListedAllocations(webs.map((web) => web.allocation));
    registry = new ConsulRegistry({ url: consul.url, token: "", region: "us" });
    const template = join(haproxy.directory, "haproxy.ctmpl");
    await writeFile(template, frontend(haproxy.server.port) + BACKEND);
    const binary = await locateHaproxy();
    const file = new FileOnDisk({
      source: template,
      destination: haproxy.server.configFile,
      check: [binary.path, "-c", "-f", "{file}"],
      reload: { kind: "signal", pidFile: join(haproxy.directory, "haproxy.pid"), signal: "SIGUSR2" },
      env: binary.env,
    });
    const sync = new DiscoverySync(
      {
        source,
        registry,
        clock,
        logger: silentLogger,
        hash: (text) => createHash("sha256").update(text).digest("hex"),
        onPass: (report) => void synced.push(report),
      },
      { compareMs: 500 },
    );
    const renderer = new TemplateRenderer({ file, registry, clock, logger: silentLogger, onPass: (report) => void rendered.push(report) });
    loops = Promise.all([sync.run(stop.signal), renderer.run(stop.signal)]);
  });

  afterAll(async () => {
    stop.abort();
    await loops;
    registry.close();
    for (const web of webs) await web.stop();
  });

  const seen = async (): Promise<readonly string[]> => {
    const answers = new Set<string>();
    for (let asked = 0; asked < 15; asked++) {
      const response = await fetch(haproxy.server.url, { headers: { connection: "close" } });
      answers.add(response.ok ? await response.text() : `status ${response.status}`);
    }
    return [...answers].sort();
  };
  const eventually = (test: () => Promise<void>): Promise<void> => vi.waitFor(test, { timeout: 20_000, interval: 200 });
  const numbered = (...numbers: readonly number[]) => numbers.map((number) => `web ${number}`);

  it("haproxy answers through the rendered backend to all five", async () => {
    await eventually(async () => expect(await seen()).toEqual(numbered(1, 2, 3, 4, 5)));
    const instances = await registry.healthy(SERVICE);
    expect(instances.map(({ node, tags }) => [node, tags])).toEqual([1, 2, 3, 4, 5].map((number) => [nodeOf(number), ["prod"]]));
    const config = await readFile(haproxy.server.configFile, "utf8");
    const names = ["node-1", "node-2", "node-3", "node-4", "node-1-2"];
    const servers = instances.map(({ port: on }, index) => `server ${names[index]} 127.0.0.1:${on}`).join("\n");
    expect(config).toBe(`${frontend(haproxy.server.port)}backend webs\n            balance roundrobin\n            mode http\n${servers}\n`);
  });

  it("one whose server dies disappears when its check fails, without a word from us", async () => {
    await webs[1]?.stop();
    await eventually(async () => expect(await seen()).toEqual(numbered(1, 3, 4, 5)));
    expect((await registry.list()).size).toBe(5);
  });

  it("one that no longer runs is deregistered, and nothing is registered again", async () => {
    const before = synced.reduce((sum, report) => sum + report.registered, 0);
    source.change(webs.filter(({ number }) => number !== 2 && number !== 4).map((web) => web.allocation));
    await eventually(async () => expect(await seen()).toEqual(numbered(1, 3, 5)));
    expect((await registry.list()).size).toBe(3);
    expect(synced.reduce((sum, report) => sum + report.registered, 0)).toBe(before);
  });

  it("all come back after Consul lost its data, and haproxy never stops answering meanwhile", async () => {
    const until = new AbortController();
    const answered = (async () => {
      const answers = new Set<string>();
      while (!until.signal.aborted) for (const answer of await seen()) answers.add(answer);
      return [...answers].sort();
    })();
    await consul.restartEmpty();
    await eventually(async () => expect((await registry.list()).size).toBe(3));
    await eventually(async () => expect(await registry.healthy(SERVICE)).toHaveLength(3));
    await eventually(async () => expect(rendered.at(-1)?.kind).toBe("unchanged"));
    until.abort();
    expect(await answered).toEqual(numbered(1, 3, 5));
    expect(synced.at(-1)).toMatchObject({ kind: "synced", services: 3 });
  });

  it("while Consul is away the file stays as it is, and afterwards everything goes on", async () => {
    const { pid, ended, port: consulPort } = consul.server;
    const before = await readFile(haproxy.server.configFile, "utf8");
    sendSignal(pid, "SIGKILL");
    await ended;
    rendered.length = 0;
    source.change(webs.filter(({ number }) => number === 1 || number === 5).map((web) => web.allocation));
    await eventually(async () => expect(synced.at(-1)?.error).toContain("is Consul running?"));
    await eventually(async () => expect(rendered.at(-1)?.kind).toBe("failed"));
    expect(await readFile(haproxy.server.configFile, "utf8")).toBe(before);
    expect(await seen()).toEqual(numbered(1, 3, 5));
    expect((await consul.restartEmpty()).port).toBe(consulPort);
    await eventually(async () => expect(await seen()).toEqual(numbered(1, 5)));
  });
});

function frontendAlone(listenPort: number): string {
  return `${frontend(listenPort)}backend webs\n`;
}
