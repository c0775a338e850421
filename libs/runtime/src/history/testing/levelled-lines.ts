// A logger that keeps its lines with their levels, for specifications that look at how loud something was said.
import type { Logger } from "@berth/ports/logger";

export interface LevelledLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
}

export function levelledLines(): { readonly logger: Logger; readonly lines: readonly LevelledLine[] } {
  const lines: LevelledLine[] = [];
  const at = (level: LevelledLine["level"]) => (message: string, fields: object = {}): void => {
    lines.push({ level, message: `${message} ${JSON.stringify(fields)}` });
  };
  const logger: Logger = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), child: () => logger };
  return { logger, lines };
}
