// What the cluster log's stream is: how it is made, what is read off it, and when a follower must give its state up.
// Invariant: no interior deletions (no limits by subject, no message TTL, deletes denied), so indexes are contiguous.
import type { Subjects } from "@berth/contracts/rpc";
import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig, type StreamInfo } from "@nats-io/jetstream";
import { nanos } from "@nats-io/nats-core";

export interface LogCreation {
  /** Random; names this life of the stream. */
  readonly incarnation: string;
  readonly maxBytes: number;
  readonly replicas: number;
  /** Index of the first entry (default 1); a restore starts far past every index ever given out. */
  readonly firstSequence?: number;
}

export interface StreamShape {
  readonly incarnation: string;
  readonly first: number;
  readonly last: number;
}

const INCARNATION = "berth.incarnation";
/** Longer would cost memory for each id; the fold removes duplicates of any age. */
const DUPLICATE_WINDOW_MS = 30_000;

export function streamConfig(subjects: Subjects, creation: LogCreation): Partial<StreamConfig> & { name: string } {
  return {
    name: subjects.stream,
    subjects: [subjects.log],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: creation.maxBytes,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_age: 0,
    num_replicas: creation.replicas,
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    deny_delete: true,
    first_seq: creation.firstSequence ?? 0,
    metadata: { [INCARNATION]: creation.incarnation },
  };
}

export function shapeOf(info: StreamInfo): StreamShape {
  return {
    incarnation: info.config.metadata?.[INCARNATION] ?? "",
    first: info.state.first_seq,
    last: info.state.last_seq,
  };
}

/** Says why this stream cannot be the cluster log, or undefined. */
export function whyNotTheLog(info: StreamInfo, subjects: Subjects): string | undefined {
  const { config } = info;
  if (!config.subjects.includes(subjects.log)) return `it does not store ${subjects.log}`;
  if (config.storage !== StorageType.File) return "it is kept in memory only";
  if (config.discard !== DiscardPolicy.New) return "it discards old entries when it is full";
  if (config.max_age > 0 || config.max_msgs_per_subject > 0) return "it deletes entries by itself (max_age or max_msgs_per_subject is set)";
  if (!config.metadata?.[INCARNATION]) return `its metadata has no ${INCARNATION}: something else created it`;
  return undefined;
}

/** Says why a follower that read up to `position` of `incarnation` cannot go on in this stream, or undefined. */
export function whyBroken(reader: { readonly incarnation: string; readonly position: number }, stream: StreamShape): string | undefined {
  const { position } = reader;
  if (stream.incarnation !== reader.incarnation) return `the log was created anew (incarnation ${stream.incarnation}, was ${reader.incarnation})`;
  if (stream.last < position) return `the log became shorter: it ends at ${stream.last}, entries up to ${position} were read`;
  if (stream.first > position + 1) return `the log was trimmed past this reader: it starts at ${stream.first}, ${position + 1} is needed`;
  return undefined;
}
