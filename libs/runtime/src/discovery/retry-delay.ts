const STEP_MS = 1_000;
const DELAY_MAX_MS = 30_000;

/** As Nomad's sync loop waits (nomad.md 5.10): one second a failure in a row, at most 30 s. */
export function retryDelayMs(failures: number): number {
  return Math.min(failures * STEP_MS, DELAY_MAX_MS);
}
