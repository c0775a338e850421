// Gives every package the scripts that Nx runs as targets: `npx nx run-many -t build test`, `npx nx affected -t test`. Nx infers
// targets from package.json; this keeps those lines alike in all packages.
//
//   node tools/project-scripts.mjs           writes them
//   node tools/project-scripts.mjs --check   ends with 1 when a package lacks them
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runMain } from "./workspace.mjs";

function scriptsOf(directory) {
  return {
    build: "tsc -b",
    // Only the tests without servers: those on real servers depend on more than their inputs and are never cached.
    test: `vitest run --root ../.. --passWithNoTests --exclude '**/*.int.spec.ts' ${directory}/src/`,
  };
}

await runMain(() => {
  const directories = ["libs", "services", "apps"].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`),
  );
  const stale = directories.filter((directory) => {
    const file = join(ROOT, directory, "package.json");
    // A package that brings its own build (the console) keeps its scripts.
    if (!existsSync(file) || !existsSync(join(ROOT, directory, "tsconfig.json"))) return false;
    const text = readFileSync(file, "utf8");
    const manifest = JSON.parse(text);
    if (manifest.scripts?.build !== undefined && manifest.scripts.build !== "tsc -b") return false;
    const wanted = { ...manifest.scripts, ...scriptsOf(directory) };
    if (JSON.stringify(manifest.scripts) === JSON.stringify(wanted)) return false;
    const { name, version, private: isPrivate, license, type, scripts: _, ...rest } = manifest;
    const next = { name, version, private: isPrivate, license, type, scripts: wanted, ...rest };
    if (!process.argv.includes("--check")) writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
    return true;
  });
  if (!process.argv.includes("--check")) console.log(`${stale.length} packages written`);
  else if (stale.length > 0) console.error(`${stale.join(", ")}: no Nx targets; run node tools/project-scripts.mjs`);
  return process.argv.includes("--check") && stale.length > 0 ? 1 : 0;
});
