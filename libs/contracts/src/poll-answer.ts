// A gateway's answer to a poll on the wire. The gateway puts it together from bytes that it keeps; the agent reads plain
// assignments. A job's spec is parsed when somebody looks at it.
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import { readUuid, uuidBytes } from "@berth/core/common/uuid-bytes";
import { berth } from "../gen/gateway.js";
import { bytesOf, uint32Column } from "./columns.js";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { fromDocument, fromDocumentOr, maxDocumentBytes, toDocument } from "./documents.js";
import { firstJobDictionary } from "./job-dictionary.js";
import { WireReader } from "./wire-reader.js";

const wire = berth.agent.v1.PollAnswer;

export type PollHead = Omit<PollResponse, "assignments" | "jobs">;

/** What an assignment has of its own beside its id and its number in the group; what is absent is empty. */
export type OwnPart = Partial<Pick<Assignment, "ports" | "holding" | "previousAllocationId">>;

export type SharedPart = Omit<Assignment, "allocationId" | "name" | "nameIndex" | keyof OwnPart>;

export interface AssignmentGroup {
  /** JSON of a SharedPart */
  readonly shared: Uint8Array;
  /** 16 bytes each */
  readonly ids: Uint8Array;
  readonly nameIndexes: Uint32Array;
  /** JSON of an OwnPart each, empty bytes for nothing; none at all when none has anything. */
  readonly own: readonly Uint8Array[];
}

export interface EncodedJob {
  readonly key: string;
  readonly spec: Uint8Array;
  readonly form: typeof withFirstDictionary;
}

const withFirstDictionary = 1;

export function encodeJob(key: string, job: Job): EncodedJob {
  return { key, spec: zstdCompressSync(toDocument(job), { dictionary: firstJobDictionary }), form: withFirstDictionary };
}

function decodeJob(spec: Uint8Array, form: number): Job {
  if (form !== withFirstDictionary) throw new RangeError(`a job's spec in form ${form}: written by a newer release`);
  return fromDocument<Job>(zstdDecompressSync(spec, { dictionary: firstJobDictionary, maxOutputLength: maxDocumentBytes }));
}

/** What most have; it is left out. */
const usual = { desired: "run", desiredDescription: "", watchHealth: false, trace: "" } as const satisfies Partial<SharedPart>;

export function encodeShared(shared: SharedPart): Uint8Array {
  const isUsual = (field: string, value: unknown): boolean => Object.hasOwn(usual, field) && usual[field as keyof typeof usual] === value;
  return toDocument(Object.fromEntries(Object.entries(shared).filter(([field, value]) => !isUsual(field, value))));
}

export function encodePollAnswer(head: PollHead, groups: readonly AssignmentGroup[], jobs: readonly EncodedJob[]): Uint8Array {
  return wire
    .encode({
      head: toDocument(head),
      groups: groups.map(({ shared, ids, nameIndexes, own }) => ({ shared, ids, nameIndexes: bytesOf(nameIndexes), own: [...own] })),
      jobs: [...jobs],
    })
    .finish();
}

export function decodePollAnswer(bytes: Uint8Array): PollResponse {
  const { head, groups, jobs } = wire.decode(new WireReader(bytes));
  const assignments = groups.flatMap((group) => assignmentsOf(group as berth.agent.v1.AssignmentGroup));
  return { ...fromDocument<PollHead>(head), assignments, jobs: specsOf(jobs as berth.agent.v1.JobSpec[]) };
}

function assignmentsOf({ shared, ids, nameIndexes, own }: berth.agent.v1.AssignmentGroup): Assignment[] {
  const common: SharedPart = { ...usual, ...fromDocument<Omit<SharedPart, keyof typeof usual>>(shared) };
  const numbers = uint32Column(nameIndexes);
  if (ids.length !== numbers.length * uuidBytes || (own.length !== 0 && own.length !== numbers.length)) throw new RangeError("assignments whose columns differ in length");
  return Array.from(numbers, (nameIndex, i): Assignment => {
    const { ports = [], previousAllocationId = "", ...rest } = fromDocumentOr<OwnPart>(own[i], {});
    const name = `${common.jobId}.${common.group}[${nameIndex}]`;
    return { allocationId: readUuid(ids, i * uuidBytes), name, ...common, nameIndex, ports, previousAllocationId, ...rest };
  });
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
