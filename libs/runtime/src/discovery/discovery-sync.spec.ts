import type { RunningAllocation } from "@berth/core/discovery/running-allocation";
import { allocation, check, job, port, service, task } from "@berth/core/discovery/testing/running-job";
import type { CheckState } from "@berth/core/model/report";
import type { DiscoverySource } from "@berth/ports/discovery-source";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DiscoverySync, type SyncReport } from "./discovery-sync.js";
import { linesInto } from "./testing/collected-lines.js";
import { MemoryRegistry } from "./testing/memory-registry.js";
import { SteppedClock } from "./testing/stepped-clock.js";

const SECOND_NS = 1_000_000_000;
const script = check({ Name: "disk", Type: "script", Command: "df", Interval: 10 * SECOND_NS, Timeout: SECOND_NS });

function running(number: number, state: CheckState["status"] = "passing", output = "ok"): RunningAllocation {
  return allocation({
    allocationId: `0000000${number}`,
    job: job({ tasks: [task({ Services: [service({ Name: `web${number}`, PortLabel: "http", Checks: [script] })] })] }),
    ports: [port("http", 20_000 + number)],
    checks: [{ id: `web${number}/disk`, service: `web${number}`, task: "frontend", status: state, output }],
  });
}

class Source implements DiscoverySource {
  allocations: readonly RunningAllocation[] = [];
  isBehind = false;
  private listener: () => void = () => undefined;

  running(): Iterable<RunningAllocation> {
    if (this.isBehind) throw new Error("the replica is behind the log");
    return this.allocations;
  }

  onChange(listener: () => void): { close(): void } {
    this.listener = listener;
    return { close: () => undefined };
  }

  become(...allocations: readonly RunningAllocation[]): void {
    this.allocations = allocations;
    this.listener();
  }
}

let clock: SteppedClock;
let registry: MemoryRegistry;
let source: Source;
let passes: SyncReport[];
let lines: string[];
let stop: AbortController;
let loop: Promise<void>;

beforeEach(() => {
  [clock, registry, source, passes, lines, stop] = [new SteppedClock(), new MemoryRegistry(), new Source(), [], [], new AbortController()];
  const parts = { source, registry, clock, logger: linesInto(lines), hash: (text: string) => text, onPass: (report: SyncReport) => void passes.push(report) };
  loop = new DiscoverySync(parts).run(stop.signal);
});

afterEach(async () => {
  stop.abort();
  await loop;
});

const registered = () => [...registry.services.values()].map(({ service: { name } }) => name).sort();

it("registers what runs soon after a change, and removes what runs no more", async () => {
  source.become(running(1), running(2));
  await clock.pass(100);
  expect(registered()).toEqual(["web1", "web2"]);
  source.become(running(2));
  await clock.pass(100);
  expect(registered()).toEqual(["web2"]);
});

it("gathers changes that come together into one pass", async () => {
  await clock.pass(1_000);
  passes.length = 0;
  for (let number = 1; number <= 5; number++) {
    source.become(running(number));
    await clock.pass(5);
  }
  await clock.pass(200);
  expect(passes.length).toBeLessThanOrEqual(2);
  expect(registered()).toEqual(["web5"]);
});

it("brings back what the registry lost within the compare interval", async () => {
  source.become(running(1));
  await clock.pass(100);
  registry.services.clear();
  await clock.pass(5_100);
  expect(registered()).toEqual(["web1"]);
});

it("removes nothing while the source cannot say what runs", async () => {
  source.become(running(1));
  await clock.pass(100);
  source.isBehind = true;
  source.become();
  await clock.pass(60_000);
  expect(registered()).toEqual(["web1"]);
  expect(passes.at(-1)).toMatchObject({ kind: "failed", error: "the replica is behind the log" });
});

it("waits longer and longer while the registry is away, at most half a minute, and then goes on", async () => {
  await clock.pass(100);
  registry.isAway = true;
  source.become(running(1));
  passes.length = 0;
  await clock.pass(10_500);
  expect(passes.map(({ kind }) => kind)).toEqual(["failed", "failed", "failed", "failed", "failed"]);
  await clock.pass(600_000);
  passes.length = 0;
  await clock.pass(60_000);
  expect(passes).toHaveLength(2);
  registry.isAway = false;
  await clock.pass(30_000);
  expect(registered()).toEqual(["web1"]);
});

it("registers the others when one is refused, and says so once", async () => {
  registry.refuses = ({ name }) => name === "web1";
  source.become(running(1), running(2));
  await clock.pass(30_000);
  expect(registered()).toEqual(["web2"]);
  expect(passes.at(-1)).toMatchObject({ kind: "synced", refused: 1 });
  expect(lines.filter((line) => line === "the registry refuses a service")).toHaveLength(1);
  source.become(running(2));
  await clock.pass(100);
  expect(passes.at(-1)).toMatchObject({ refused: 0 });
});

it("tells ttl checks their result at once, then every ten seconds or so, and anew after lost data", async () => {
  source.become(running(1));
  await clock.pass(100);
  expect(registry.reported).toEqual(["passing ok"]);
  await clock.pass(31_000);
  expect(registry.reported.length).toBeGreaterThanOrEqual(3);
  registry.reported.length = 0;
  source.become(running(1, "critical", "disk full"));
  await clock.pass(100);
  expect(registry.reported).toEqual(["critical disk full"]);
  registry.services.clear();
  await clock.pass(5_100);
  expect(registry.reported).toEqual(["critical disk full", "critical disk full"]);
});

it("says once what a job asks for and discovery does not do", async () => {
  const grpc = service({ Name: "web", PortLabel: "http", Checks: [check({ Name: "g", Type: "grpc" })] });
  const asked = (id: string) => ({ ...running(1), allocationId: id, job: job({ tasks: [task({ Services: [grpc] })] }) });
  source.become(asked("a"), asked("b"), asked("c"));
  await clock.pass(120_000);
  expect(lines.filter((line) => line === "a service is not registered as its job asks")).toHaveLength(1);
});
