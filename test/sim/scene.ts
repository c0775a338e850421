// What a checker sees: the world, what the log truly says (folded by a witness the moment it is stored), the machines and
// the processes.
import type { SilenceTerms } from "@berth/core/heartbeats/silence";
import type { LogEntry } from "@berth/core/model/entry";
import type { FoldContext } from "@berth/core/state/fold/context";
import type { State } from "@berth/core/state/state";
import type { ControlProcess } from "./world/control-process.ts";
import type { Life } from "./world/life.ts";
import type { Machine } from "./world/machine.ts";
import type { RunningTask } from "./world/machine-tasks.ts";
import type { Answered } from "./world/sim-rpc.ts";
import type { World } from "./world/world.ts";

export interface Scene {
  readonly world: World;
  readonly state: State;
  readonly machines: Machine[];
  readonly processes: readonly ControlProcess[];
  readonly terms: SilenceTerms;
  /** Entries by index - 1. */
  readonly entries: LogEntry[];
  /** Chain hash after each entry, by index - 1. */
  readonly chain: string[];
  /** Jobs whose tasks behave: what they want must come about. */
  readonly behaved: Set<string>;
}

export type Fail = (message: string) => void;

/** What there is also where the log is a real one. */
export type LogScene = Pick<Scene, "state">;

/** Watches a promise that the log alone can break. */
export interface LogChecker {
  readonly name: string;
  folded(scene: LogScene, ctx: FoldContext, fail: Fail): void;
}

/** Watches one promise. All methods are optional; each says what is wrong by `fail`. */
export interface Checker {
  readonly name: string;
  /** Before the witness folds an entry. */
  before?(scene: Scene, entry: LogEntry, fail: Fail): void;
  folded?(scene: Scene, ctx: FoldContext, fail: Fail): void;
  answered?(scene: Scene, answered: Answered, fail: Fail): void;
  heard?(scene: Scene, heard: { readonly by: Life; readonly subject: string; readonly payload: Uint8Array }, fail: Fail): void;
  taskBegun?(scene: Scene, on: Machine, task: RunningTask, fail: Fail): void;
  taskStopAsked?(scene: Scene, on: Machine, task: RunningTask, fail: Fail): void;
  taskDestroyed?(scene: Scene, on: Machine, task: RunningTask, fail: Fail): void;
  /** Now and then. */
  tick?(scene: Scene, fail: Fail): void;
  /** After healing: what has not come about yet, undefined when all is well. */
  unsettled?(scene: Scene): string | undefined;
  /** After the end. */
  ended?(scene: Scene, fail: Fail): void | Promise<void>;
}
