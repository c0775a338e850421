// Reading a job file's text: bounded, and text at all. What is wrong with the file is said before anything is sent.
import { createReadStream } from "node:fs";
import { CommandFailure } from "../command-line/command.js";

export const largestFileBytes = 1_048_576;

export interface SourceFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT") return "no such file";
  if (code === "EACCES") return "not allowed to read it";
  if (code === "EISDIR") return "it is a directory";
  return (error as Error).message;
}

function tooLarge(name: string): CommandFailure {
  return new CommandFailure(
    `${name} is larger than 1 MB: nothing was sent. A job file describes a job; large data belongs into artifacts or images.`,
  );
}

async function bytesOf(name: string, chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of chunks) {
    length += part.length;
    if (length > largestFileBytes) throw tooLarge(name);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Where bytes stop being text: 0-based, or undefined. */
export function firstBadByte(bytes: Uint8Array): number | undefined {
  const zero = bytes.indexOf(0);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return zero < 0 ? undefined : zero;
  } catch {
    const valid = new TextDecoder().decode(bytes);
    const at = new TextEncoder().encode(valid.slice(0, Math.max(0, valid.indexOf("\uFFFD")))).length;
    return zero < 0 ? at : Math.min(at, zero);
  }
}

/** `-` reads the standard input. */
export async function readSourceFile(path: string): Promise<SourceFile> {
  const name = path === "-" ? "standard input" : path;
  let bytes: Uint8Array;
  if (path === "-") bytes = await bytesOf(name, process.stdin as AsyncIterable<Uint8Array>);
  else
    try {
      bytes = await bytesOf(name, createReadStream(path) as AsyncIterable<Uint8Array>);
    } catch (error) {
      if (error instanceof CommandFailure) throw error;
      throw new CommandFailure(`Cannot read the job file "${path}": ${reasonOf(error)}`);
    }
  const bad = firstBadByte(bytes);
  if (bad !== undefined)
    throw new CommandFailure(`${name} is not a text file: byte ${bad} (0x${(bytes[bad] ?? 0).toString(16).padStart(2, "0")}) is not UTF-8 text. Job files are HCL or JSON.`);
  if (bytes.length === 0) throw new CommandFailure(`${name} is empty: write job "NAME" { … } into it`);
  return { name, text: new TextDecoder().decode(bytes) };
}
