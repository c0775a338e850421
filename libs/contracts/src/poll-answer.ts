// A gateway's answer to a poll on the wire. The gateway puts it together from bytes that it keeps; the agent reads plain
// assignments. A job's spec is parsed when somebody looks at it.
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import { readUuid, uuidBytes } from "@berth/core/common/uuid-bytes";
import { berth } from "../gen/gateway.js";
import { bytesOf, uint32Column } from "./columns.js";
import { compress, decompress, fromDocument, fromDocumentOr, isWorthCompressing, toDocument } from "./documents.js";
import { WireReader } from "./wire-reader.js";

const wire = berth.agent.v1.PollAnswer;

export type PollHead = Omit<PollResponse, "assignments" | "jobs">;

/** What an assignment has of its own beside its id and its number in the group; what is absent is empty. */
export type OwnPart = Partial<Pick<Assignment, "ports" | "previousAllocationId">>;

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
  readonly compressed: boolean;
}

export function encodeJob(key: string, job: Job): EncodedJob {
  const spec = toDocument(job);
  return isWorthCompressing(spec) ? { key, spec: compress(spec), compressed: true } : { key, spec, compressed: false };
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
  const common = fromDocument<SharedPart>(shared);
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
  for (const { key, spec, compressed } of jobs) {
    let parsed: Job | undefined;
    Object.defineProperty(specs, key, {
      enumerable: true,
      get: () => {
        parsed ??= fromDocument<Job>(compressed ? decompress(spec) : spec);
        return parsed;
      },
    });
  }
  return specs;
}
