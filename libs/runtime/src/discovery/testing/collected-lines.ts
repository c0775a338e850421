// A logger that keeps its messages, for specifications that count them.
import type { Logger } from "@berth/ports/logger";

export function linesInto(lines: string[]): Logger {
  const line = (message: string): void => void lines.push(message);
  const logger: Logger = { debug: line, info: line, warn: line, error: line, child: () => logger };
  return logger;
}
