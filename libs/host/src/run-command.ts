// Runs a short command to its end and keeps the beginning of what it prints.
import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly outputBytesMax: number;
}

export function runCommand(command: readonly string[], options: CommandOptions): Promise<{ exitCode: number; output: string }> {
  const [program, ...args] = command;
  if (program === undefined) return Promise.reject(new Error("there is no command to run"));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...options.env }, cwd: options.cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const keep = (chunk: Buffer): void => {
      if (bytes < options.outputBytesMax) chunks.push(chunk.subarray(0, options.outputBytesMax - bytes));
      bytes += chunk.length;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, options.timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new Error(`cannot run "${program}": ${error.message}`, { cause: error }));
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (timedOut) return reject(new Error(`"${program}" did not end within ${options.timeoutMs} ms`));
      resolve({ exitCode: code ?? (signal === null ? 1 : 137), output: Buffer.concat(chunks).toString() });
    });
  });
}
