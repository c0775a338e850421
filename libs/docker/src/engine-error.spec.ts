import { expect, it } from "vitest";
import { classifyEngineError, engineMessage } from "./engine-error.js";
import { pullError } from "./task-image.js";

it.each<[unknown, string]>([
  [{ statusCode: 404 }, "absent"],
  [{ statusCode: 409 }, "conflict"],
  [{ statusCode: 304 }, "unchanged"],
  [{ statusCode: 400 }, "bad-request"],
  [{ statusCode: 500 }, "internal"],
  [{ code: "ECONNREFUSED" }, "unreachable"],
  [Object.assign(new Error("x"), { name: "TimeoutError" }), "timed-out"],
  [new Error("socket hang up"), "unreachable"],
])("classifies %j as %s", (error, failure) => {
  expect(classifyEngineError(error)).toBe(failure);
});

it("keeps the engine's own words", () => {
  const error = Object.assign(new Error("(HTTP code 404) no such container - No such\n image: x"), { statusCode: 404 });
  expect(engineMessage(error)).toBe("No such image: x");
});

const reference = { repository: "team/app", version: "1", full: "team/app:1" };

it.each<[string, boolean, boolean, string]>([
  ["Get https://r/v2/: dial tcp: lookup r on 10.0.0.1:53: no such host", false, true, "its registry cannot be reached"],
  ["dial tcp 127.0.0.1:5000: connect: connection refused", false, true, "its registry cannot be reached"],
  ["manifest for team/app:1 not found: manifest unknown", false, false, "the registry does not have it"],
  ["pull access denied for team/app, repository does not exist or may require 'docker login'", false, false, "the registry does not have it"],
  ["unauthorized: authentication required", false, false, "refused the login"],
  ["aborted", true, true, "no end after 300000 ms"],
  ["toomanyrequests", false, true, "toomanyrequests"],
])("says what went wrong with a pull: %s", (said, timedOut, recoverable, message) => {
  const error = pullError(reference, new Error(said), { timeoutMs: 300_000, here: false, timedOut });
  expect(error.recoverable).toBe(recoverable);
  expect(error.message).toContain('image "team/app:1" is not on this node and cannot be pulled');
  expect(error.message).toContain(message);
});

it("does not call an image absent that is here", () => {
  const error = pullError(reference, new Error("no such host"), { timeoutMs: 1, here: true, timedOut: false });
  expect(error.message).toContain('image "team/app:1" cannot be pulled: its registry cannot be reached');
});
