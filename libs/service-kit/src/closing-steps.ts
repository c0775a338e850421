// What has to be closed, in the reverse order of opening, each step within the time that is left. A step that fails or hangs
// does not keep the others from their turn.
import type { Logger } from "@berth/ports/logger";

interface ClosingStep {
  readonly name: string;
  readonly close: () => Promise<void>;
}

export class ClosingSteps {
  private readonly steps: ClosingStep[] = [];
  private closing: Promise<boolean> | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly timeoutMs: number,
  ) {}

  add(name: string, close: () => Promise<void>): void {
    this.steps.push({ name, close });
  }

  /** True when everything was closed cleanly in time. */
  run(): Promise<boolean> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<boolean> {
    const deadlineMs = performance.now() + this.timeoutMs;
    let clean = true;
    for (const step of this.steps.reverse()) {
      // A hanging step has used the others' time; they still get a moment.
      const leftMs = Math.max(deadlineMs - performance.now(), this.timeoutMs / 10);
      const problem = await within(leftMs, step.close);
      if (problem === undefined) continue;
      clean = false;
      this.logger.error("did not close cleanly", { step: step.name, reason: problem });
    }
    return clean;
  }
}

/** undefined, or what went wrong. */
async function within(timeoutMs: number, close: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not done after ${Math.round(timeoutMs)} ms`), timeoutMs);
  });
  const closed = Promise.resolve()
    .then(close)
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  const problem = await Promise.race([closed, timeout]);
  clearTimeout(timer);
  return problem;
}
