import { join } from "node:path";
import { fetchAptPackage, unpackedPackageDirectory } from "./apt-package.js";
import { findExecutable, isExecutable } from "./find-executable.js";
import { type Progress, silent } from "./progress.js";
import { runCommand } from "./run-command.js";
import { ServerUnavailable } from "./server-unavailable.js";

// Older servers silently ignore message TTLs and filtered expected sequences: they would lose data, not refuse it.
const MINIMUM = [2, 12] as const;
const HINT =
  "Install nats-server 2.12 or newer (macOS: brew install nats-server; Debian 14 or newer: apt-get install nats-server), " +
  "name it with BERTH_NATS_SERVER=/path/to/nats-server, use a running server with BERTH_NATS_URL, or start everything with docker compose.";

const DEBIAN_PACKAGE = { name: "nats-server", suite: "forky" } as const;

/**
 * The path of a nats-server that is new enough. Looks at BERTH_NATS_SERVER, then PATH, then the cache, then fetches Debian's
 * package into the cache. What was found but is too old is told through `onProgress`.
 */
export async function locateNatsServer(options: { readonly onProgress?: Progress } = {}): Promise<string> {
  const onProgress = options.onProgress ?? silent;
  const named = process.env["BERTH_NATS_SERVER"];
  if (named) return requireNamed(named);
  const onPath = await findExecutable("nats-server");
  if (onPath !== undefined) {
    const problem = await whyUnusable(onPath);
    if (problem === undefined) return onPath;
    onProgress(`${onPath} is not used: ${problem}`);
  }
  const cached = join(unpackedPackageDirectory(DEBIAN_PACKAGE), "usr/sbin/nats-server");
  if ((await isExecutable(cached)) && (await whyUnusable(cached)) === undefined) return cached;
  return fetchFromDebian(onProgress);
}

async function requireNamed(path: string): Promise<string> {
  const problem = (await isExecutable(path)) ? await whyUnusable(path) : "it is not an executable file";
  if (problem === undefined) return path;
  throw new ServerUnavailable(`BERTH_NATS_SERVER=${path} cannot be used: ${problem}`, HINT);
}

async function fetchFromDebian(onProgress: Progress): Promise<string> {
  if (process.platform !== "linux") throw new ServerUnavailable("no nats-server 2.12 or newer was found", HINT);
  const directory = await fetchAptPackage({ ...DEBIAN_PACKAGE, onProgress }).catch((error: unknown) => {
    throw new ServerUnavailable(`no nats-server was found, and ${error instanceof Error ? error.message : error}`, HINT, error);
  });
  const binary = (await findExecutable("nats-server", { PATH: join(directory, "usr/sbin") })) ?? "";
  const problem = await whyUnusable(binary);
  if (problem === undefined) return binary;
  throw new ServerUnavailable(`the fetched nats-server cannot be used: ${problem}`, HINT);
}

async function whyUnusable(binary: string): Promise<string | undefined> {
  const answer = await runCommand(binary, ["--version"], { timeoutMs: 10_000 });
  if (answer.code !== 0) return `it does not run (${answer.stderr.trim() || `code ${answer.code}`})`;
  return whyVersionUnusable(answer.stdout);
}

/** Judges the line that `nats-server --version` prints; undefined means good. */
export function whyVersionUnusable(versionLine: string): string | undefined {
  const match = /v?(\d+)\.(\d+)\.(\d+)/.exec(versionLine);
  if (match === null) return `its version cannot be read from "${versionLine.trim()}"`;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return undefined;
  return `version ${match[0]} is older than ${MINIMUM.join(".")}`;
}
