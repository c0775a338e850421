// Decides whether a history of clients is linearizable, with the log's order as the witness: each write has the place that
// the log gave it, each read is given the earliest place at which it is true, and whatever ended before another began comes
// before it. Also: each acknowledged write is in the log once, each refused one was refused there too, one of unknown
// fate happened at most once, each was judged as the model judges it, and each answer is the model's. Stale reads promise
// less: what their own client was told by the same process, and nothing from the future.
import { type ChaosRequest, type LoggedWrite, type Operation, type SeenJob, type Violation } from "./history.ts";
import { judge, sameJob } from "./job-model.ts";
import { PlacedSoFar } from "./placed-so-far.ts";

type WriteRequest = Exclude<ChaosRequest, { kind: "read" }>;

/** A job from one place on: place n is behind the n-th applied write. */
interface Version {
  readonly from: number;
  readonly job: SeenJob | undefined;
  /** Of the write that made it. */
  readonly startMs: number;
}

interface Replay {
  readonly violations: Violation[];
  /** Where each write stands, or stood when it was refused. */
  readonly places: Map<string, number>;
  readonly answers: Map<string, number>;
  readonly versions: Map<string, Version[]>;
  /** Index of the entry of the n-th applied write, by n - 1. */
  readonly indexes: number[];
}

export function checkHistory(operations: readonly Operation[], logged: readonly LoggedWrite[]): readonly Violation[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const replay = replayed(byId, logged);
  return [...replay.violations, ...fates(operations, logged), ...answers(operations, replay), ...order(operations, replay)];
}

function replayed(operations: ReadonlyMap<string, Operation>, logged: readonly LoggedWrite[]): Replay {
  const replay: Replay = { violations: [], places: new Map(), answers: new Map(), versions: new Map(), indexes: [] };
  for (const write of logged) {
    const operation = operations.get(write.operation);
    if (operation === undefined || operation.request.kind === "read")
      replay.violations.push({ kind: "wrong judgement", message: `entry ${write.index} has a write ${write.operation} that no client sent`, operations: [] });
    else replayOne(replay, { operation, request: operation.request, write });
  }
  return replay;
}

function replayOne(replay: Replay, { operation, request, write }: { readonly operation: Operation; readonly request: WriteRequest; readonly write: LoggedWrite }): void {
  const versions = replay.versions.get(request.job) ?? [{ from: 0, job: undefined, startMs: -Infinity }];
  const before = versions.at(-1)!.job;
  const judged = judge(before, request, write.index);
  if ((judged !== undefined) !== write.applied) {
    const message = `entry ${write.index}: ${textOf(request)} was ${write.applied ? "applied" : "refused"} on ${jobText(before)}`;
    replay.violations.push({ kind: "wrong judgement", message, operations: [operation.id] });
  }
  if (write.applied) {
    replay.indexes.push(write.index);
    const after = judged?.after ?? (request.kind === "stop" ? undefined : { index: write.index, value: request.value, stopped: false });
    versions.push({ from: replay.indexes.length, job: after, startMs: operation.startMs });
    replay.versions.set(request.job, versions);
    replay.answers.set(operation.id, judged?.answer ?? write.index);
  }
  replay.places.set(operation.id, replay.indexes.length);
}

function fates(operations: readonly Operation[], logged: readonly LoggedWrite[]): Violation[] {
  const applied = new Map<string, number[]>();
  for (const { operation, index, applied: happened } of logged) if (happened) applied.set(operation, [...(applied.get(operation) ?? []), index]);
  return operations.flatMap(({ id, request, result }): Violation[] => {
    if (request.kind === "read") return [];
    const at = applied.get(id) ?? [];
    const about = { operations: [id] };
    if (at.length > 1) return [{ kind: "duplicated", message: `${textOf(request)} was applied ${at.length} times, at ${at.join(", ")}`, ...about }];
    if (result.kind === "done" && at.length === 0) return [{ kind: "lost", message: `${textOf(request)} was acknowledged and is not in the log`, ...about }];
    if (result.kind === "refused" && at.length > 0)
      return [{ kind: "applied though refused", message: `${textOf(request)} was refused to its client (${result.reason}) and applied at ${at.join(", ")}`, ...about }];
    return [];
  });
}

function answers(operations: readonly Operation[], replay: Replay): Violation[] {
  return operations.flatMap(({ id, request, result }): Violation[] => {
    if (result.kind === "refused" && request.kind !== "read" && !replay.places.has(id))
      return [{ kind: "wrong answer", message: `${textOf(request)} was refused (${result.reason}), and the log never judged it`, operations: [id] }];
    const told = replay.answers.get(id);
    if (result.kind !== "done" || told === undefined || result.index === told) return [];
    return [{ kind: "wrong answer", message: `${textOf(request)} was told index ${result.index}, it is ${told}`, operations: [id] }];
  });
}

/** In the order of their ends: when one is placed, all that ended before it began have their places. */
function order(operations: readonly Operation[], replay: Replay): Violation[] {
  const all = new PlacedSoFar();
  const sessions = new Map<string, PlacedSoFar>();
  const violations: Violation[] = [];
  const endOf = ({ result, endMs }: Operation): number => (result.kind === "unknown" ? Infinity : endMs);
  for (const operation of operations.toSorted((a, b) => endOf(a) - endOf(b))) {
    const { id, client, via, request, startMs } = operation;
    const name = `${client} ${via}`;
    const session = sessions.get(name) ?? new PlacedSoFar();
    sessions.set(name, session);
    const isStale = request.kind === "read" && request.stale;
    const last = (isStale ? session : all).before(startMs);
    const place = request.kind === "read" ? placeOfRead(operation, last?.place ?? 0, replay) : replay.places.get(id);
    if (place === undefined) {
      if (request.kind === "read" && operation.result.kind === "seen") violations.push(readViolation(operation, last?.id, replay));
      continue;
    }
    const isApplied = replay.answers.has(id);
    if (last !== undefined && (isApplied ? place <= last.place : place < last.place))
      violations.push({ kind: "wrong order", message: `${textOf(request)} comes before ${last.id} in the log, which had ended before it began`, operations: [id, last.id] });
    const placed = { id, place, endMs: endOf(operation) };
    session.add(placed);
    if (!isStale) all.add(placed);
  }
  return violations;
}

/** The earliest place from `least` on at which the read is true; never between two writes of one entry. */
function placeOfRead({ request, result, endMs }: Operation, least: number, replay: Replay): number | undefined {
  if (result.kind !== "seen") return undefined;
  const { indexes } = replay;
  const versions = replay.versions.get(request.job) ?? [{ from: 0, job: undefined, startMs: -Infinity }];
  for (const [i, version] of versions.entries()) {
    const last = (versions[i + 1]?.from ?? indexes.length + 1) - 1;
    if (last < least || !sameJob(version.job, result.job) || version.startMs > endMs) continue;
    for (let place = Math.max(version.from, least); place <= last; place++) if (place === 0 || indexes[place] !== indexes[place - 1]) return place;
  }
  return undefined;
}

function readViolation({ id, request, result }: Operation, last: string | undefined, replay: Replay): Violation {
  const seen = result.kind === "seen" ? result.job : undefined;
  const ever = (replay.versions.get(request.job) ?? []).some(({ job }) => sameJob(job, seen)) || seen === undefined;
  const why = ever ? `that was no longer so, or not yet${last === undefined ? "" : `, after ${last}`}` : "that was never so";
  return { kind: "wrong read", message: `${textOf(request)} saw ${jobText(seen)}: ${why}`, operations: last === undefined ? [id] : [id, last] };
}

export function jobText(job: SeenJob | undefined): string {
  return job === undefined ? "no job" : `${job.stopped ? "stopped " : ""}${job.value}@${job.index}`;
}

export function textOf(request: ChaosRequest): string {
  switch (request.kind) {
    case "register":
      return `register ${request.job} = ${request.value}`;
    case "replace":
      return `replace ${request.job} = ${request.value} if ${jobText(request.expected)}`;
    case "stop":
      return `${request.purge ? "purge" : "stop"} ${request.job}`;
    case "read":
      return `${request.stale ? "stale read" : "read"} ${request.job}`;
  }
}
