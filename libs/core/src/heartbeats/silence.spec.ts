import { describe, expect, it } from "vitest";
import { SilenceWatch } from "./silence.js";

const terms = { ttlMs: 10_000, graceMs: 5_000, failoverMs: 30_000, deafAfterMs: 3_000 };
const nodes = (...ids: readonly string[]) => ids.map((id) => ({ id, datacenter: id.slice(0, 2), registrationIndex: 1 }));

/** Hears these nodes each second from one time to another. */
function listen(watch: SilenceWatch, ids: readonly string[], { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
  for (let atMs = fromMs; atMs <= toMs; atMs += 1_000) watch.heard(ids, atMs);
}

describe("silence", () => {
  it("marks a node down after its TTL and grace, and no other", () => {
    const watch = new SilenceWatch(terms, 0);
    listen(watch, ["d1a", "d1b"], { fromMs: 0, toMs: 40_000 });
    listen(watch, ["d1a"], { fromMs: 41_000, toMs: 60_000 });
    expect(watch.check(nodes("d1a", "d1b"), 54_999).down).toEqual([]);
    expect(watch.check(nodes("d1a", "d1b"), 55_000).down).toEqual(["d1b"]);
  });

  it("gives every node a full term after a change of leader", () => {
    const watch = new SilenceWatch(terms, 100_000);
    listen(watch, [], { fromMs: 100_000, toMs: 160_000 });
    expect(watch.check(nodes("d1a"), 129_999).down).toEqual([]);
    watch.check(nodes("d1a"), 130_000);
    expect(watch.check(nodes("d1a"), 145_000).down).toEqual(["d1a"]);
  });

  it("counts nothing while no gateway is heard, and begins anew afterwards", () => {
    const watch = new SilenceWatch(terms, 0);
    listen(watch, ["d1a"], { fromMs: 0, toMs: 40_000 });
    expect(watch.check(nodes("d1a"), 90_000).down).toEqual([]);
    watch.heard([], 90_000);
    listen(watch, [], { fromMs: 91_000, toMs: 125_000 });
    expect(watch.check(nodes("d1a"), 119_000).down).toEqual([]);
    expect(watch.check(nodes("d1a"), 125_000).down).toEqual(["d1a"]);
  });

  it("gives a node that registered again a new term, whether it was seen down in between or not", () => {
    for (const seenDown of [true, false]) {
      const watch = new SilenceWatch(terms, 0);
      listen(watch, ["d1a", "d1b"], { fromMs: 0, toMs: 40_000 });
      listen(watch, ["d1a"], { fromMs: 41_000, toMs: 80_000 });
      expect(watch.check(nodes("d1a", "d1b"), 56_000).down).toEqual(["d1b"]);
      if (seenDown) watch.check(nodes("d1a"), 57_000);
      const again = [...nodes("d1a"), { id: "d1b", datacenter: "d1", registrationIndex: 2 }];
      expect(watch.check(again, 58_000).down).toEqual([]);
      expect(watch.check(again, 72_999).down).toEqual([]);
      expect(watch.check(again, 73_000).down).toEqual(["d1b"]);
    }
  });

  it("suspects the network when most of a datacenter falls silent, and marks one a TTL", () => {
    const watch = new SilenceWatch(terms, 0);
    const all = ["d1a", "d1b", "d1c", "d1d", "d2a"];
    listen(watch, all, { fromMs: 0, toMs: 40_000 });
    listen(watch, ["d1a"], { fromMs: 41_000, toMs: 80_000 });
    const verdict = watch.check(nodes(...all), 60_000);
    expect(verdict.suspects.get("d1")).toBe(3);
    expect(verdict.down).toEqual(["d1b", "d2a"]);
    expect(watch.check(nodes(...all), 61_000).down).toEqual(["d2a"]);
    expect(watch.check(nodes(...all), 70_000).down).toContain("d1b");
  });
});
