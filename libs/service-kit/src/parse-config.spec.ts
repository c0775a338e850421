import { expect, it } from "vitest";
import { z } from "zod";
import { configFailure, parseConfig } from "./parse-config.js";
import { serviceConfigSchema } from "./service-config.js";

it("fills defaults, takes empty for not set, and freezes", () => {
  const parsed = parseConfig(serviceConfigSchema, { BERTH_NATS_URL: "", BERTH_HTTP_PORT: "8080", OTHER: "x" });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  expect(parsed.config).toMatchObject({ BERTH_NATS_URL: "nats://127.0.0.1:4222", BERTH_REGION: "global", BERTH_HTTP_PORT: 8080, BERTH_LOG_LEVEL: "info" });
  expect(Object.isFrozen(parsed.config)).toBe(true);
});

it("lists every bad variable and repeats no value", () => {
  const schema = serviceConfigSchema.extend({ DATABASE_URL: z.string().startsWith("postgres://", "must begin with postgres://"), BERTH_KEY: z.string() });
  const parsed = parseConfig(schema, { BERTH_REGION: "Übersee", BERTH_HTTP_PORT: "99999", BERTH_LOG_LEVEL: "loud", DATABASE_URL: "mysql://u:secret@h" });
  if (parsed.ok) throw new Error("should fail");
  expect(parsed.problems.map((problem) => problem.split(/[: ]/)[0]).sort()).toEqual(["BERTH_HTTP_PORT", "BERTH_KEY", "BERTH_LOG_LEVEL", "BERTH_REGION", "DATABASE_URL"]);
  const text = configFailure("scheduler", parsed.problems);
  expect(text).toContain("scheduler cannot start, 5 variables of its environment must be mended:");
  expect(text).toContain("  DATABASE_URL: must begin with postgres://");
  expect(text).toContain("  BERTH_KEY is not set");
  expect(text).not.toContain("secret");
});

it.each(["us", "eu-west-1", "a", "9"])("takes the region %s", (region) => {
  expect(parseConfig(serviceConfigSchema, { BERTH_REGION: region }).ok).toBe(true);
});

it.each(["-us", "us-", "us.west", "us>", "US", "x".repeat(64)])("refuses the region %s, which is no token of a subject", (region) => {
  expect(parseConfig(serviceConfigSchema, { BERTH_REGION: region }).ok).toBe(false);
});
