// A snapshot that begins a new log. After a restore indexes must not go back, and nothing may get a name that something in
// the lost tail of the old log had: agents still run it. So the state is moved to the index after which the new log goes
// on, and each role's epochs, which are part of allocation ids, jump past any that the tail can have used.
import type { State } from "../state.js";

/** No log changes leaders this often between a snapshot and its own end. */
const epochJump = 65_536;
const lastEpoch = 0xff_ffff;

/** Every replica of the new log does this alike, before the first entry. Nothing when the log is the snapshot's own. */
export function rebase(state: State, resumeAfter: number): void {
  if (resumeAfter <= state.index) return;
  state.index = resumeAfter;
  for (const leadership of state.leaders.values()) leadership.epoch = Math.min(lastEpoch - 1, leadership.epoch + epochJump);
}
