// What the tools know about this checkout. Only node: builtins: the tools start on a bare Node 20, before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const NOT_OURS = new Set(["node_modules", "dist", ".git", ".nx", ".vitest", ".berth", "coverage", "generated"]);

/** All files of the checkout that people wrote, as paths relative to its root with forward slashes, sorted. */
export function listFiles(directory = ROOT) {
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => !NOT_OURS.has(entry.name));
  const nested = entries.map((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.isFile() ? [relative(ROOT, path).replaceAll("\\", "/")] : [];
  });
  return nested.flat().toSorted();
}

/** The Node that the packages bring, else the one that runs this. */
export function node() {
  const own = join(ROOT, "node_modules/.bin/node");
  return existsSync(own) ? own : process.execPath;
}

/** Environment in which the programs of node_modules, and its Node, are found first. */
export function environment() {
  return { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH ?? ""}`, NX_DAEMON: "false" };
}

/** Runs a program in the root of the checkout. With `capture` the output is returned, else it goes to the terminal. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const stdio = options.capture ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd: ROOT, stdio, env: { ...environment(), ...options.env } });
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** Makes the checkout ready; then, when this runs on another Node than the packages bring, runs the same script on theirs. */
export async function prepare(scriptUrl, ...prepareArgs) {
  const prepared = await run("sh", [join(ROOT, "tools/prepare.sh"), ...prepareArgs]);
  if (prepared.code !== 0) process.exit(prepared.code);
  if (node() === process.execPath || process.env.BERTH_TOOL_REEXEC === "1") return;
  const again = await run(node(), [fileURLToPath(scriptUrl), ...process.argv.slice(2)], { env: { BERTH_TOOL_REEXEC: "1" } });
  process.exit(again.code);
}

/** Ends the process with the code that `main` returns; an error is told in one line. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
