import { expect, it } from "vitest";
import { type LineLoggerOptions, lineLogger } from "./line-logger.js";

function lines(options: Partial<LineLoggerOptions>): { readonly lines: string[]; readonly logger: ReturnType<typeof lineLogger> } {
  const written: string[] = [];
  const logger = lineLogger({ service: "scheduler", level: "info", format: "json", nowMs: () => Date.UTC(2030, 0, 2, 3, 4, 5, 6), write: (line) => written.push(line), ...options });
  return { lines: written, logger };
}

it("writes one JSON object a line, with the fields of its parents", () => {
  const { lines: written, logger } = lines({});
  logger.child({ node: "n1" }).warn("went\nsilent", { sinceMs: 5, level: "forged" });
  expect(written[0]?.split("\n").length).toBe(2);
  expect(JSON.parse(written[0] ?? "")).toEqual({ time: "2030-01-02T03:04:05.006Z", level: "warn", service: "scheduler", message: "went\nsilent", node: "n1", sinceMs: 5 });
});

it("keeps quiet below its level", () => {
  const { lines: written, logger } = lines({ level: "warn" });
  logger.debug("d");
  logger.info("i");
  logger.warn("w");
  logger.error("e");
  expect(written.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(["w", "e"]);
});

it("is readable at a terminal", () => {
  const { lines: written, logger } = lines({ format: "pretty" });
  logger.info("started", { url: "http://x", why: "two words", none: undefined });
  expect(written).toEqual(['03:04:05.006 INFO  scheduler: started url=http://x why="two words"\n']);
});
