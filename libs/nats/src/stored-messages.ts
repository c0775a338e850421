// The last message of each subject of a stream, for streams that keep one a subject.
import type { JetStreamManager, StoredMsg } from "@nats-io/jetstream";
import { isNoMessage } from "./stream-inspection.js";

/** undefined when there is none. Served by whichever server has a copy; who reads what it wrote itself asks the leader. */
export async function lastOf(manager: JetStreamManager, stream: string, subject: string): Promise<StoredMsg | undefined> {
  try {
    const direct = await manager.direct.getMessage(stream, { last_by_subj: subject });
    if (direct !== null) return direct;
  } catch (error) {
    if (!isNoMessage(error)) throw error;
  }
  try {
    return (await manager.streams.getMessage(stream, { last_by_subj: subject })) ?? undefined;
  } catch (error) {
    if (isNoMessage(error)) return undefined;
    throw error;
  }
}

/** Subjects that hold a message now. `filter` may have wildcards. */
export async function subjectsUnder(manager: JetStreamManager, stream: string, filter: string): Promise<readonly string[]> {
  const { state } = await manager.streams.info(stream, { subjects_filter: filter });
  return Object.keys(state.subjects ?? {});
}
