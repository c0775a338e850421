// A smaller scenario of the same seed that breaks the same rule: without kinds of faults, shorter, with fewer machines and
// jobs. Each step is kept when the same checker still fails.
import type { SimulationOptions, SimulationResult } from "./simulation.ts";
import { faultKinds } from "./world/fault-rates.ts";

export interface ShrinkLimits {
  readonly tries: number;
  readonly ms: number;
}

type Try = (options: SimulationOptions) => Promise<SimulationResult>;

export async function shrink(failed: SimulationResult, { tries, ms }: ShrinkLimits, run: Try): Promise<SimulationResult> {
  const { checker } = failed.violations[0]!;
  const deadlineMs = performance.now() + ms;
  let left = tries;
  let best = failed;
  const attempt = async (smaller: Partial<SimulationOptions>): Promise<boolean> => {
    if (left-- <= 0 || performance.now() > deadlineMs) return false;
    const result = await run({ ...best.options, ...smaller });
    const isSame = result.violations[0]?.checker === checker;
    if (isSame) best = result;
    return isSame;
  };
  const atMinutes = failed.violations[0]!.atMs / 60_000;
  if (atMinutes < failed.options.minutes) await attempt({ minutes: Math.ceil(atMinutes * 100) / 100 });
  for (const minutes of [0.25, 0.5, 1, 2]) if (minutes < best.options.minutes && (await attempt({ minutes }))) break;
  const kinds = faultKinds.filter((kind) => !best.options.without.includes(kind));
  for (let size = Math.ceil(kinds.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < kinds.length; from += size) await attempt({ without: [...new Set([...best.options.without, ...kinds.slice(from, from + size)])] });
  for (const nodes of [1, 2, 3]) if ((best.options.nodes === 0 || nodes < best.options.nodes) && (await attempt({ nodes }))) break;
  for (const jobs of [1, 2, 3]) if ((best.options.jobs === 0 || jobs < best.options.jobs) && (await attempt({ jobs }))) break;
  return best;
}
