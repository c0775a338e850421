// Nest's own lines in our format. What Nest tells about its start is of use to developers only.
import type { LoggerService } from "@nestjs/common";
import type { Logger } from "@berth/ports/logger";

export function nestLogger(logger: Logger): LoggerService {
  const write = (level: "debug" | "warn" | "error") => (message: unknown, ...rest: readonly unknown[]): void => {
    const last = rest.at(-1);
    logger[level](text(message), { from: typeof last === "string" ? last : undefined });
  };
  return { log: write("debug"), debug: write("debug"), verbose: write("debug"), warn: write("warn"), error: write("error"), fatal: write("error") };
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === "string" ? message : JSON.stringify(message);
}
