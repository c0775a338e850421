// The documentation speaks of this repository: each path that it names exists, each link leads somewhere, and its tables of events,
// settings and job fields are complete.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { unsupportedFields } from "@berth/core/jobspec/not-acted-on";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { describe, expect, it } from "vitest";
import { discoveryConfigSchema } from "../../services/discovery-sync/src/config.ts";
import { historyConfigSchema } from "../../services/history-projector/src/config.ts";
import { jobApiConfigSchema } from "../../services/job-api/src/config.ts";
import { nodeAgentConfigSchema } from "../../services/node-agent/src/config.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pathPattern = /^(\.\/)?(apps|deploy|docs|examples|libs|proto|services|test|tools)(\/[\w.@-]+)+\/?$/;
const compiled = /\/dist\//;

function markdownFiles(): string[] {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...pages.map((name) => join("docs", name))];
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Words inside backticks and code blocks that look like paths of the repository. */
function pathsIn(text: string): string[] {
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([found]) => found.replaceAll("`", " "));
  const words = code.flatMap((part) => part.split(/[\s,;()"']+/)).map((word) => word.replace(/[.:]$/, ""));
  return [...new Set(words.filter((word) => pathPattern.test(word) && !compiled.test(word)))];
}

/** Relative targets of links, without their fragments. */
function linksIn(text: string): string[] {
  const targets = [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!.split("#")[0]!);
  return targets.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}

describe("paths", () => {
  it("are recognised in code, and nowhere else", () => {
    const text = "See `libs/core/src/a.ts`, `npm test`, libs/b.ts, `services/x/dist/main.js` and\n```sh\n./berth job run examples/c.hcl\n```";
    expect(pathsIn(text)).toEqual(["libs/core/src/a.ts", "examples/c.hcl"]);
  });

  it.each(markdownFiles())("of %s exist", (page) => {
    const missing = pathsIn(read(page)).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it.each(markdownFiles())("that %s links to exist", (page) => {
    const missing = linksIn(read(page)).filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing.map((target) => relative(root, join(root, dirname(page), target)))).toEqual([]);
  });
});

describe("tables", () => {
  it("docs/events.md has every event of the log", () => {
    const types = [...read("libs/core/src/model/entry.ts").matchAll(/readonly type: "(\w+)"/g)].map(([, type]) => type!);
    expect(types.length).toBeGreaterThan(10);
    const rows = [...read("docs/events.md").matchAll(/^\| `([A-Z]\w+)` \|/gm)].map(([, type]) => type!);
    expect(rows.toSorted()).toEqual(types.toSorted());
  });

  it("docs/operations.md has every setting of every service", () => {
    const schemas = [clusterConfigSchema, discoveryConfigSchema, historyConfigSchema, jobApiConfigSchema, nodeAgentConfigSchema];
    const names = new Set(schemas.flatMap((schema) => Object.keys(schema.shape)));
    const page = read("docs/operations.md");
    expect([...names].filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it("docs/jobs.md lists exactly the fields that are accepted but not acted on", () => {
    const section = read("docs/jobs.md").split("## Accepted, not acted on")[1]!.split("\n## ")[0]!;
    const listed = [...section.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const known = new Set(unsupportedFields.map((field) => field.name));
    expect([...known].filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !known.has(name) && !name.includes("/"))).toEqual([]);
  });
});
