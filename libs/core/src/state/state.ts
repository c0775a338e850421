// The cluster's state: everything the log says, folded. Only `evolve` (evolve.ts) and the files beside it write here;
// everyone else reads. A reader works synchronously between two entries, so what it sees is one consistent index.
import type { Deployment } from "../model/deployment.js";
import type { Outcome, Role } from "../model/entry.js";
import type { Evaluation } from "../model/evaluation.js";
import { AllocationTable, none } from "./allocation-table.js";
import { BlockedJobs } from "./blocked-jobs.js";
import { DeviceMix } from "./device-mix.js";
import { FamilyTable } from "./family-table.js";
import { InternedShapes, InternedStrings } from "./interned.js";
import { JobTable, type JobRecord, currentVersion, specOfVersion } from "./job-table.js";
import { NodeTable, type NodeRecord } from "./node-table.js";
import type { Job } from "../model/job.js";
import { type SchedulerConfigurationRecord, defaultSchedulerConfiguration } from "../model/scheduler-configuration.js";

export interface Leadership {
  epoch: number;
  holder: string;
  /** The next entry of this leader must carry this. */
  nextOrdinal: number;
  takenAtIndex: number;
}

export type Table = "jobs" | "nodes" | "allocs" | "evals" | "deployment";

export interface RememberedOutcome {
  readonly entryId: string;
  readonly timeMs: number;
  readonly outcomes: readonly Outcome[];
}

export class State {
  /** Index of the last folded entry; 0 before the first. */
  index = 0;
  /** State time: the time of the newest entry, only ever forward. */
  timeMs = 0;
  /** Level of the region: entries of a higher level halt this fold. */
  level = 1;
  /** Hash over all entries so far, 32 bits twice. */
  chainHigh = 0;
  chainLow = 0;

  readonly strings = new InternedStrings();
  readonly shapes = new InternedShapes();
  readonly allocations = new AllocationTable(this.strings);
  readonly nodes = new NodeTable();
  readonly jobs = new JobTable();
  readonly evaluations = new Map<string, Evaluation>();
  /** Evaluation ids of each job, oldest first. */
  readonly evaluationsOfJob = new Map<string, string[]>();
  readonly deployments = new Map<string, Deployment>();
  readonly deploymentsOfJob = new Map<string, string[]>();
  readonly leaders = new Map<Role, Leadership>();
  readonly families = new FamilyTable();
  /** Jobs that wait for capacity: woken when something is freed. */
  readonly blockedJobs = new BlockedJobs();
  /** What jobs ask of devices. */
  readonly deviceMix = new DeviceMix();
  /** Last index at which capacity was freed or nodes came. */
  freedAt = 0;
  readonly namespaces = new Map<string, { readonly description: string; readonly createIndex: number }>([
    ["default", { description: "Default shared namespace", createIndex: 1 }],
  ]);
  /** Grows whenever a job's priority changes: what was remembered of priorities is void. Of this process only. */
  priorityChanges = 0;
  schedulerConfiguration: SchedulerConfigurationRecord = defaultSchedulerConfiguration;
  /** Last index that changed each table. */
  readonly tableIndexes: Record<Table, number> = { jobs: 0, nodes: 0, allocs: 0, evals: 0, deployment: 0 };
  /** Outcomes of the last two minutes of state time, by entry id. */
  readonly outcomes = new Map<string, RememberedOutcome>();

  job(namespace: string, jobId: string): JobRecord | undefined {
    return this.jobs.get(namespace, jobId);
  }

  node(id: string): NodeRecord | undefined {
    return this.nodes.get(id);
  }

  /** Rows of a job's allocations, newest first. */
  *allocationsOfJob(job: JobRecord): Generator<number> {
    for (let row = job.firstAllocation; row !== none; ) {
      const next = this.allocations.nextInJob.get(row);
      yield row;
      row = next;
    }
  }

  /** Rows of a node's allocations, newest first. */
  *allocationsOnNode(node: NodeRecord): Generator<number> {
    for (let row = node.firstAllocation; row !== none; ) {
      const next = this.allocations.nextOnNode.get(row);
      yield row;
      row = next;
    }
  }

  jobOfAllocation(row: number): JobRecord {
    return this.allocations.cohortOf(row).job;
  }

  /** undefined when the node was collected. */
  nodeOfAllocation(row: number): NodeRecord | undefined {
    return this.nodes.at(this.allocations.node.get(row));
  }

  groupOfAllocation(row: number): string {
    return this.allocations.cohortOf(row).group;
  }

  nameOfAllocation(row: number): string {
    return `${this.jobOfAllocation(row).id}.${this.groupOfAllocation(row)}[${this.allocations.nameIndex.get(row)}]`;
  }

  specOfAllocation(row: number): Job {
    return specOfVersion(this.jobOfAllocation(row), this.allocations.jobVersion.get(row));
  }

  specOf(job: JobRecord): Job {
    return currentVersion(job).job;
  }
}

export type JobStatus = "pending" | "running" | "dead";

/** Nomad's derivation (nomad.md 4.16). */
export function jobStatus(state: State, job: JobRecord): JobStatus {
  if (job.liveCount > 0) return "running";
  if (job.stopped) return job.pendingEvaluationId === "" ? "dead" : "pending";
  const spec = currentVersion(job).job;
  if (spec.Type === "system" || spec.Periodic !== null || spec.ParameterizedJob !== null) return "running";
  if (job.pendingEvaluationId !== "" || job.blockedEvaluationId !== "" || job.waitingEvaluationIds.size > 0) return "pending";
  const deployment = state.deployments.get(job.deploymentId);
  if (deployment !== undefined && deployment.status === "running") return "running";
  return "dead";
}
