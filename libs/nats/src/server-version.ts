// NATS 2.12 is the oldest server that does what Berth relies on: 2.10 silently ignores per-message TTLs, so a
// lease would never end and nobody could tell.

const OLDEST_MAJOR = 2;
const OLDEST_MINOR = 12;

/** Says why this server cannot be used, or undefined when it can. */
export function whyServerTooOld(version: string): string | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  const major = Number(match?.[1] ?? 0);
  const minor = Number(match?.[2] ?? 0);
  if (major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR)) return undefined;
  return (
    `it is NATS ${version}, and Berth needs ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer ` +
    "(older servers silently ignore the time to live of a message, so a dead leader would never be replaced)"
  );
}
