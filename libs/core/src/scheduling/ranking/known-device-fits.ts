// Fits of nodes with devices, remembered by what was asked: between two jobs with the same ask only the nodes that
// changed are looked at again. Remembered for nodes that the plan has not touched, against one mix. It changes how fast
// the answer comes, never the answer.
import type { MixedAsk } from "../../state/device-mix.js";
import type { NodeIndex } from "../node-index/node-index.js";

/** Numbers kept at most. */
const mostKept = 4_000_000;

export interface KnownFits {
  /** By row. */
  fits: Float64Array;
  /** The index's stamp of the row when that was so; 0: unknown. */
  stamps: Uint32Array;
}

interface Kept {
  mix: readonly MixedAsk[];
  readonly byAsk: Map<string, KnownFits>;
}

const kept = new WeakMap<NodeIndex, Kept>();

export function knownFits(index: NodeIndex, mix: readonly MixedAsk[], askKey: string): KnownFits {
  const length = index.stamps.length;
  let known = kept.get(index);
  if (known === undefined || known.mix !== mix || (known.byAsk.size + 1) * length > mostKept) kept.set(index, (known = { mix, byAsk: new Map<string, KnownFits>() }));
  let fits = known.byAsk.get(askKey);
  if (fits === undefined || fits.fits.length < length) {
    fits = { fits: new Float64Array(length), stamps: new Uint32Array(length) };
    known.byAsk.set(askKey, fits);
  }
  return fits;
}
