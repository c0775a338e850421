// What the leader says of due times: launched, or skipped with the reason, each once, whatever it missed.
import { beforeEach, describe, expect, it } from "vitest";
import { jobOf, StateBuilder } from "../testing/state-builder.js";
import { dueLaunches } from "./launches.js";

let cluster: StateBuilder;
const minuteMs = 60_000;

function register(cron: string, more = ""): void {
  const hcl = `job "j" {\n type = "batch"\n periodic {\n crons = ["${cron}"]\n ${more}\n }\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }`;
  cluster.append([{ type: "JobRegistered", job: jobOf(hcl), expectedJobModifyIndex: undefined, submission: undefined }]);
}

function look() {
  return dueLaunches(cluster.state, cluster.state.job("default", "j")!, cluster.nowMs);
}

/** In words: what is launched, `first-last xcount` what is skipped, as minutes since the beginning. */
function said(): readonly string[] {
  const minute = (ms: number): string => String((ms - start) / minuteMs);
  return look().events.flatMap((event) => [
    ...event.skipped.map(({ firstDueMs, lastDueMs, count }) => `skipped ${minute(firstDueMs)}-${minute(lastDueMs)} x${count}`),
    ...(event.type === "PeriodicJobLaunched" ? [`launched ${minute(event.dueMs)}`] : []),
  ]);
}

let start: number;
beforeEach(() => {
  cluster = new StateBuilder();
  start = Math.ceil(cluster.nowMs / 3_600_000) * 3_600_000;
  cluster.pass(start - cluster.nowMs);
});

describe("due launches", () => {
  it("nothing is due before its time; the next time is known", () => {
    register("*/5 * * * *");
    cluster.pass(299_999);
    expect(look()).toEqual({ events: [], nextMs: start + 300_000 });
    cluster.pass(1);
    expect(said()).toEqual(["launched 5"]);
  });

  it("after the leader was away only the latest is launched", () => {
    register("*/5 * * * *");
    cluster.pass(22 * minuteMs);
    expect(said()).toEqual(["skipped 5-15 x3", "launched 20"]);
  });

  it("what is less than half a minute late is launched, all of it", () => {
    register("*/10 * * * * * *");
    cluster.pass(45_000);
    expect(look().events.map((event) => event.type === "PeriodicJobLaunched" && event.dueMs - start)).toEqual([20_000, 30_000, 40_000]);
    expect(look().events[0]!.skipped).toMatchObject([{ firstDueMs: start + 10_000, count: 1 }]);
  });

  it("a new version counts from when it was registered", () => {
    register("*/5 * * * *");
    cluster.pass(7 * minuteMs);
    register("*/2 * * * *");
    cluster.pass(4 * minuteMs);
    // 5 was due under the old version, 8 and 10 under the new one; 2, 4 and 6 never were.
    expect(said()).toEqual(["skipped 5-8 x2", "launched 10"]);
  });

  it("switched off it is never due, and what it was due before it was switched off is", () => {
    register("*/5 * * * *");
    cluster.pass(5 * minuteMs + 10_000);
    register("*/5 * * * *", "enabled = false");
    cluster.pass(10 * minuteMs);
    expect(said()).toEqual(["launched 5"]);
    expect(look().nextMs).toBeUndefined();
  });

  it("the version before the current one is in force until state time says otherwise, whatever the clock of who looks says", () => {
    register("*/5 * * * *");
    cluster.pass(7 * minuteMs);
    register("*/5 * * * *", "enabled = false");
    const job = cluster.state.job("default", "j")!;
    expect(dueLaunches(cluster.state, job, start + 4 * minuteMs)).toEqual({ events: [], nextMs: start + 5 * minuteMs });
    expect(dueLaunches(cluster.state, job, start + 5 * minuteMs)).toMatchObject({ events: [{ dueMs: start + 5 * minuteMs }], nextMs: undefined });
  });
});

describe("a local day that does not exist", () => {
  it("is recorded as skipped", () => {
    const apia = new StateBuilder();
    apia.nowMs = Date.parse("2011-12-29T23:00:00Z");
    // State time starts later than that: this state is told by hand.
    const job = jobOf('job "j" {\n type = "batch"\n periodic {\n crons = ["0 12 * * *"]\n time_zone = "Pacific/Apia"\n }\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }');
    apia.append([{ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }]);
    const record = apia.state.job("default", "j")!;
    apia.state.families.parent(record.key).launchedThroughMs = apia.nowMs;
    const { events } = dueLaunches(apia.state, record, Date.parse("2011-12-30T10:00:05Z"));
    expect(events).toMatchObject([{ type: "PeriodicLaunchesSkipped", skipped: [{ firstDueMs: Date.parse("2011-12-30T10:00:00Z"), reason: "its local day does not exist: the calendar of the time zone left it out" }] }]);
  });
});
