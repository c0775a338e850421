// Structured log lines: one JSON object a line for machines, one readable line for people at a terminal.
import type { LogFields, Logger } from "@berth/ports/logger";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFormat = "json" | "pretty";

export interface LineLoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly nowMs: () => number;
  readonly write: (line: string) => void;
  /** Colours for a terminal. */
  readonly colour?: boolean;
}

interface Line {
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

export function lineLogger(options: LineLoggerOptions): Logger {
  const render = options.format === "json" ? renderJson : renderPretty;
  const threshold = LOG_LEVELS.indexOf(options.level);
  const withFields = (bound: LogFields): Logger => {
    const at = (level: LogLevel) => (message: string, fields?: LogFields): void => {
      if (LOG_LEVELS.indexOf(level) < threshold) return;
      options.write(render({ timeMs: options.nowMs(), level, message, fields: { ...bound, ...fields } }, options));
    };
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (fields) => withFields({ ...bound, ...fields }),
    };
  };
  return withFields({});
}

function renderJson(line: Line, options: LineLoggerOptions): string {
  // The fixed keys come last, so that no field can pretend to be one of them.
  const { timeMs, level, message, fields } = line;
  return `${JSON.stringify({ ...fields, time: new Date(timeMs).toISOString(), level, service: options.service, message })}\n`;
}

const COLOURS: Readonly<Record<LogLevel, string>> = { debug: "\u001b[2m", info: "\u001b[36m", warn: "\u001b[33m", error: "\u001b[31m" };
const PLAIN = "\u001b[0m";

function renderPretty(line: Line, options: LineLoggerOptions): string {
  const time = new Date(line.timeMs).toISOString().slice(11, 23);
  const word = line.level.toUpperCase().padEnd(5);
  const level = options.colour ? `${COLOURS[line.level]}${word}${PLAIN}` : word;
  const fields = Object.entries(line.fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === "string" && /[\s"=]/.test(value) ? JSON.stringify(value) : String(value)}`);
  return `${time} ${level} ${options.service}: ${line.message}${fields.join("")}\n`;
}
