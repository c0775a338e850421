// Generates the wire types from proto/**/*.proto into libs/contracts/gen/, one .js and .d.ts for each file. They are checked in:
// a build needs no generator, and a review sees what changed on the wire.
//
//   npm run proto              writes them
//   npm run proto -- --check   ends with 1 when what is checked in is not what the .proto files say
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { listFiles, node, prepare, ROOT, runMain } from "./workspace.mjs";

const OUTPUT = join(ROOT, "libs/contracts/gen");
// Only what the log needs is generated: no create, verify or JSON conversion, whose semantics differ from ours.
const FLAGS = ["--no-create", "--no-delimited", "--no-verify", "--no-convert"];
const run = promisify(execFile);

async function generate(protoFile, directory) {
  const name = basename(protoFile, ".proto");
  const script = join(directory, `${name}.js`);
  const types = join(directory, `${name}.d.ts`);
  const cli = (tool) => join(ROOT, "node_modules/protobufjs-cli/bin", tool);
  await run(node(), [cli("pbjs"), "-t", "static-module", "-w", "es6", "-r", `berth-${name}`, ...FLAGS, "-o", script, protoFile], { cwd: ROOT });
  await run(node(), [cli("pbts"), "-o", types, script], { cwd: ROOT });
  return [script, types];
}

async function main() {
  await prepare(import.meta.url, "--no-build");
  const check = process.argv.includes("--check");
  const protoFiles = listFiles(join(ROOT, "proto")).filter((file) => file.endsWith(".proto"));
  const names = protoFiles.map((file) => basename(file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two files are called ${twice}: the generated files would overwrite each other`);
  const work = mkdtempSync(join(tmpdir(), "berth-proto-"));
  try {
    const made = (await Promise.all(protoFiles.map((file) => generate(file, work)))).flat();
    const stale = made.filter((file) => readOrEmpty(join(OUTPUT, basename(file))) !== readFileSync(file, "utf8"));
    if (check && stale.length > 0) {
      console.error(`libs/contracts/gen is not what proto/ says (${stale.map((file) => basename(file)).join(", ")}): run npm run proto`);
      return 1;
    }
    if (!check) {
      mkdirSync(OUTPUT, { recursive: true });
      for (const file of stale) writeFileSync(join(OUTPUT, basename(file)), readFileSync(file));
    }
    console.log(`${protoFiles.length} proto files, ${stale.length} generated files ${check ? "differ" : "written"}`);
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

await runMain(main);
