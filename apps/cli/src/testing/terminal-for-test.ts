import type { Terminal } from "../output/terminal.js";

export interface RecordedTerminal extends Terminal {
  readonly outLines: string[];
  readonly errLines: string[];
}

/** Keeps what was written; live when a size is given. */
export function terminalForTest(options: { readonly isLive?: boolean } = {}): RecordedTerminal {
  const outLines: string[] = [];
  const errLines: string[] = [];
  return {
    outLines,
    errLines,
    out: (line) => void outLines.push(line),
    err: (line) => void errLines.push(line),
    write: (bytes) => void outLines.push(typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")),
    isLive: options.isLive ?? false,
    hasColor: false,
    columns: () => 100,
    rows: () => 40,
  };
}
