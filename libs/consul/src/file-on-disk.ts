// A rendered file on this machine's disk and the program that reads it, as consul-template would keep them: the text
// is written beside the destination, checked by the program's own check, renamed into place, then the program reloads.
//
// A marker file beside the destination stands from before the rename until the reload succeeded, so that a crash in
// between is not mistaken for "nothing changed".
import { chmod, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type RenderedFile, RenderedTextRefused } from "@berth/ports/rendered-file";
import { type CommandLimits, runToEnd } from "./run-to-end.js";

export type ReloadAction =
  | { readonly kind: "none" }
  /** Program and arguments, no shell; `{file}` is the destination. */
  | { readonly kind: "command"; readonly command: readonly string[] }
  /** For example SIGUSR2 to haproxy's master process. */
  | { readonly kind: "signal"; readonly pidFile: string; readonly signal: NodeJS.Signals };

export interface FileOnDiskOptions {
  readonly source: string;
  readonly destination: string;
  /** Refuses a text when it ends other than with 0; `{file}` is the new text's file. For example haproxy -c -f {file}. */
  readonly check?: readonly string[];
  readonly reload: ReloadAction;
  /** Of the check and of the reload command, each. */
  readonly commandTimeoutMs?: number;
  readonly mode?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const TEMPLATE_MAX_BYTES = 1024 * 1024;
const COMMAND_TIMEOUT_MS = 30_000;

export class FileOnDisk implements RenderedFile {
  readonly source: string;
  readonly destination: string;

  constructor(private readonly options: FileOnDiskOptions) {
    this.source = options.source;
    this.destination = resolve(options.destination);
  }

  async template(): Promise<string> {
    const { size } = await stat(this.source);
    if (size > TEMPLATE_MAX_BYTES) throw new Error(`${this.source} has ${size} bytes; a template may have ${TEMPLATE_MAX_BYTES}`);
    return readFile(this.source, "utf8");
  }

  async write(text: string): Promise<"written" | "unchanged"> {
    const current = await readFile(this.destination, "utf8").catch(absent);
    if (current === text) return (await readFile(this.marker(), "utf8").catch(absent)) === undefined ? "unchanged" : "written";
    await mkdir(dirname(this.destination), { recursive: true });
    const fresh = this.beside(`${process.pid}.new`);
    try {
      await writeThrough(fresh, text);
      await chmod(fresh, this.options.mode ?? 0o644);
      await this.check(fresh);
      await writeThrough(this.marker(), "");
      await rename(fresh, this.destination);
    } finally {
      await rm(fresh, { force: true });
    }
    return "written";
  }

  async reload(): Promise<void> {
    const { reload } = this.options;
    if (reload.kind === "command") {
      const { code, output } = await runToEnd(withFile(reload.command, this.destination), this.limits());
      if (code !== 0) throw new Error(`the reload command ended with ${code}: ${output}`);
    }
    if (reload.kind === "signal") await signalProcess(reload.pidFile, reload.signal);
    await rm(this.marker(), { force: true });
  }

  private async check(file: string): Promise<void> {
    const { check } = this.options;
    if (check === undefined) return;
    const { code, output } = await runToEnd(withFile(check, file), this.limits());
    if (code !== 0) throw new RenderedTextRefused(`the check of ${this.destination} ended with ${code}, the old file stays: ${output}`);
  }

  private limits(): CommandLimits {
    return { timeoutMs: this.options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS, env: this.options.env ?? process.env };
  }

  private marker(): string {
    return this.beside("reload");
  }

  private beside(ending: string): string {
    return join(dirname(this.destination), `.${basename(this.destination)}.${ending}`);
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

/** On disk when it returns: after a power loss the renamed file must not be empty. */
async function writeThrough(path: string, text: string): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function withFile(command: readonly string[], file: string): readonly string[] {
  return command.map((part) => part.replaceAll("{file}", () => file));
}

async function signalProcess(pidFile: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number((await readFile(pidFile, "utf8")).trim());
  // kill(0) and kill(-1) would reach ourselves and everyone.
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`${pidFile} holds no process id`);
  process.kill(pid, signal);
}
