// Carries a container's output into the task's log files, across restarts of the agent and of the engine.
//
// Why through the engine's API and its json-file log: an attached pipe dies with the agent and loses what comes
// meanwhile, and the engine's files may lie on another machine. The engine keeps the output (two files of 10 MB by
// default, see container-spec.ts), this pump follows it and notes how far it came. After a restart it asks for
// everything since the noted place and drops what the files hold already (log-position.ts). Output is lost only when a
// task writes more than the engine keeps while no agent runs.
//
//   following --(stream ends, container runs)--> following again after a pause
//   following --(stream ends, container ended)--> one last read of the rest --> drained
//   following --(container gone | driver that cannot be read)--> drained
import * as fs from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@berth/ports/logger";
import type Dockerode from "dockerode";
import { classifyEngineError, engineMessage } from "./engine-error.js";
import { LogFile } from "./log-file.js";
import { framedLogCutter, type LogMessage, type LogStream, terminalLogCutter } from "./log-frames.js";
import { advance, type LogPosition, sinceParameter, skipTaken, startOfLog, unnotedBytes } from "./log-position.js";

const RECONNECT_PAUSE_MS = 500;
const NOTE_PAUSE_MS = 200;

export interface ContainerLogOptions {
  readonly container: Dockerode.Container;
  readonly terminal: boolean;
  readonly stdoutPath: string;
  readonly stderrPath: string;
  readonly positionPath: string;
  readonly logger: Logger;
}

export class ContainerLog {
  private readonly files: Readonly<Record<LogStream, LogFile>>;
  private readonly closing = new AbortController();
  private position: LogPosition | undefined;
  /** Bytes of the coming messages that an earlier life wrote already. */
  private ahead: Record<LogStream, number> = { stdout: 0, stderr: 0 };
  private notedAtMs = 0;
  private finished: Promise<void> | undefined;

  constructor(private readonly options: ContainerLogOptions) {
    this.files = { stdout: new LogFile(options.stdoutPath), stderr: new LogFile(options.stderrPath) };
  }

  /** Notes where the files stand before the container runs; keeps the place of an earlier life of this agent. */
  async prepare(): Promise<void> {
    const known = await this.readPosition();
    if (known !== undefined) {
      this.position = known;
      return;
    }
    const files = { stdout: await this.files.stdout.state(), stderr: await this.files.stderr.state() };
    this.position = startOfLog(this.options.container.id, files);
    await this.note();
  }

  follow(): void {
    this.finished ??= this.run().catch((error: unknown) => {
      this.options.logger.error("a container's log can no longer be followed", { container: this.options.container.id, reason: engineMessage(error) });
    });
  }

  /** Resolves when the container's whole output is in the files, at the latest after timeoutMs. */
  async drained(timeoutMs: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.finished ?? Promise.resolve(), pause(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  /** Stops following; the noted place stays for the next life. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.finished;
    await Promise.all([this.files.stdout.close(), this.files.stderr.close()]);
  }

  private async run(): Promise<void> {
    let outcome: "again" | "rest" | "done" = "again";
    while (outcome !== "done" && !this.closing.signal.aborted) {
      const last = outcome === "rest";
      outcome = await this.read(!last);
      if (last && outcome === "rest") outcome = "done";
      if (outcome === "again") await pause(RECONNECT_PAUSE_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
    if (this.position !== undefined) await this.note();
  }

  private async read(follow: boolean): Promise<"again" | "rest" | "done"> {
    try {
      await this.takeMessages(await this.open(follow));
      return (await this.options.container.inspect()).State.Running ? "again" : "rest";
    } catch (error) {
      if (this.closing.signal.aborted) return "done";
      const failure = classifyEngineError(error);
      if (failure === "absent") return "done";
      if (/does not support reading/.test(engineMessage(error))) {
        this.options.logger.warn("this container's logging driver cannot be read; its output stays where that driver puts it", { container: this.options.container.id });
        return "done";
      }
      return "again";
    }
  }

  private async open(follow: boolean): Promise<NodeJS.ReadableStream> {
    const since = this.position === undefined ? undefined : sinceParameter(this.position);
    const options = { stdout: true, stderr: true, timestamps: true, ...(since === undefined ? {} : { since }), abortSignal: this.closing.signal };
    if (follow) return this.options.container.logs({ ...options, follow: true });
    const whole = await this.options.container.logs({ ...options, follow: false });
    return Readable.from([whole]);
  }

  private async takeMessages(stream: NodeJS.ReadableStream): Promise<void> {
    const position = this.position;
    if (position === undefined) throw new Error("prepare() comes before follow()");
    const cutter = this.options.terminal ? terminalLogCutter() : framedLogCutter();
    const wanted = { stdout: skipTaken(position.stdout), stderr: skipTaken(position.stderr) };
    this.ahead = {
      stdout: unnotedBytes(position.stdout, await this.files.stdout.state()),
      stderr: unnotedBytes(position.stderr, await this.files.stderr.state()),
    };
    for await (const chunk of stream) {
      const messages = cutter.push(Buffer.from(chunk)).filter((message) => wanted[message.stream](message));
      if (messages.length === 0) continue;
      await this.append("stdout", messages);
      await this.append("stderr", messages);
      await this.noteSometimes();
    }
    await this.note();
  }

  private async append(stream: LogStream, messages: readonly LogMessage[]): Promise<void> {
    const own = messages.filter((message) => message.stream === stream);
    if (own.length === 0 || this.position === undefined) return;
    const bytes = Buffer.concat(own.map((message) => message.bytes));
    const there = Math.min(bytes.length, this.ahead[stream]);
    this.ahead[stream] -= there;
    await this.files[stream].append(bytes.subarray(there));
    this.position = { ...this.position, [stream]: own.reduce(advance, this.position[stream]) };
  }

  private async noteSometimes(): Promise<void> {
    if (performance.now() - this.notedAtMs >= NOTE_PAUSE_MS) await this.note();
  }

  private async note(): Promise<void> {
    if (this.position === undefined) return;
    const [stdout, stderr] = [await this.files.stdout.state(), await this.files.stderr.state()];
    this.position = {
      ...this.position,
      stdout: { ...this.position.stdout, inode: stdout.inode, fileBytes: stdout.bytes - this.ahead.stdout },
      stderr: { ...this.position.stderr, inode: stderr.inode, fileBytes: stderr.bytes - this.ahead.stderr },
    };
    const beside = `${this.options.positionPath}.new`;
    await fs.writeFile(beside, JSON.stringify(this.position), { mode: 0o600 });
    await fs.rename(beside, this.options.positionPath);
    this.notedAtMs = performance.now();
  }

  private async readPosition(): Promise<LogPosition | undefined> {
    const stored = await fs.readFile(this.options.positionPath, "utf8").catch(() => undefined);
    if (stored === undefined) return undefined;
    const position = parsePosition(stored);
    return position?.containerId === this.options.container.id ? position : undefined;
  }
}

/** Anything but our own well-formed note counts as none: the log is then read from its start. */
function parsePosition(stored: string): LogPosition | undefined {
  try {
    const value: unknown = JSON.parse(stored);
    return isPosition(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPosition(value: unknown): value is LogPosition {
  if (typeof value !== "object" || value === null) return false;
  return typeof Reflect.get(value, "containerId") === "string" && isStream(Reflect.get(value, "stdout")) && isStream(Reflect.get(value, "stderr"));
}

function isStream(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const numbers = ["taken", "inode", "fileBytes"].every((key) => typeof Reflect.get(value, key) === "number");
  return numbers && typeof Reflect.get(value, "timestamp") === "string";
}
