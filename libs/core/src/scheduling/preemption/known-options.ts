// What nodes are worth when others have to go, remembered by what is asked: between two jobs with the same ask and
// priority only the nodes that changed are looked at again. For nodes that the plan has not touched, and as long as no
// job's priority changed. It changes how fast the answer comes, never the answer: whoever is chosen is judged anew.
import type { State } from "../../state/state.js";
import { nodeIndexOf } from "../node-index/node-index.js";
import type { NodeIndex } from "../node-index/node-index.js";

/** Numbers kept at most. */
const mostKept = 4_000_000;

export interface KnownOptions {
  /** By row: how well the node would be used. */
  readonly fits: Float64Array;
  /** By row: how little has to go; below 0: there is no way. */
  readonly preemptions: Float64Array;
  /** The index's stamp of the row when that was so; 0: unknown. */
  readonly stamps: Uint32Array;
  readonly index: NodeIndex;
}

interface Kept {
  readonly priorityChanges: number;
  readonly byAsk: Map<string, KnownOptions>;
}

const kept = new WeakMap<NodeIndex, Kept>();

export function knownOptions({ nodes, priorityChanges }: State, askKey: string): KnownOptions {
  const index = nodeIndexOf(nodes);
  const { length } = index.stamps;
  let known = kept.get(index);
  if (known === undefined || known.priorityChanges !== priorityChanges || (known.byAsk.size + 1) * length > mostKept)
    kept.set(index, (known = { priorityChanges, byAsk: new Map<string, KnownOptions>() }));
  let options = known.byAsk.get(askKey);
  if (options === undefined || options.stamps.length < length) {
    options = { fits: new Float64Array(length), preemptions: new Float64Array(length), stamps: new Uint32Array(length), index };
    known.byAsk.set(askKey, options);
  }
  return options;
}
