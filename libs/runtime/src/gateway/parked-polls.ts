// Polls that wait for something to say, and whose turn it is to be told. Nodes for which something changed are answered in
// the order in which it did, each when its pace allows, and no more at once than the way to them takes.
//
//   parked ──changed──▶ waits for its pace ──▶ in the queue ──room──▶ answered
//      └──────────────── its time is over ──────────────────────────▶ answered: nothing new
import type { PollRequest } from "@berth/core/model/agent-protocol";
import type { Clock, Timer } from "@berth/ports/environment";
import { AnswerPace, type PaceTerms } from "./answer-pace.js";
import { Wheel } from "./wheel.js";

export interface Answer {
  readonly bytes: Uint8Array;
  /** There is more to say at once. */
  readonly isCut: boolean;
}

export interface PollAnswers {
  /** undefined: there is nothing to say yet. */
  newsFor(request: PollRequest): Answer | undefined;
  nothingNewFor(request: PollRequest): Uint8Array;
  /** For now nobody is told anything in turn (burst.ts). */
  isHeld?(nowMs: number): boolean;
}

interface ParkedPoll {
  readonly line: Line;
  readonly request: PollRequest;
  readonly resolve: (bytes: Uint8Array) => void;
  slot: number;
}

/** One node's polls: one, or two for a moment when its agent was restarted. */
interface Line {
  readonly nodeId: string;
  readonly polls: Set<ParkedPoll>;
  standing: "parked" | "waiting" | "queued";
  slot: number;
}

const parkedSlotMs = 100;
const waitingSlotMs = 25;
const noRoomRetryMs = 1_000;
const heldRetryMs = 100;
const answersATurn = 50;

export class ParkedPolls {
  private readonly lines = new Map<string, Line>();
  private readonly expiring: Wheel<ParkedPoll>;
  private readonly waiting: Wheel<Line>;
  private readonly pace: AnswerPace;
  private queue: Line[] = [];
  /** The rest of the queue has its turn soon. */
  private turn: Timer | undefined;
  /** It has none before something that is under way has arrived, or long enough has not. */
  private retry: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly answers: PollAnswers,
    terms: PaceTerms,
  ) {
    this.expiring = new Wheel(clock, parkedSlotMs, (poll) => this.expire(poll));
    this.waiting = new Wheel(clock, waitingSlotMs, (line) => this.enqueue(line));
    this.pace = new AnswerPace(terms);
  }

  get size(): number {
    return this.lines.size;
  }

  park(request: PollRequest, waitMs: number): Promise<Uint8Array> {
    const { nodeId } = request;
    this.pace.arrived(nodeId);
    const line = this.lines.get(nodeId) ?? { nodeId, polls: new Set<ParkedPoll>(), standing: "parked", slot: 0 };
    this.lines.set(nodeId, line);
    this.pump();
    return new Promise((resolve) => {
      const poll: ParkedPoll = { line, request, resolve, slot: 0 };
      poll.slot = this.expiring.add(poll, waitMs);
      line.polls.add(poll);
    });
  }

  /** There may be news for this node: it is told when its turn comes. */
  wake(nodeId: string): void {
    const line = this.lines.get(nodeId);
    if (line === undefined || line.standing !== "parked") return;
    const waitMs = this.pace.waitMs(nodeId, this.clock.monotonicMs());
    if (waitMs === 0) return this.enqueue(line);
    line.standing = "waiting";
    line.slot = this.waiting.add(line, waitMs);
  }

  /** The same, out of turn. */
  answerNow(nodeId: string): void {
    const line = this.lines.get(nodeId);
    if (line !== undefined) this.tell(line);
  }

  /** Hands all back, so that agents ask another gateway at once. */
  close(): void {
    this.retry?.cancel();
    this.turn?.cancel();
    for (const line of this.lines.values()) for (const poll of line.polls) this.finish(poll, this.answers.nothingNewFor(poll.request));
    this.expiring.stop();
    this.waiting.stop();
  }

  private enqueue(line: Line): void {
    line.standing = "queued";
    this.queue.push(line);
    this.pump();
  }

  /** A few at a time: between them the log is followed, reports are taken, and what was said goes out. */
  private pump(): void {
    if (this.turn !== undefined) return;
    const isHeld = this.queue.length > 0 && this.answers.isHeld?.(this.clock.monotonicMs()) === true;
    const most = isHeld ? 0 : answersATurn;
    let next = 0;
    while (next < this.queue.length && next < most && this.pace.hasRoom()) {
      const line = this.queue[next++]!;
      if (line.standing === "queued") this.tell(line);
    }
    if (next > 0) this.queue.splice(0, next);
    if (this.queue.length === 0) return;
    const hasRoom = this.pace.hasRoom();
    if (!hasRoom && this.retry !== undefined) return;
    const again = (): void => {
      this.turn = undefined;
      this.retry = undefined;
      this.pace.turn(this.clock.monotonicMs());
      this.pump();
    };
    if (hasRoom) this.turn = this.clock.after(isHeld ? heldRetryMs : 0, again);
    else this.retry = this.clock.after(noRoomRetryMs, again);
  }

  private tell(line: Line): void {
    if (line.standing === "waiting") this.waiting.remove(line, line.slot);
    line.standing = "parked";
    for (const poll of line.polls) {
      const answer = this.answers.newsFor(poll.request);
      if (answer !== undefined) this.inform(poll, answer);
    }
  }

  private expire(poll: ParkedPoll): void {
    const answer = this.answers.newsFor(poll.request);
    if (answer === undefined) this.finish(poll, this.answers.nothingNewFor(poll.request));
    else this.inform(poll, answer);
  }

  private inform(poll: ParkedPoll, { bytes, isCut }: Answer): void {
    this.pace.answered(poll.line.nodeId, { bytes: bytes.length, isCut }, this.clock.monotonicMs());
    this.finish(poll, bytes);
  }

  private finish(poll: ParkedPoll, bytes: Uint8Array): void {
    const { line } = poll;
    if (!line.polls.delete(poll)) return;
    this.expiring.remove(poll, poll.slot);
    if (line.polls.size === 0) {
      if (line.standing === "waiting") this.waiting.remove(line, line.slot);
      line.standing = "parked";
      this.lines.delete(line.nodeId);
    }
    poll.resolve(bytes);
  }
}
