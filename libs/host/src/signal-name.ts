// Signal names as people write them: "SIGTERM", "term", "15".
import { constants } from "node:os";

export const SIGNAL_NAMES: readonly string[] = Object.keys(constants.signals);

export function parseSignal(text: string): NodeJS.Signals {
  const upper = text.trim().toUpperCase();
  const byNumber = Object.entries(constants.signals).find(([, number]) => String(number) === upper)?.[0];
  const name = byNumber ?? (upper.startsWith("SIG") ? upper : `SIG${upper}`);
  if (!Object.hasOwn(constants.signals, name)) throw new Error(`"${text}" is not a signal; use a name such as SIGTERM`);
  return name as NodeJS.Signals;
}
