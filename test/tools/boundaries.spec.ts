import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let checkout = "";

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), "berth-boundaries-"));
  await symlink(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  await write("package.json", '{ "type": "module" }');
  for (const group of ["libs", "services", "apps"]) await mkdir(join(checkout, group), { recursive: true });
});

afterEach(async () => rm(checkout, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(checkout, path)), { recursive: true });
  await writeFile(join(checkout, path), text);
}

/** The names of the rules that the real configuration finds broken in the small checkout. */
function brokenRules(): Promise<readonly string[]> {
  const program = join(ROOT, "node_modules/.bin/depcruise");
  const flags = ["--config", join(ROOT, ".dependency-cruiser.cjs"), "--no-cache", "--output-type", "json", "libs", "services", "apps"];
  return new Promise((resolve, reject) => {
    const path = `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
    execFile(program, flags, { cwd: checkout, env: { ...process.env, PATH: path }, maxBuffer: 1 << 26 }, (_error, stdout, stderr) => {
      if (stdout === "") {
        reject(new Error(stderr));
        return;
      }
      const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
      resolve([...new Set(report.summary.violations.map((violation) => violation.rule.name))].toSorted());
    });
  });
}

it.each([
  ["libs/core/src/a.ts", 'import { readFile } from "node:fs";\nexport const a = readFile;\n', "core-is-pure"],
  ["libs/core/src/a.ts", 'import pg from "pg";\nexport const a = pg;\n', "core-allow-list"],
  ["libs/core/src/a.ts", 'import type { B } from "../../ports/src/b.js";\nexport type A = B;\n', "core-imports"],
  ["libs/nats/src/a.ts", 'import { b } from "../../host/src/b.js";\nexport const a = b;\n', "nats-imports"],
  ["libs/host/src/a.ts", 'import { connect } from "@nats-io/transport-node";\nexport const a = connect;\n', "@nats-io-has-one-importer"],
  ["libs/runtime/src/a.ts", 'import { Module } from "@nestjs/common";\nexport const a = Module;\n', "Nest-has-one-importer"],
  ["services/one/src/a.ts", 'import { b } from "../../two/src/b.js";\nexport const a = b;\n', "services-stay-apart"],
  ["libs/host/src/a.ts", 'import { b } from "../../testkit/src/b.js";\nexport const a = b;\n', "no-testkit-in-production"],
  ["libs/host/src/a.ts", 'import { b } from "./gone.js";\nexport const a = b;\n', "resolvable"],
])("refuses in %s: %s", async (path, text, rule) => {
  for (const other of ["libs/ports", "libs/host", "libs/testkit", "services/two"]) {
    await write(`${other}/src/b.ts`, "export type B = 1;\nexport const b = 1;\n");
  }
  await write(path, text);
  expect(await brokenRules()).toContain(rule);
});

it("accepts what points inwards", async () => {
  await write("libs/core/src/b.ts", "export const b = 1;\n");
  await write("libs/ports/src/a.ts", 'import { b } from "../../core/src/b.js";\nexport const a = b;\n');
  await write("libs/nats/src/a.ts", 'import { a } from "../../ports/src/a.js";\nexport const c = a;\n');
  await write("services/one/src/a.ts", 'import { c } from "../../../libs/nats/src/a.js";\nexport const d = c;\n');
  expect(await brokenRules()).toEqual([]);
});
