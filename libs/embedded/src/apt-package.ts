import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type AptArea, type AptSuite, aptRun, openAptArea } from "./apt-area.js";
import { cacheDirectory } from "./cache-directory.js";
import type { Progress } from "./progress.js";
import { runOrThrow } from "./run-command.js";
import { ServerUnavailable } from "./server-unavailable.js";

/*
 * Debian packages unpacked into the cache directory, never installed: `<cache>/apt/<suite>/<name>/` holds the files of the package
 * (and, when asked, of those libraries it needs that the machine lacks). A package is complete once its directory exists:
 * it is unpacked beside it and renamed, so that two processes that fetch at once do not disturb each other.
 */

export interface AptPackageRequest {
  readonly name: string;
  readonly suite: AptSuite;
  readonly withDependencies?: boolean;
  readonly onProgress: Progress;
}

const inFlight = new Map<string, Promise<string>>();

export function unpackedPackageDirectory(request: Pick<AptPackageRequest, "name" | "suite">): string {
  return join(cacheDirectory(), "apt", request.suite, request.name);
}

/** The directory with the unpacked package, fetched when the cache has none. */
export async function fetchAptPackage(request: AptPackageRequest): Promise<string> {
  const directory = unpackedPackageDirectory(request);
  if (await exists(directory)) return directory;
  const running = inFlight.get(directory);
  if (running !== undefined) return running;
  const fetched = unpackInto(directory, request).finally(() => inFlight.delete(directory));
  inFlight.set(directory, fetched);
  return fetched;
}

async function unpackInto(directory: string, request: AptPackageRequest): Promise<string> {
  const parent = join(directory, "..");
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, `.${request.name}-`));
  try {
    request.onProgress(`fetching ${request.name} with apt into ${directory} (nothing is installed on the system)`);
    const area = await openAptArea(work, request.suite);
    const debs = request.withDependencies
      ? await downloadWithDependencies(area, request.name)
      : await downloadOne(area, request.name);
    const root = join(work, "root");
    await mkdir(root);
    for (const deb of debs) await runOrThrow("dpkg-deb", ["-x", deb, root]);
    await moveIntoPlace(root, directory);
    return directory;
  } catch (cause) {
    if (cause instanceof ServerUnavailable) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new ServerUnavailable(
      `${request.name} could not be fetched with apt: ${said}`,
      `Check the network and the space in ${parent}, or install ${request.name} by hand and put it on PATH.`,
      cause,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function downloadOne(area: AptArea, name: string): Promise<readonly string[]> {
  const archives = join(area.directory, "archives");
  await runOrThrow("apt-get", [...area.options, "-q", "download", name], { ...aptRun, cwd: archives });
  return debsIn(archives);
}

/** apt works out which packages the machine lacks and fetches only those; `--download-only` installs nothing. */
async function downloadWithDependencies(area: AptArea, name: string): Promise<readonly string[]> {
  const install = ["--download-only", "--no-install-recommends", "-y", "-q", "install", name];
  await runOrThrow("apt-get", [...area.options, ...install], aptRun);
  return debsIn(join(area.directory, "archives"));
}

async function debsIn(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".deb"));
  if (names.length === 0) throw new Error("apt fetched no package");
  return names.map((name) => join(directory, name));
}

async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The environment in which programs of an unpacked package find the libraries and programs that came with it. */
export async function unpackedEnvironment(directory: string): Promise<NodeJS.ProcessEnv> {
  const libraryRoots = [join(directory, "usr/lib"), join(directory, "lib")];
  const triplets = await Promise.all(libraryRoots.map(librariesUnder));
  const programs = ["usr/local/sbin", "usr/sbin", "sbin", "usr/local/bin", "usr/bin", "bin"].map((name) => join(directory, name));
  const path = [...programs, process.env["PATH"] ?? "", "/usr/sbin", "/sbin"].join(":");
  return { ...process.env, PATH: path, LD_LIBRARY_PATH: triplets.flat().join(":") };
}

async function librariesUnder(root: string): Promise<readonly string[]> {
  const names = await readdir(root).catch(() => []);
  return [root, ...names.filter((name) => /-linux-gnu/.test(name)).map((name) => join(root, name))];
}
