// A node is marked down only by who could hear: its digests came without a gap, and for a whole time to live none of them
// named the node.
import { decodeJson } from "@berth/contracts/rpc";
import type { HeardDigest } from "@berth/runtime/gateway/heard-digest";
import type { Checker } from "../scene.ts";

interface Ears {
  /** Times of digests, newest last. */
  digests: number[];
  readonly nodes: Map<string, number>;
}

export function silence(): Checker {
  const ears = new Map<string, Ears>();
  return {
    name: "silence",
    heard({ world }, { by, subject, payload }) {
      if (!subject.endsWith(".heard")) return;
      const own = ears.get(by.name) ?? { digests: [], nodes: new Map() };
      ears.set(by.name, own);
      own.digests = [...own.digests.filter((atMs) => atMs > world.time.nowMs - 60_000), world.time.nowMs];
      for (const id of decodeJson<HeardDigest>(payload).nodeIds) own.nodes.set(id, world.time.nowMs);
    },
    folded({ world, terms, processes }, { entry, index, outcomes }, fail) {
      for (const [i, event] of entry.events.entries()) {
        const outcome = outcomes[i]!;
        if (event.type !== "NodesMarkedDown" || outcome.kind !== "applied" || outcome.index !== index || outcome.detail === 0) continue;
        const name = entry.actor.slice(entry.actor.indexOf("/") + 1);
        const process = processes.find((each) => each.life.name === name);
        if (process === undefined || process.life.isPaused) continue;
        // It decided a moment ago, and its entry has travelled: judged as of then.
        const atMs = world.log.sentAtMs.get(entry.id) ?? world.time.nowMs;
        const own = ears.get(name);
        const heard = own?.digests.filter((digestMs) => digestMs <= atMs) ?? [];
        const gap = largestGap(heard, { fromMs: atMs - terms.ttlMs - terms.graceMs, toMs: atMs });
        if (gap > terms.deafAfterMs + 1_500) fail(`entry ${index}: ${name} marked nodes down and had heard nothing for ${Math.round(gap)} ms`);
        for (const { nodeId } of event.nodes)
          if ((own?.nodes.get(nodeId) ?? -Infinity) > atMs - terms.ttlMs && (own?.nodes.get(nodeId) ?? 0) <= atMs) fail(`entry ${index}: ${name} marked ${nodeId} down, which it heard ${Math.round(atMs - own!.nodes.get(nodeId)!)} ms before`);
      }
    },
  };
}

function largestGap(times: readonly number[], { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): number {
  let last = fromMs;
  let gap = 0;
  for (const atMs of times) {
    if (atMs < fromMs) continue;
    gap = Math.max(gap, atMs - last);
    last = atMs;
  }
  return Math.max(gap, toMs - last);
}
