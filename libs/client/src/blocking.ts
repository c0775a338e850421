// Following something that changes: read, then ask again with the index of the last answer, which the server answers when
// there is news. An index that went back (the cluster was restored) starts over.
import type { Read, ReadRequest } from "./http-connection.js";

export type BlockingRead<T> = (request: ReadRequest) => Promise<Read<T>>;

export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Longest wait of one question. */
  readonly waitMs?: number | undefined;
}

/** Yields the first answer and each later one whose index is new; ends with the signal. */
export async function* follow<T>(read: BlockingRead<T>, options: FollowOptions = {}): AsyncGenerator<Read<T>> {
  const { signal, waitMs = 60_000 } = options;
  const isOver = (): boolean => signal?.aborted === true;
  for (let index = 0; !isOver(); ) {
    let answer: Read<T>;
    try {
      answer = await read({ index, waitMs, signal });
    } catch (error) {
      if (isOver()) return;
      throw error;
    }
    const isNews = answer.index !== index;
    index = answer.index < index ? 0 : answer.index;
    if (isNews) yield answer;
  }
}
