// A node's registrations count in the order in which its agent made them: one that was under way while a newer one was
// accepted is of the past, and what its inventory lacks is not lost.
import type { LogChecker } from "../scene.ts";

export function registrations(): LogChecker {
  const counters = new Map<string, number>();
  return {
    name: "registrations",
    folded({ state }, { entry, outcomes, index }, fail) {
      for (const [i, event] of entry.events.entries()) {
        const outcome = outcomes[i]!;
        if (outcome.kind !== "applied" || outcome.index !== index) continue;
        // Whoever comes again after that begins anew.
        if (event.type === "NodePurged") counters.delete(event.nodeId);
        if (event.type === "ObjectsCollected") for (const id of event.nodeIds) if (state.node(id) === undefined) counters.delete(id);
        // The same one once more is answered with the index of the first.
        if (event.type !== "NodeRegistered" || outcome.detail !== index) continue;
        const { spec, counter = 0 } = event.registration;
        const before = counters.get(spec.ID) ?? 0;
        if (counter <= before) fail(`entry ${index}: registration ${counter} of node ${spec.ID} counts after its registration ${before}`);
        counters.set(spec.ID, counter);
      }
    },
  };
}
