// A node's registrations count in the order in which its agent made them: one that was under way while a newer one was
// accepted is of the past, and what its inventory lacks is not lost.
import type { LogChecker } from "../scene.ts";

export function registrations(): LogChecker {
  const last = new Map<string, { readonly counter: number; readonly at: number }>();
  return {
    name: "registrations",
    folded({ state }, { entry, outcomes, index }, fail) {
      for (const [i, event] of entry.events.entries()) {
        const outcome = outcomes[i]!;
        if (outcome.kind !== "applied" || outcome.index !== index) continue;
        // Whoever comes again after that begins anew.
        if (event.type === "NodePurged") last.delete(event.nodeId);
        if (event.type === "ObjectsCollected") for (const id of event.nodeIds) if (state.node(id) === undefined) last.delete(id);
        if (event.type !== "NodeRegistered" || outcome.detail !== index) continue;
        const { spec, counter = 0 } = event.registration;
        const before = last.get(spec.ID) ?? { counter: 0, at: 0 };
        // The same one once more is answered with the index of the first, which may be in this very entry.
        const isAgain = counter === before.counter && before.at === index;
        if (counter <= before.counter && !isAgain) fail(`entry ${index}: registration ${counter} of node ${spec.ID} counts after its registration ${before.counter}`);
        last.set(spec.ID, { counter, at: index });
      }
    },
  };
}
