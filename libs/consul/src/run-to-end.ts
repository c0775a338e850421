import { spawn } from "node:child_process";

export interface CommandLimits {
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface CommandEnd {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  /** The last of what it printed, on one line. */
  readonly output: string;
}

const OUTPUT_MAX = 2_000;

/** Runs a program without a shell, in a process group of its own that is killed whole when its time is over. */
export function runToEnd(command: readonly string[], limits: CommandLimits): Promise<CommandEnd> {
  const [program, ...args] = command;
  if (program === undefined) return Promise.reject(new Error("a command is empty; write the program and its arguments"));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...limits.env }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_MAX);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const timer = setTimeout(() => {
      output += ` (killed after ${limits.timeoutMs} ms)`;
      killGroup(child.pid);
    }, limits.timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new Error(`${program} could not be run: ${error.message}`));
    });
    // "exit", not "close": a daemon that the command leaves behind may hold its output open for ever.
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      setImmediate(() => resolve({ code: code ?? signal ?? "unknown", output: output.replace(/\s+/g, " ").trim() }));
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself at the same moment.
  }
}
