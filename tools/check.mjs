// npm run check: every check that needs no server. Runs all of them, prints what each found, and ends with 1 when any found something.
//
//   npm run check                    all
//   npm run check -- lint tidy       only these
import { join } from "node:path";
import { node, prepare, ROOT, run, runMain } from "./workspace.mjs";

const inModules = (path) => join(ROOT, "node_modules", path);
const program = (path) => join(ROOT, "node_modules/.bin", path);
const tool = (name) => join(ROOT, "tools", name);

const CHECKS = [
  { name: "types", what: "tsc -b", command: [node(), inModules("typescript/lib/tsc.js"), "-b"] },
  { name: "lint", what: "oxlint", command: [program("oxlint"), "--deny-warnings", "--format", "unix"] },
  {
    name: "boundaries",
    what: "dependency-cruiser: who may import whom",
    command: [program("depcruise"), "--config", ".dependency-cruiser.cjs", "libs", "services", "apps"],
    // It asks for an older TypeScript whatever parser it was told to use.
    output: (text) => text.split("\n").filter((line) => /^\s*(error|warn|x |✔|ERROR)/.test(line)).join("\n"),
  },
  { name: "dead", what: "knip: unused files, exports and dependencies", command: [program("knip"), "--no-config-hints"] },
  { name: "tidy", what: "house rules", command: [node(), tool("tidy.mjs")] },
  { name: "proto", what: "generated wire types are those of proto/", command: [node(), tool("generate-proto.mjs"), "--check"] },
  { name: "references", what: "tsc -b knows the order of a fresh clone", command: [node(), tool("project-references.mjs")] },
  { name: "targets", what: "every package has its Nx targets", command: [node(), tool("project-scripts.mjs"), "--check"] },
  { name: "lockfile", what: "npm ci accepts the lockfile", command: [node(), tool("complete-lockfile.mjs"), "--check"] },
];

async function runCheck(check) {
  const begin = performance.now();
  const [command, ...args] = check.command;
  const { code, output } = await run(command, args, { capture: true });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok  " : "FAIL"}  ${check.name.padEnd(11)} ${seconds.padStart(5)} s  ${check.what}`);
  if (code !== 0) console.log(`${(check.output?.(output) ?? output).trimEnd().replace(/^/gm, "      ")}\n`);
  return code === 0;
}

await runMain(async () => {
  await prepare(import.meta.url, "--no-build");
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => CHECKS.every((check) => check.name !== name));
  if (unknown !== undefined) throw new Error(`no check is called ${unknown}; there are ${CHECKS.map((check) => check.name).join(", ")}`);
  const failed = [];
  for (const check of CHECKS) {
    if (wanted.length > 0 && !wanted.includes(check.name)) continue;
    if (!(await runCheck(check))) failed.push(check.name);
  }
  console.log(failed.length === 0 ? "check: all good" : `check: failed in ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
});
