import { expect, it } from "vitest";
import { systemEnvironment } from "./system-environment.js";

const { clock, ids, rng } = systemEnvironment();

it("runs what is due, in order, and not what was cancelled", async () => {
  const ran: string[] = [];
  clock.after(30, () => ran.push("late"));
  clock.after(1, () => ran.push("early"));
  clock.after(1, () => ran.push("never")).cancel();
  await clock.sleep(60);
  expect(ran).toEqual(["early", "late"]);
});

it("sleeps as long as asked, and wakes when the signal fires", async () => {
  const startMs = clock.monotonicMs();
  await clock.sleep(30);
  expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(28);
  const abort = new AbortController();
  const asleep = clock.sleep(60_000, abort.signal);
  abort.abort();
  await asleep;
  await clock.sleep(60_000, abort.signal);
  expect(clock.monotonicMs() - startMs).toBeLessThan(10_000);
});

it("does not fire at once for waits that setTimeout cannot hold", async () => {
  let fired = false;
  const timer = clock.after(2 ** 31 + 1_000, () => {
    fired = true;
  });
  await clock.sleep(20);
  timer.cancel();
  expect(fired).toBe(false);
});

it("gives ids and numbers that differ", () => {
  expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.uuid()).not.toBe(ids.uuid());
  expect(clock.nowMs()).toBeGreaterThan(Date.UTC(2024, 0));
  const numbers = Array.from({ length: 100 }, () => rng.next());
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(new Set(numbers).size).toBeGreaterThan(90);
});
