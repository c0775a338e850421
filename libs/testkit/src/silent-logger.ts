import type { Logger } from "@berth/ports/logger";

/** For tests that look at outcomes, not at lines. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
