import { expect, it } from "vitest";
import { missingOptionalPackages, stubEntry } from "../../tools/complete-lockfile.mjs";

it("finds optional packages that the lockfile names and does not hold, wherever npm would look for them", () => {
  const packages = {
    "": {},
    "node_modules/a": { optionalDependencies: { "a-linux": "1.0.0", "a-darwin": "1.0.0" } },
    "node_modules/a-linux": { version: "1.0.0" },
    "node_modules/b": { optionalDependencies: { "b-linux": "^2.0.0" } },
    "node_modules/b/node_modules/b-linux": { version: "2.0.0" },
  };
  expect([...missingOptionalPackages(packages)]).toEqual([["a-darwin", "1.0.0"]]);
});

it.each([
  ["@nx/nx-darwin-arm64", { version: "1.0.0", cpu: ["arm64"], optional: true, os: ["darwin"] }],
  ["@oxlint/binding-linux-x64-musl", { version: "1.0.0", cpu: ["x64"], libc: ["musl"], optional: true, os: ["linux"] }],
  ["@oxlint/binding-linux-arm-gnueabihf", { version: "1.0.0", cpu: ["arm"], libc: ["glibc"], optional: true, os: ["linux"] }],
  ["@x/anything", undefined],
])("reads the platform of %s from its name", (name, entry) => {
  expect(stubEntry(name, "1.0.0")).toEqual(entry);
});
