// Fills the holes of package-lock.json, so that `npm ci` accepts it.
//
// Some packages list one optional package for each platform. When the lockfile is written where the registry offers only some of
// them, npm leaves the others out, and `npm ci` then refuses the lockfile it wrote itself ("Missing: ... from lock file"). This
// adds an entry with name, version and platform for each; npm skips those of other platforms and fetches its own.
//
//   node tools/complete-lockfile.mjs           writes package-lock.json, says what it added
//   node tools/complete-lockfile.mjs --check   ends with 1 when something is missing
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCKFILE = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const SYSTEMS = ["darwin", "linux", "freebsd", "openbsd", "netbsd", "sunos", "aix", "win32", "android", "openharmony"];
const PROCESSORS = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

export function missingOptionalPackages(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isResolved(packages, path, name)) missing.set(name, range.replace(/^[^\d]*/, ""));
    }
  }
  return missing;
}

/** npm looks for a dependency in the node_modules of the package itself, then of each directory above it. */
function isResolved(packages, from, name) {
  for (let base = from; ; base = base.slice(0, base.lastIndexOf("node_modules/")).replace(/\/$/, "")) {
    if (`${base === "" ? "" : `${base}/`}node_modules/${name}` in packages) return true;
    if (base === "") return false;
    if (!base.includes("node_modules/")) base = "";
  }
}

export function stubEntry(name, version) {
  const words = name.replace(/^@[^/]+\//, "").split("-");
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.some((word) => word.startsWith("gnu")) ? ["glibc"] : [];
  if (os.length === 0) return undefined;
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && os.includes("linux") && { libc }),
    optional: true,
    os,
  };
}

function main() {
  const lock = JSON.parse(readFileSync(LOCKFILE, "utf8"));
  const missing = missingOptionalPackages(lock.packages);
  if (missing.size === 0) return 0;
  if (process.argv.includes("--check")) {
    console.error(`package-lock.json lacks ${missing.size} optional packages, npm ci would refuse it: run node tools/complete-lockfile.mjs`);
    return 1;
  }
  for (const [name, version] of missing) {
    const stub = stubEntry(name, version);
    if (stub === undefined) console.error(`${name}: no platform in its name, left out`);
    else lock.packages[`node_modules/${name}`] = stub;
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: added ${missing.size} optional packages`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
