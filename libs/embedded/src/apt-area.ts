import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, runCommand } from "./run-command.js";
import { ServerUnavailable } from "./server-unavailable.js";

/*
 * A private apt area: its own source list, package lists, cache and state in one directory. apt fetches and checks signatures
 * as always, but the machine's own apt state is neither changed nor locked, and no root is needed. The mirror is the one the
 * machine already uses, asked from apt itself.
 */

export interface AptArea {
  readonly directory: string;
  readonly options: readonly string[];
}

/** `system` is the machine's own release; any other name is a suite of the same mirror. */
export type AptSuite = "system" | "forky" | "bullseye";

const HINT_NO_APT = "Install it by hand and put it on PATH, or run this on Debian.";
const KEYRING_DIRECTORY = "/usr/share/keyrings";

interface Mirror {
  readonly uri: string;
  readonly codename: string;
}

export async function openAptArea(directory: string, suite: AptSuite): Promise<AptArea> {
  const mirror = await readMirror(directory);
  const area = describeArea(directory, suite);
  await Promise.all(
    ["lists/partial", "archives/partial", "state"].map((name) => mkdir(join(directory, name), { recursive: true })),
  );
  const codename = suite === "system" ? mirror.codename : suite;
  const signedBy = await debianKeyrings();
  await writeFile(
    join(directory, "sources.list"),
    `deb [target=Packages lang=none${signedBy}] ${mirror.uri} ${codename} main\n`,
  );
  await writeFile(join(directory, "empty-status"), "");
  const update = await runCommand("apt-get", [...area.options, "-q", "update"], aptRun);
  // apt-get update ends with 0 when a list could not be fetched or its signature was bad; the warning line is the only sign.
  if (update.code !== 0 || /^(W: Failed to fetch|W: GPG error|E:)/m.test(update.stderr)) {
    throw new ServerUnavailable(
      `apt could not read the package lists of ${codename}: ${lastLines(update.stderr, 3)}`,
      `Check the network, and that this machine's package mirror carries ${codename}.`,
    );
  }
  return area;
}

export const aptRun = { env: { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: 180_000 };

function describeArea(directory: string, suite: AptSuite): AptArea {
  const settings: Readonly<Record<string, string>> = {
    "Dir::Etc::sourcelist": join(directory, "sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::State": join(directory, "state"),
    "Dir::State::lists": join(directory, "lists"),
    // With the machine's own status apt leaves out what is installed; a foreign suite must not look at it at all.
    "Dir::State::status": suite === "system" ? "/var/lib/dpkg/status" : join(directory, "empty-status"),
    "Dir::Cache": directory,
    "Dir::Cache::archives": join(directory, "archives"),
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": "root",
    "APT::Keep-Downloaded-Packages": "true",
    "Acquire::Retries": "3",
    "Acquire::AllowInsecureRepositories": "false",
    "APT::Get::AllowUnauthenticated": "false",
  };
  return { directory, options: Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]) };
}

/** Reads the mirror from the machine's own source list; where apt has no lists yet, they are fetched into the area first. */
async function readMirror(directory: string): Promise<Mirror> {
  const known = parseTargets((await indexTargets([])).stdout);
  if (known !== undefined) return known;
  const lists = join(directory, "system-lists");
  await mkdir(join(lists, "partial"), { recursive: true });
  const ownLists = ["-o", `Dir::State::lists=${lists}`, "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=root"];
  await runCommand("apt-get", [...ownLists, "-q", "update"], aptRun);
  const targets = await indexTargets(ownLists);
  const fetched = parseTargets(targets.stdout);
  if (fetched !== undefined) return fetched;
  throw new ServerUnavailable(
    targets.code === 127 ? "apt is not installed" : "apt knows no Debian mirror",
    HINT_NO_APT,
  );
}

function indexTargets(options: readonly string[]): ReturnType<typeof runCommand> {
  const format = "$(REPO_URI)|$(CODENAME)|$(LABEL)|$(COMPONENT)";
  return runCommand("apt-get", [...options, "indextargets", "--format", format, "Created-By: Packages"], aptRun);
}

/** The main archive: neither the security nor the updates or backports suites. */
export function parseTargets(text: string): Mirror | undefined {
  for (const line of text.split("\n")) {
    const [uri, codename, label, component] = line.split("|");
    if (!uri || !codename || label !== "Debian" || component !== "main" || codename.includes("-")) continue;
    return { uri, codename };
  }
  return undefined;
}

async function debianKeyrings(): Promise<string> {
  const names = await readdir(KEYRING_DIRECTORY).catch(() => []);
  const whole = names.filter((name) => /^debian-archive-keyring\.(gpg|pgp)$/.test(name)).toSorted();
  const keyring = whole[0];
  return keyring === undefined ? "" : ` signed-by=${join(KEYRING_DIRECTORY, keyring)}`;
}
