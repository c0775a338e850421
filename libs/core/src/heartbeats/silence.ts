// Which nodes are down. Silence counts only while we can hear: deadlines advance only while digests of heard nodes keep
// coming; after a gap, and after each change of leader, every node gets a full new term. So neither an election nor a
// lost connection ever kills a cluster.
//
// If within one TTL more than half of a datacenter (and at least three nodes) fall silent, that is rather a broken
// network than so many broken machines: they are suspects, and are marked down one a TTL.

export interface SilenceTerms {
  readonly ttlMs: number;
  readonly graceMs: number;
  /** Shortest time that a node is given after a gap or a change of leader. */
  readonly failoverMs: number;
  /** Without any digest for this long we are deaf. */
  readonly deafAfterMs: number;
}

export interface ReadyNode {
  readonly id: string;
  readonly datacenter: string;
  /** A node that registered again was heard: its old deadline is void. */
  readonly registrationIndex: number;
}

export interface SilenceVerdict {
  readonly down: readonly string[];
  /** Datacenters of which too many nodes are silent at once, with how many. */
  readonly suspects: ReadonlyMap<string, number>;
}

const nobody: SilenceVerdict = { down: [], suspects: new Map() };

export class SilenceWatch {
  /** When each node must have been heard again; monotonic ms. */
  private readonly deadlines = new Map<string, number>();
  private readonly registrations = new Map<string, number>();
  private readonly slowUntil = new Map<string, number>();
  private lastDigestMs: number;
  private floorMs: number;

  constructor(
    private readonly terms: SilenceTerms,
    startedAtMs: number,
  ) {
    this.lastDigestMs = startedAtMs;
    this.floorMs = startedAtMs + this.fullTermMs;
  }

  private get termMs(): number {
    return this.terms.ttlMs + this.terms.graceMs;
  }

  private get fullTermMs(): number {
    return Math.max(this.termMs, this.terms.failoverMs);
  }

  /** A gateway's word: it is there, and heard these nodes since its last word. */
  heard(nodeIds: readonly string[], nowMs: number): void {
    this.noteGap(nowMs);
    this.lastDigestMs = nowMs;
    for (const id of nodeIds) this.deadlines.set(id, nowMs + this.termMs);
  }

  check(nodes: Iterable<ReadyNode>, nowMs: number): SilenceVerdict {
    this.noteGap(nowMs);
    if (nowMs < this.floorMs || nowMs - this.lastDigestMs > this.terms.deafAfterMs) return nobody;
    const silent = new Map<string, string[]>();
    const sizes = new Map<string, number>();
    const ready = new Set<string>();
    for (const node of nodes) {
      const { id, datacenter } = node;
      ready.add(id);
      sizes.set(datacenter, (sizes.get(datacenter) ?? 0) + 1);
      if (this.deadlineOf(node, nowMs) <= nowMs) silent.set(datacenter, [...(silent.get(datacenter) ?? []), id]);
    }
    this.forgetOthers(ready, nowMs);
    return this.judge(silent, sizes, nowMs);
  }

  private deadlineOf({ id, registrationIndex }: ReadyNode, nowMs: number): number {
    const known = this.registrations.get(id);
    this.registrations.set(id, registrationIndex);
    const deadline = this.deadlines.get(id);
    const isAgain = known !== undefined && known !== registrationIndex;
    if (deadline !== undefined && !isAgain) return deadline;
    const fresh = Math.max(deadline ?? 0, nowMs + this.termMs);
    this.deadlines.set(id, fresh);
    return fresh;
  }

  /** Nodes that are not ready have nothing to miss: when they come back they have a new term. */
  private forgetOthers(ready: ReadonlySet<string>, nowMs: number): void {
    for (const [id, deadline] of this.deadlines) {
      if (ready.has(id) || deadline > nowMs) continue;
      this.deadlines.delete(id);
      this.registrations.delete(id);
    }
  }

  private judge(silent: ReadonlyMap<string, readonly string[]>, sizes: ReadonlyMap<string, number>, nowMs: number): SilenceVerdict {
    const down: string[] = [];
    const suspects = new Map<string, number>();
    for (const [datacenter, ids] of silent) {
      const isMass = ids.length >= 3 && ids.length * 2 > sizes.get(datacenter)!;
      if (!isMass) {
        down.push(...ids);
        continue;
      }
      suspects.set(datacenter, ids.length);
      if ((this.slowUntil.get(datacenter) ?? nowMs) > nowMs) continue;
      this.slowUntil.set(datacenter, nowMs + this.terms.ttlMs);
      down.push(ids[0]!);
    }
    return { down, suspects };
  }

  private noteGap(nowMs: number): void {
    if (nowMs - this.lastDigestMs > this.terms.deafAfterMs) this.floorMs = Math.max(this.floorMs, nowMs + this.fullTermMs);
  }
}
