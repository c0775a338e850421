// Where a command writes. Live redrawing and colours only on a terminal, and colours only without NO_COLOR.

export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** As it is, for logs. */
  write(bytes: string | Uint8Array): void;
  /** A terminal that can be drawn over. */
  readonly isLive: boolean;
  readonly hasColor: boolean;
  columns(): number;
  rows(): number;
}

export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  const { stdout, stderr } = process;
  const isLive = stdout.isTTY === true && env["TERM"] !== "dumb";
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    write: (bytes) => void stdout.write(bytes),
    isLive,
    hasColor: isLive && !env["NO_COLOR"],
    columns: () => stdout.columns || 120,
    rows: () => stdout.rows || 40,
  };
}

/** Colours take no room on the screen. */
export function withoutColors(text: string): string {
  // oxlint-disable-next-line no-control-regex -- a colour begins with the escape character
  return text.replaceAll(/\u001b\[\d+m/g, "");
}

const codes = { green: "32", red: "31", yellow: "33", bold: "1", dim: "2" } as const;
export type Paint = keyof typeof codes;

export function paint(terminal: Pick<Terminal, "hasColor">, how: Paint, text: string): string {
  return terminal.hasColor ? `\u001b[${codes[how]}m${text}\u001b[0m` : text;
}
