// What scheduler workers and the broker say to each other.

export interface DequeueRequest {
  readonly worker: string;
  /** How many evaluations it can take; others that wait get their share first. */
  readonly most: number;
  /** How long the broker may park the question. */
  readonly waitMs: number;
}

export interface DeliveredEvaluation {
  readonly evaluationId: string;
  readonly token: string;
}

/** No evaluations: nothing was due in that time. */
export interface DequeueResponse {
  readonly evaluations: readonly DeliveredEvaluation[];
  /** The worker's state must be at least here before it looks. */
  readonly minIndex: number;
}

export interface NackRequest {
  readonly token: string;
  readonly reason: string;
}
