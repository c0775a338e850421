// What scheduler workers and the broker say to each other.

export interface DequeueRequest {
  readonly worker: string;
  /** How long the broker may park the question. */
  readonly waitMs: number;
}

/** `evaluationId` "" = nothing was due in that time. */
export interface DequeueResponse {
  readonly evaluationId: string;
  readonly token: string;
  /** The worker's state must be at least here before it looks. */
  readonly minIndex: number;
}

export interface NackRequest {
  readonly token: string;
  readonly reason: string;
}
