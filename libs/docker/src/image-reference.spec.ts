import { expect, it } from "vitest";
import { parseImageReference } from "./image-reference.js";

const DIGEST = `sha256:${"a".repeat(64)}`;

it.each([
  ["redis", "redis", "latest", "redis:latest"],
  ["redis:8", "redis", "8", "redis:8"],
  ["hashicorp/web-frontend", "hashicorp/web-frontend", "latest", "hashicorp/web-frontend:latest"],
  ["localhost:5000/team/app", "localhost:5000/team/app", "latest", "localhost:5000/team/app:latest"],
  ["localhost:5000/app:1.2", "localhost:5000/app", "1.2", "localhost:5000/app:1.2"],
  [`app@${DIGEST}`, "app", DIGEST, `app@${DIGEST}`],
  ["https://example.com/app:1", "example.com/app", "1", "example.com/app:1"],
])("splits %s", (image, repository, version, full) => {
  expect(parseImageReference(image)).toEqual({ repository, version, full });
});

it.each(["../containers/abc", "a b", "app?x=1", "-v", "a/../b", "x".repeat(600)])("refuses %s", (image) => {
  expect(() => parseImageReference(image)).toThrow("is not an image's name");
});
