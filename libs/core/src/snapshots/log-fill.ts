// How full the cluster log is, and what follows. A log that is full refuses everything, so new work is refused first: what
// is there goes on, is reported and can be stopped.

export type LogFill = "roomy" | "filling" | "nearly-full";

const alarmAt = 0.6;
const refuseAt = 0.75;

export function logFill({ bytes, maxBytes }: { readonly bytes: number; readonly maxBytes: number }): LogFill {
  const share = bytes / maxBytes;
  if (share >= refuseAt) return "nearly-full";
  return share >= alarmAt ? "filling" : "roomy";
}
