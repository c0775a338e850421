// Reads how a container ended. Pure. A container killed for its memory shows 137 and OOMKilled, as in Nomad.
import type { TaskExit } from "@berth/ports/driver";

export interface EndedState {
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
  readonly Error: string;
}

export function containerExit(state: EndedState): TaskExit {
  const error = state.OOMKilled ? "OOM Killed" : state.Error;
  return { exitCode: state.ExitCode, signal: 0, oomKilled: state.OOMKilled, error };
}
