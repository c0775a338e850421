// Each process that follows the log leaves a note of itself: that it is here and how far its replica is. Operators see it;
// nothing is decided by it.
import { decodeJson, encodeJson } from "@berth/contracts/rpc";
import type { Clock } from "@berth/ports/environment";
import type { RegionNotes } from "@berth/ports/region-notes";
import type { Replica } from "../log/replica.js";

export interface PresentProcess {
  readonly service: string;
  readonly instance: string;
  readonly index: number;
  readonly level: number;
  /** Time since it was last known to be at the log's end. */
  readonly lagMs: number;
  readonly atMs: number;
}

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

export class Presence {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: PresenceParts) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A note that is lost is left again.
      await this.leave().catch(() => undefined);
      await this.parts.clock.sleep(everyMs, signal);
    }
  }

  private leave(): Promise<void> {
    const { notes, replica, clock, service, instance } = this.parts;
    const { index, level } = replica.state;
    const process: PresentProcess = { service, instance, index, level, lagMs: Math.round(replica.lagMs()), atMs: clock.nowMs() };
    const word = `${service}-${instance}`.replaceAll(/[^A-Za-z0-9_-]/g, "_");
    return notes.put(`${prefix}.${word}`, new TextDecoder().decode(encodeJson(process)), forgottenAfterMs);
  }
}

export async function presentProcesses(notes: RegionNotes): Promise<readonly PresentProcess[]> {
  const texts = await notes.list(prefix);
  const processes = Array.from(texts.values(), (text) => decodeJson<PresentProcess>(new TextEncoder().encode(text)));
  return processes.toSorted((a, b) => (`${a.service}/${a.instance}` < `${b.service}/${b.instance}` ? -1 : 1));
}
