// What a lease's key in the store says, and who may claim it. The record is a message with its own time to live: when it
// runs out the server leaves a marker at a higher revision, and a claim must name that revision.

export interface LeaseRecord {
  /** Sequence of the key's last message; 0 when there is none. */
  readonly revision: number;
  /** "" when nobody holds it (none, expired, released). */
  readonly holder: string;
}

export interface Claimant {
  readonly holder: string;
  /** True when this process held the lease last, as far as it knows. */
  readonly heldLast: boolean;
  /** undefined when its connection never broke. */
  readonly sinceReconnectedMs: number | undefined;
}

/**
 * After an outage everybody's lease has run out together. The former holder may claim at once; the others give it one TTL,
 * so that an outage of the store alone moves no leader.
 */
export function mayClaim(record: LeaseRecord, claimant: Claimant, ttlMs: number): boolean {
  if (record.holder !== "") return record.holder === claimant.holder;
  if (claimant.heldLast || claimant.sinceReconnectedMs === undefined) return true;
  return claimant.sinceReconnectedMs >= ttlMs;
}
