// A machine under one seed: virtual time, a disk that keeps what was put, tasks that outlive their agent, and agents that can be
// killed between any two steps, inside a store call too. A killed agent is simply never answered again.
import type { Assignment, PollResponse } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { AllocationReport } from "@berth/core/model/report";
import type { AgentIdentity, AgentStore, StoredAllocation, StoredTask } from "@berth/ports/agent-store";
import type { Driver, TaskExit, TaskHandle, TaskStart } from "@berth/ports/driver";
import type { Environment, Timer } from "@berth/ports/environment";
import type { Gateway } from "@berth/ports/gateway";

export class SimulatedTime {
  nowMs = 1_000_000;
  private events: { atMs: number; order: number; run: () => void }[] = [];
  private order = 0;

  after(delayMs: number, run: () => void): Timer {
    const event = { atMs: this.nowMs + Math.max(0, delayMs), order: (this.order += 1), run };
    this.events.push(event);
    return { cancel: () => void (this.events = this.events.filter((other) => other !== event)) };
  }

  /** One event, then everything that follows from it at once. False: nothing is left to happen. */
  async step(): Promise<boolean> {
    this.events.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    const next = this.events.shift();
    if (next === undefined) return false;
    this.nowMs = next.atMs;
    next.run();
    await new Promise((resolve) => setImmediate(resolve));
    return true;
  }
}

/** mulberry32 */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One run of the agent, from its start to its kill. */
export class Life {
  alive = true;

  constructor(
    private readonly time: SimulatedTime,
    readonly random: () => number,
  ) {}

  /** Resolves a little later, and never for the dead. */
  later<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.time.after(1 + this.random() * 20, () => {
        if (!this.alive) return;
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  environment(): Environment {
    const { time } = this;
    const after = (delayMs: number, run: () => void) => time.after(delayMs, () => this.alive && run());
    return {
      clock: {
        nowMs: () => time.nowMs,
        monotonicMs: () => time.nowMs,
        after,
        sleep: (delayMs, signal) =>
          new Promise((resolve, reject) => {
            const timer = after(delayMs, resolve);
            signal?.addEventListener("abort", () => {
              timer.cancel();
              reject(signal.reason as Error);
            });
          }),
      },
      ids: { uuid: () => `id-${Math.floor(this.random() * 1e15).toString(36)}` },
      rng: { next: () => this.random() },
    };
  }
}

interface Disk {
  identity: AgentIdentity | undefined;
  position: ReturnType<AgentStore["position"]>;
  registrations: number;
  jobs: Map<string, Job>;
  allocations: Map<string, { assignment: Assignment; report: AllocationReport | undefined; acknowledged: number; tasks: Map<string, StoredTask> }>;
}

/** What a killed process leaves is exactly what it had put. */
export class SimulatedDisk {
  private disk: Disk = { identity: undefined, position: { incarnation: "", registrationIndex: 0, sinceIndex: 0 }, registrations: 0, jobs: new Map(), allocations: new Map() };
  private depth = 0;

  constructor(private readonly crashOdds: () => number) {}

  store(life: Life): AgentStore {
    const put = (change: (disk: Disk) => void) => this.write(life, () => change(this.disk));
    const entry = (disk: Disk, id: string) => {
      const found = disk.allocations.get(id);
      if (found === undefined) throw new Error(`allocation ${id} is not stored`);
      return found;
    };
    return {
      identity: (create) => (this.disk.identity ??= create()),
      allocations: () =>
        [...this.disk.allocations.values()].flatMap(({ assignment, report, acknowledged, tasks }): StoredAllocation[] =>
          report === undefined ? [] : [structuredClone({ assignment, report, acknowledgedRevision: acknowledged, tasks: [...tasks.values()] })],
        ),
      job: (key) => this.disk.jobs.get(key),
      putJob: (key, job) => put((disk) => disk.jobs.set(key, job)),
      putAssignment: (assignment) =>
        put((disk) => {
          const known = disk.allocations.get(assignment.allocationId);
          disk.allocations.set(assignment.allocationId, { report: undefined, acknowledged: 0, tasks: new Map(), ...known, assignment });
        }),
      putReport: (report) => put((disk) => (entry(disk, report.allocationId).report = structuredClone(report))),
      putAcknowledged: (id, revision) => put((disk) => (entry(disk, id).acknowledged = revision)),
      putTask: (id, task) => put((disk) => entry(disk, id).tasks.set(task.name, structuredClone(task))),
      forget: (id) => put((disk) => disk.allocations.delete(id)),
      position: () => this.disk.position,
      putPosition: (position) => put((disk) => (disk.position = position)),
      countRegistration: (above) => {
        put((disk) => (disk.registrations = 1 + Math.max(above, disk.registrations)));
        return this.disk.registrations;
      },
      transaction: (run) => this.write(life, run),
      close: () => undefined,
    };
  }

  private write(life: Life, run: () => void): void {
    // What a killed process would still have done in this very step reaches nothing.
    if (!life.alive) return;
    if (this.depth > 0) return run();
    const before = structuredClone(this.disk);
    const crash = life.random() < this.crashOdds();
    const crashBefore = life.random() < 0.5;
    this.depth += 1;
    try {
      run();
    } catch (error) {
      this.disk = before;
      throw error;
    } finally {
      this.depth -= 1;
    }
    if (!crash) return;
    if (crashBefore) this.disk = before;
    life.alive = false;
  }
}

interface RunningTask {
  readonly key: string;
  readonly startId: string;
  exit: TaskExit | undefined;
}

/** The tasks of the machine; they know nothing of agents. */
export class SimulatedTasks {
  readonly started: RunningTask[] = [];
  readonly violations: string[] = [];
  private readonly voided = new Set<string>();

  running(key: string): RunningTask[] {
    return this.started.filter((task) => task.key === key && task.exit === undefined);
  }

  end(task: RunningTask, exitCode: number): void {
    task.exit ??= { exitCode, signal: 0, oomKilled: false, error: "" };
  }

  driver(life: Life): Driver {
    const find = (handle: TaskHandle) => this.started.find((task) => task.startId === handle["startId"]);
    return {
      name: "raw_exec",
      fingerprint: () => life.later(() => ({ detected: true, healthy: true, description: "", attributes: {} })),
      start: async (task) => {
        // The task begins at one moment and the agent hears of it at a later one: between the two it may be killed.
        await life.later(() => this.begin(task));
        return life.later(() => ({ startId: task.startId }));
      },
      adopt: ({ startId }) =>
        life.later(() => {
          if (this.started.some((task) => task.startId === startId)) return { startId };
          this.voided.add(startId);
          return undefined;
        }),
      recover: (handle) => life.later(() => find(handle) !== undefined),
      wait: async (handle, signal) => {
        for (;;) {
          signal.throwIfAborted();
          const exit = await life.later(() => find(handle)?.exit);
          if (exit !== undefined) return exit;
        }
      },
      stop: (handle) =>
        life.later(() => {
          const task = find(handle);
          if (task !== undefined) this.end(task, 0);
        }),
      signal: () => life.later(() => undefined),
      destroy: (handle) =>
        life.later(() => {
          const task = find(handle);
          if (task !== undefined && task.exit === undefined) this.violations.push(`destroyed while it ran: ${task.key}`);
        }),
      usage: () => life.later(() => undefined),
      exec: () => life.later(() => ({ exitCode: 0, output: "" })),
    };
  }

  private begin(task: TaskStart): void {
    const key = `${task.allocationId}/${task.task}`;
    if (this.voided.has(task.startId)) return;
    if (this.running(key).length > 0) this.violations.push(`started twice: ${key}`);
    this.started.push({ key, startId: task.startId, exit: undefined });
  }
}

/** The cluster's side: loses questions and answers now and then. */
export class SimulatedCluster {
  readonly reports = new Map<string, AllocationReport>();
  lossOdds = 0;
  private readonly assignments = new Map<string, Assignment>();
  private index = 10;
  private registrationIndex = 0;

  constructor(private readonly jobs: Readonly<Record<string, Job>>) {}

  put(assignment: Assignment): void {
    this.index += 1;
    this.assignments.set(assignment.allocationId, { ...assignment, index: this.index });
  }

  desired(id: string): "run" | "stop" | undefined {
    return this.assignments.get(id)?.desired;
  }

  gateway(life: Life): Gateway {
    const lossy = async <T>(work: () => T): Promise<T> => {
      const lost = () => life.random() < this.lossOdds;
      if (lost()) return life.later(() => Promise.reject(new Error("lost"))) as Promise<T>;
      const answer = await life.later(work);
      if (lost()) throw new Error("answer lost");
      return answer;
    };
    return {
      register: ({ registration }) =>
        lossy(() => {
          this.index += 1;
          this.registrationIndex = this.index;
          for (const report of registration.inventory) this.note(report);
          return { registrationIndex: this.registrationIndex, incarnation: "one", heartbeatTtlMs: 3000 };
        }),
      poll: (request) =>
        lossy((): PollResponse => {
          const assignments = [...this.assignments.values()].filter((assignment) => assignment.index > request.sinceIndex);
          const known = request.registrationIndex === this.registrationIndex;
          return { kind: known ? "changes" : "register-again", index: this.index, assignments, forget: [], jobs: this.jobs, heartbeatTtlMs: 3000, reason: "" };
        }),
      report: ({ registrationIndex, reports }) =>
        lossy(() => {
          if (registrationIndex !== this.registrationIndex) return { kind: "register-again", reason: "old" } as const;
          for (const report of reports) this.note(report);
          return { kind: "recorded", reason: "" } as const;
        }),
    };
  }

  private note(report: AllocationReport): void {
    const known = this.reports.get(report.allocationId);
    if (known === undefined || report.revision > known.revision) this.reports.set(report.allocationId, structuredClone(report));
  }
}
