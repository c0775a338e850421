// The real program: `berth …` as a child process, and a cluster that it started.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const entryPoint = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
export const isBuilt = existsSync(entryPoint);

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
}

/** The surroundings of whoever runs the tests must not matter. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BERTH|NOMAD)_|^DATABASE_URL$|^CONSUL_|^FORCE_COLOR$/.test(name)));
}

export function runBerth(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [entryPoint, ...words], { env: { ...cleanEnvironment(), ...options.env }, cwd: options.cwd });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString("utf8")));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString("utf8")));
    child.on("error", fail);
    child.on("close", (code) => done({ code, stdout, stderr }));
    // A program that refuses its input may close it before all is written.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

export interface BerthDev {
  readonly address: string;
  readonly dataDir: string;
  readonly output: () => string;
  /** As Ctrl-C; answers with the exit code. */
  interrupt(): Promise<number | null>;
  /** interrupt(), and the data are removed. */
  remove(): Promise<void>;
}

const startTimeoutMs = 90_000;

function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`berth dev did not come up:\n${output()}`)), startTimeoutMs);
    const look = (): void => {
      const address = /Berth is up after .*: (http:\S+)/.exec(output())?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      done(address);
    };
    child.stdout?.on("data", look);
    child.on("exit", (code) => {
      clearTimeout(timer);
      fail(new Error(`berth dev ended with ${code}:\n${output()}`));
    });
  });
}

export async function startBerthDev(flags: readonly string[], dataDir?: string): Promise<BerthDev> {
  const directory = dataDir ?? (await mkdtemp(join(tmpdir(), "berth-cli-")));
  const words = [entryPoint, "dev", "-port", "0", "-data-dir", directory, "-no-history", ...flags];
  const child = spawn(process.execPath, words, { env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString("utf8")));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  const output = (): string => text;
  const interrupt = async (): Promise<number | null> => {
    if (child.exitCode === null) child.kill("SIGINT");
    return ended;
  };
  const remove = async (): Promise<void> => {
    await interrupt();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    return { address: await addressOf(child, output), dataDir: directory, output, interrupt, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
