// An entry that is sent again for longer than outcomes are remembered is never applied twice.
import { describe, expect, it } from "vitest";
import { History, serviceJob } from "../testing/history.js";
import { entryValidMs } from "./evolve.js";

describe("an entry that says how long it counts", () => {
  const registration = (history: History, image: string) => ({
    id: `register-${image}`,
    validUntilMs: history.state.timeMs + entryValidMs,
    events: [{ type: "JobRegistered", job: serviceJob("web", { image }), expectedJobModifyIndex: undefined, submission: undefined }] as const,
  });

  function begun(): History {
    const history = new History();
    history.fold({ type: "Ticked" });
    return history;
  }

  it("is refused when a copy of it comes after its outcomes were forgotten", () => {
    const history = begun();
    const first = registration(history, "one");
    expect(history.foldEntry(first).outcomes[0]).toMatchObject({ kind: "applied" });
    history.register(serviceJob("web", { image: "two" }));
    const { version } = history.state.job("default", "web")!.versions[0]!;
    for (let i = 0; i < 4; i++) history.later(59_000).fold({ type: "Ticked" });
    expect(history.state.outcomes.has(first.id)).toBe(false);
    expect(history.foldEntry(first).outcomes[0]).toMatchObject({ kind: "refused", code: "expired" });
    expect(history.state.job("default", "web")!.versions[0]!.version).toBe(version);
  });

  it("is refused when state time jumped over it before its first copy came", () => {
    const history = begun();
    const late = registration(history, "one");
    history.later(3_600_000).fold({ type: "Ticked" });
    expect(history.foldEntry(late).outcomes[0]).toMatchObject({ kind: "refused", code: "expired" });
    expect(history.state.job("default", "web")).toBeUndefined();
  });

  it("counts until then, however much time its own entry brings", () => {
    const history = begun();
    const given = registration(history, "one");
    history.later(50_000).fold({ type: "Ticked" });
    expect(history.later(59_000).foldEntry(given).outcomes[0]).toMatchObject({ kind: "applied" });
  });
});
