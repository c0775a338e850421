// An agent's store on a machine's disk: it keeps what was put, as JSON, and its agent can be killed inside any write: the
// write then happened wholly or not at all.
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { AllocationReport } from "@berth/core/model/report";
import type { AgentIdentity, AgentStore, StoredAllocation, StoredTask } from "@berth/ports/agent-store";
import type { FaultCounts } from "./fault-counts.ts";
import type { Life } from "./life.ts";

interface Row {
  readonly assignment: Assignment;
  readonly report: AllocationReport | undefined;
  readonly acknowledged: number;
  readonly tasks: Map<string, StoredTask>;
}

export interface DiskFaults {
  readonly counts: FaultCounts;
  readonly crashOdds: number;
  readonly onCrash: () => void;
}

export class MachineDisk {
  identity: AgentIdentity | undefined;
  private at: ReturnType<AgentStore["position"]> = { incarnation: "", registrationIndex: 0, sinceIndex: 0 };
  private readonly jobs = new Map<string, Job>();
  private readonly rows = new Map<string, Row>();
  private registrations = 0;
  private depth = 0;

  store(life: Life, faults: DiskFaults): AgentStore {
    const put = (change: () => void): void => this.write(life, faults, change);
    const change = (id: string, part: Partial<Row>): void => {
      const found = this.rows.get(id);
      if (found === undefined) throw new Error(`allocation ${id} is not stored`);
      this.rows.set(id, { ...found, ...part });
    };
    return {
      identity: (create) => (this.identity ??= create()),
      allocations: () => [...this.rows.values()].flatMap(storedOf),
      job: (key) => this.jobs.get(key),
      putJob: (key, job) => put(() => this.jobs.set(key, job)),
      putAssignment: (assignment) =>
        put(() => {
          const known = this.rows.get(assignment.allocationId);
          this.rows.set(assignment.allocationId, { report: undefined, acknowledged: 0, tasks: new Map(), ...known, assignment });
        }),
      putReport: (report) => put(() => change(report.allocationId, { report })),
      putAcknowledged: (id, revision) => put(() => (this.rows.has(id) ? change(id, { acknowledged: revision }) : undefined)),
      putTask: (id, task) => put(() => void this.rows.get(id)?.tasks.set(task.name, task)),
      forget: (id) => put(() => void this.rows.delete(id)),
      position: () => this.at,
      putPosition: (position) => put(() => void (this.at = position)),
      countRegistration: (above) => {
        put(() => void (this.registrations = 1 + Math.max(above, this.registrations)));
        return this.registrations;
      },
      transaction: (run) => this.write(life, faults, run),
      close: () => undefined,
    };
  }

  get size(): number {
    return this.rows.size;
  }

  private write(life: Life, faults: DiskFaults, run: () => void): void {
    // What a killed agent would still have done in this very step reaches nothing.
    if (!life.alive) return;
    if (this.depth > 0) return run();
    const crashes = faults.counts.happens("agent killed in a write", faults.crashOdds);
    if (crashes && life.random.chance(0.5)) return faults.onCrash();
    this.depth++;
    try {
      run();
    } finally {
      this.depth--;
    }
    if (crashes) faults.onCrash();
  }
}

/** As it comes back from a disk: plain data, shared with nobody. */
function storedOf({ assignment, report, acknowledged, tasks }: Row): StoredAllocation[] {
  if (report === undefined) return [];
  return [JSON.parse(JSON.stringify({ assignment, report, acknowledgedRevision: acknowledged, tasks: [...tasks.values()] })) as StoredAllocation];
}
