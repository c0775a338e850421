// A step of the demo: it does something, then looks until what it promises is true. Nothing is believed that was not seen.
import type { Client } from "@berth/client/client";
import type { RunningDev } from "../dev/dev-options.js";
import type { ChosenJob } from "./choose-job.js";

export interface Finding {
  readonly isTrue: boolean;
  /** What was seen, the first line shortest: it is shown while waiting. */
  readonly seen: readonly string[];
}

/** What the steps share; filled as the story goes on. */
export interface Story {
  readonly dev: RunningDev;
  readonly client: Client;
  readonly chosen: ChosenJob;
  readonly signal: AbortSignal;
  /** performance.now() when the program began. */
  readonly startedAtMs: number;
  say(line: string): void;
}

export interface Step {
  readonly title: string;
  /** How long the promise may take to come true. */
  readonly timeoutMs: number;
  /** Answers with how to look at what it has done. */
  run(story: Story): Promise<() => Promise<Finding>>;
  /** Where to look when it did not come true. */
  readonly lookAt: (story: Story) => string;
}

