// Of each epoch of a role one holder writes, and its ordinals are accepted one after the other, each once.
import type { Role } from "@berth/core/model/entry";
import type { LogChecker } from "../scene.ts";

export function oneWriter(): LogChecker {
  const reigns = new Map<Role, { readonly epoch: number; readonly holder: string; ordinal: number }>();
  return {
    name: "one writer",
    folded(_scene, { entry, outcomes, index }, fail) {
      // A second copy changes nothing and got the first one's outcomes.
      if (outcomes.some((outcome) => outcome.index !== index)) return;
      for (const [i, event] of entry.events.entries()) {
        if (event.type !== "LeadershipTaken" || outcomes[i]!.kind !== "applied") continue;
        // The first one of a log's life chooses where its epochs begin.
        const before = reigns.get(event.role)?.epoch;
        if (before !== undefined && event.epoch !== before + 1) fail(`entry ${index}: epoch ${event.epoch} of ${event.role} follows ${before}`);
        reigns.set(event.role, { epoch: event.epoch, holder: event.holder, ordinal: 0 });
      }
      const { leader } = entry;
      if (leader === undefined || outcomes.some((outcome) => outcome.kind === "refused" && outcome.code === "not-leader")) return;
      const reign = reigns.get(leader.role);
      if (reign === undefined || reign.epoch !== leader.epoch || reign.holder !== entry.actor)
        return fail(`entry ${index}: ${entry.actor} wrote as ${leader.role} of epoch ${leader.epoch}, which is ${reign?.holder} of epoch ${reign?.epoch}`);
      if (leader.ordinal !== reign.ordinal + 1) fail(`entry ${index}: ordinal ${leader.ordinal} of ${leader.role} follows ${reign.ordinal}`);
      reign.ordinal = leader.ordinal;
    },
  };
}
