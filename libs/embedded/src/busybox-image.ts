import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fetchAptPackage } from "./apt-package.js";
import { dockerRequest } from "./docker-request.js";
import { findExecutable } from "./find-executable.js";
import { type Progress, silent } from "./progress.js";
import { runOrThrow } from "./run-command.js";

export interface BusyboxImageOptions {
  readonly socketPath: string;
  /** Name and tag, for example `berth/busybox:test`. */
  readonly tag: string;
  /** Dockerfile instructions, for example `CMD ["sleep", "60"]`, `ENV A=b`, `EXPOSE 80`. */
  readonly changes?: readonly string[];
  /** Further files of the image: absolute path to content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly onProgress?: Progress;
}

/** Makes a small local image of a static busybox, for machines on which no image can be pulled. */
export async function importBusyboxImage(options: BusyboxImageOptions): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "berth-image-"));
  try {
    const root = join(work, "root");
    await layOut(root, await locateStaticBusybox(options.onProgress ?? silent), options.files ?? {});
    const archive = join(work, "root.tar");
    await runOrThrow("tar", ["--numeric-owner", "--owner=0", "--group=0", "-C", root, "-cf", archive, "."]);
    await importArchive(options, await readFile(archive));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function locateStaticBusybox(onProgress: Progress): Promise<string> {
  const directory = await fetchAptPackage({ name: "busybox-static", suite: "system", onProgress });
  const path = [join(directory, "usr/bin"), join(directory, "bin")].join(":");
  const found = await findExecutable("busybox", { PATH: path });
  if (found?.startsWith(directory)) return found;
  throw new Error(`the package busybox-static holds no busybox (${directory})`);
}

async function layOut(root: string, busybox: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const name of ["bin", "etc", "tmp", "var", "dev", "proc", "sys"]) await mkdir(join(root, name), { recursive: true });
  await copyFile(busybox, join(root, "bin/busybox"));
  const applets = (await runOrThrow(busybox, ["--list"])).split("\n").filter((name) => name !== "" && name !== "busybox");
  for (const applet of applets) await symlink("busybox", join(root, "bin", applet));
  const accounts = { "/etc/passwd": "root:x:0:0:root:/:/bin/sh\n", "/etc/group": "root:x:0:\n" };
  for (const [path, content] of Object.entries({ ...accounts, ...files })) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: content.startsWith("#!") ? 0o755 : 0o644 });
  }
}

async function importArchive(options: BusyboxImageOptions, body: Buffer): Promise<void> {
  const colon = options.tag.lastIndexOf(":");
  const [repo, tag] = colon === -1 ? [options.tag, "latest"] : [options.tag.slice(0, colon), options.tag.slice(colon + 1)];
  const query = new URLSearchParams({ fromSrc: "-", repo, tag });
  for (const change of ["ENV PATH=/bin", ...(options.changes ?? [])]) query.append("changes", change);
  const path = `/images/create?${query}`;
  const answer = await dockerRequest({ socketPath: options.socketPath, path, method: "POST", body, contentType: "application/x-tar" });
  // The engine says 200 before it has read the archive; a failure stands in the stream of progress lines.
  if (answer.status !== 200 || answer.body.includes('"error"')) {
    throw new Error(`the engine did not import ${options.tag} (status ${answer.status}): ${answer.body.slice(-500).trim()}`);
  }
}
