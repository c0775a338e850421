// A package that imports another must reference it in its tsconfig.json: `tsc -b` builds in the order of the references. Without one it
// works where the other happens to be built already, and fails in a fresh clone.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, ROOT, runMain } from "./workspace.mjs";

const packages = ["libs", "services", "apps"].flatMap((group) => readdirSync(join(ROOT, group)).map((name) => join(group, name)));

function missingReferences(directory) {
  const file = join(ROOT, directory, "tsconfig.json");
  if (!existsSync(file)) return [];
  const { exclude = [], references = [] } = JSON.parse(readFileSync(file, "utf8"));
  const referenced = new Set(references.map((reference) => reference.path.split("/").at(-1)));
  const skipped = exclude.map((pattern) => join(directory, pattern));
  const findings = [];
  for (const path of listFiles(join(ROOT, directory, "src"))) {
    if (!/\.tsx?$/.test(path) || skipped.some((pattern) => matches(path, pattern))) continue;
    const imports = readFileSync(join(ROOT, path), "utf8").matchAll(/(?:from|import)\s*\(?"@berth\/([a-z0-9-]+)\//g);
    for (const [, name] of imports) {
      if (!referenced.has(name) && !directory.endsWith(`/${name}`)) findings.push(`${path}: imports @berth/${name}, which ${directory}/tsconfig.json neither references nor its exclude leaves out`);
    }
  }
  return [...new Set(findings)];
}

/** Enough of glob for `exclude`: a double star for any directories, a star within a name, a directory for all below it. */
function matches(path, pattern) {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**/", "\u0000")
    .replaceAll("**", "\u0001")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", "(?:.*/)?")
    .replaceAll("\u0001", ".*");
  return new RegExp(`^${source}(?:/.*)?$`).test(path);
}

await runMain(() => {
  const findings = packages.filter((directory) => existsSync(join(ROOT, directory, "src"))).flatMap(missingReferences);
  for (const finding of findings) console.error(finding);
  return findings.length === 0 ? 0 : 1;
});
