// A gateway's answer to a poll on the wire. The gateway puts it together from bytes that it keeps; the agent reads plain
// assignments. A job's spec is parsed when somebody looks at it.
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import { readUuid, uuidBytes } from "@berth/core/common/uuid-bytes";
import { berth } from "../gen/gateway.js";
import { bytesOf, uint32Column } from "./columns.js";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { fromDocument, fromDocumentOr, isWorthCompressing, maxDocumentBytes, toDocument } from "./documents.js";
import { firstJobDictionary } from "./job-dictionary.js";
import { WireReader } from "./wire-reader.js";

const wire = berth.agent.v1.PollAnswer;

export type PollHead = Omit<PollResponse, "assignments" | "jobs">;

/** What an assignment has of its own beside its id and its number in the group; what is absent is empty. */
export type OwnPart = Partial<Pick<Assignment, "ports" | "holding" | "previousAllocationId">>;

export type SharedPart = Omit<Assignment, "allocationId" | "name" | "nameIndex" | keyof OwnPart>;

export interface AssignmentGroup {
  /** JSON of a SharedPart, see `encodeShared`. */
  readonly shared: Uint8Array;
  readonly count: number;
  /** JSON of an OwnPart each, empty bytes for nothing; none at all when none has anything. */
  readonly own: readonly Uint8Array[];
}

/** Columns of assignments, one group after the other. */
export interface AssignmentColumns {
  /** 16 bytes each */
  readonly ids: Uint8Array;
  readonly nameIndexes: Uint32Array;
}

const withFirstDictionary = 1;
const plain = 2;
/**
 * What goes to so few is not compressed: it costs the gateway 100 us to save each agent's link 2 kB.
 */
const worthCompressingFor = 8;

/** A piece of an answer. Pieces one after the other are the answer: so what many nodes get is encoded once. */
export type AnswerPart = Uint8Array;

export function partOfJob(key: string, job: Job): AnswerPart {
  const document = toDocument(job);
  const goesTo = job.Type.startsWith("sys") ? Infinity : job.TaskGroups.reduce((sum, { Count }) => sum + Count, 0);
  if (goesTo < worthCompressingFor && !isWorthCompressing(document)) return wire.encode({ jobs: [{ key, spec: document, form: plain }] }).finish();
  const spec = zstdCompressSync(document, { dictionary: firstJobDictionary });
  return wire.encode({ jobs: [{ key, spec, form: withFirstDictionary }] }).finish();
}

/** Its assignments' ids and numbers come in the order of the groups' parts. */
export function partOfGroup({ shared, count, own }: AssignmentGroup): AnswerPart {
  return wire.encode({ groups: [{ shared, count, own: [...own] }] }).finish();
}

function decodeJob(spec: Uint8Array, form: number): Job {
  if (form === plain) return fromDocument<Job>(spec);
  if (form !== withFirstDictionary) throw new RangeError(`a job's spec in form ${form}: written by a newer release`);
  return fromDocument<Job>(zstdDecompressSync(spec, { dictionary: firstJobDictionary, maxOutputLength: maxDocumentBytes }));
}

/** What most have; it is left out. */
const usual = { desired: "run", desiredDescription: "", watchHealth: false, trace: "" } as const satisfies Partial<SharedPart>;

export function encodeShared(shared: SharedPart): Uint8Array {
  const isUsual = (field: string, value: unknown): boolean => Object.hasOwn(usual, field) && usual[field as keyof typeof usual] === value;
  return toDocument(Object.fromEntries(Object.entries(shared).filter(([field, value]) => !isUsual(field, value))));
}

export const noAssignments: AssignmentColumns = { ids: new Uint8Array(0), nameIndexes: new Uint32Array(0) };

export function encodePollAnswer(head: PollHead, { ids, nameIndexes }: AssignmentColumns, parts: readonly AnswerPart[]): Uint8Array {
  const first = wire.encode({ head: toDocument(head), ids, nameIndexes: bytesOf(nameIndexes) }).finish();
  return parts.length === 0 ? first : Buffer.concat([first, ...parts]);
}

/** An answer whose assignments are still in their columns. */
export interface PollFrame extends AssignmentColumns {
  readonly head: PollHead;
  readonly groups: readonly AssignmentGroup[];
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readPollAnswer(bytes: Uint8Array): PollFrame {
  const answer = wire.decode(new WireReader(bytes));
  const groups = answer.groups as berth.agent.v1.AssignmentGroup[];
  const nameIndexes = uint32Column(answer.nameIndexes);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const isOdd = groups.some(({ own, count: rows }) => own.length !== 0 && own.length !== rows);
  if (isOdd || nameIndexes.length !== count || answer.ids.length !== count * uuidBytes) throw new RangeError("assignments whose columns differ in length");
  return { head: fromDocument<PollHead>(answer.head), groups, ids: answer.ids, nameIndexes, jobs: specsOf(answer.jobs as berth.agent.v1.JobSpec[]) };
}

export function decodeShared(shared: Uint8Array): SharedPart {
  return { ...usual, ...fromDocument<Omit<SharedPart, keyof typeof usual>>(shared) };
}

export function decodePollAnswer(bytes: Uint8Array): PollResponse {
  const { head, groups, ids, nameIndexes, jobs } = readPollAnswer(bytes);
  const assignments: Assignment[] = [];
  for (const { shared, count, own } of groups) {
    const common = decodeShared(shared);
    for (let i = 0; i < count; i++) {
      const { ports = [], previousAllocationId = "", ...rest } = fromDocumentOr<OwnPart>(own[i], {});
      const at = assignments.length;
      const nameIndex = nameIndexes[at]!;
      const name = `${common.jobId}.${common.group}[${nameIndex}]`;
      assignments.push({ allocationId: readUuid(ids, at * uuidBytes), name, ...common, nameIndex, ports, previousAllocationId, ...rest });
    }
  }
  return { ...head, assignments, jobs };
}

function specsOf(jobs: readonly berth.agent.v1.JobSpec[]): Readonly<Record<string, Job>> {
  const specs: Record<string, Job> = {};
  for (const { key, spec, form } of jobs) {
    let parsed: Job | undefined;
    Object.defineProperty(specs, key, {
      enumerable: true,
      get: () => {
        parsed ??= decodeJob(spec, form);
        return parsed;
      },
    });
  }
  return specs;
}
