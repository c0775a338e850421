import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

// Servers live in sbin on Debian, which is not on the PATH of an ordinary user.
const SERVER_DIRECTORIES = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/** The first executable of that name on PATH or in the usual directories of servers. */
export async function findExecutable(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const directories = [...(env["PATH"] ?? "").split(delimiter), ...SERVER_DIRECTORIES];
  for (const directory of directories) {
    if (directory === "") continue;
    const candidate = join(directory, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
