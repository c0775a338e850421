import { expect, it } from "vitest";
import { silentLogger } from "@berth/testkit/silent-logger";
import { ClosingSteps } from "./closing-steps.js";

it("closes in reverse order, once, though asked twice", async () => {
  const closed: string[] = [];
  const steps = new ClosingSteps(silentLogger, 1_000);
  for (const name of ["connection", "replica", "http"]) {
    steps.add(name, async () => {
      closed.push(name);
    });
  }
  expect(await Promise.all([steps.run(), steps.run()])).toEqual([true, true]);
  expect(closed).toEqual(["http", "replica", "connection"]);
});

it("names the step that fails or hangs and still closes the others", async () => {
  const problems: string[] = [];
  let reached = false;
  const logger = { ...silentLogger, error: (_message: string, fields?: Readonly<Record<string, unknown>>) => problems.push(`${String(fields?.step)}: ${String(fields?.reason)}`) };
  const steps = new ClosingSteps(logger, 100);
  steps.add("first", async () => {
    reached = true;
  });
  steps.add("throws", () => {
    throw new Error("broken pipe");
  });
  steps.add("hangs", () => new Promise(() => undefined));
  expect(await steps.run()).toBe(false);
  expect(reached).toBe(true);
  expect(problems).toEqual(["hangs: not done after 100 ms", "throws: broken pipe"]);
});
