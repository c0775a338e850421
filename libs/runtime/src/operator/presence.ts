// Each process that follows the log leaves a note of itself: that it is here and how far its replica is. Operators see it;
// nothing is decided by it.
import { decodeJson, encodeJson } from "@berth/contracts/rpc";
import type { Clock } from "@berth/ports/environment";
import type { ReplicaPlace } from "@berth/ports/operator-desk";
import type { RegionNotes } from "@berth/ports/region-notes";
import type { Replica } from "../log/replica.js";
import { RepeatedWork } from "../repeated-work.js";

export interface PresenceParts {
  readonly notes: RegionNotes;
  readonly replica: Replica;
  readonly clock: Clock;
  readonly service: string;
  readonly instance: string;
}

const prefix = "member";
const everyMs = 5_000;
/** Of three notes two may be lost. */
const forgottenAfterMs = 16_000;

export class Presence extends RepeatedWork {
  constructor(private readonly parts: PresenceParts) {
    // A note that is lost is left again.
    super({ clock: parts.clock, everyMs, work: () => this.leave().catch(() => undefined) });
  }

  private leave(): Promise<void> {
    const { notes, replica, clock, service, instance } = this.parts;
    const { index, level } = replica.state;
    const process: ReplicaPlace = { service, instance, index, level, lagMs: Math.round(replica.lagMs()), atMs: clock.nowMs() };
    const word = `${service}-${instance}`.replaceAll(/[^A-Za-z0-9_-]/g, "_");
    return notes.put(`${prefix}.${word}`, new TextDecoder().decode(encodeJson(process)), forgottenAfterMs);
  }
}

export async function presentProcesses(notes: RegionNotes): Promise<readonly ReplicaPlace[]> {
  const texts = await notes.list(prefix);
  const processes = Array.from(texts.values(), (text) => decodeJson<ReplicaPlace>(new TextEncoder().encode(text)));
  return processes.toSorted((a, b) => (`${a.service}/${a.instance}` < `${b.service}/${b.instance}` ? -1 : 1));
}
