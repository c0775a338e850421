// Who should try to lead. A lease only advises: the log's LeadershipTaken entry decides (ARCHITECTURE §1).

export interface Lease {
  /** Claims or renews; true while held. Never throws for an unreachable store: that is false. */
  hold(role: string, holder: string): Promise<boolean>;
  /** Gives up at once, so that a standby may claim without waiting for the TTL. */
  release(role: string, holder: string): Promise<void>;
  readonly ttlMs: number;
}
