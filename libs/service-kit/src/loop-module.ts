// A service that is one loop: opened when Nest builds the module, stopped after Nest's own hooks. The loop itself is a
// plain class in libs/runtime; this is all the Nest it needs.
import type { DynamicModule } from "@nestjs/common";
import type { Kit } from "./kit.js";

export const LOOP = Symbol("berth loop");

export interface RunningLoop {
  stop(): Promise<void>;
}

class LoopModule {}

/** `open` resolves when the loop runs; what it opened before it failed it must close itself. */
export function loopModule<Config>(kit: Kit<Config>, open: () => Promise<RunningLoop>): DynamicModule {
  const useFactory = async (): Promise<RunningLoop> => {
    const loop = await open();
    kit.closing.add("loop", () => loop.stop());
    return loop;
  };
  return { module: LoopModule, providers: [{ provide: LOOP, useFactory }], exports: [LOOP] };
}
