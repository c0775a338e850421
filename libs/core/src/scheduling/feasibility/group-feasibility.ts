// Which nodes may run a group: the static checks, memoised by computed class. The memo belongs to what is asked, not to
// the job that asks: a thousand jobs with the same constraints share one. It holds what is true of a class for ever,
// so it survives evaluations; it changes how fast the answer comes, never the answer.
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type Check, checksOf } from "./check.js";
import { computedClassOf } from "./computed-class.js";

const passes = "";
const mostClasses = 4096;

function firstRefusal(checks: readonly Check[], node: NodeRecord): string {
  for (const check of checks) {
    const reason = check.refuse(node.spec);
    if (reason !== undefined) return reason;
  }
  return passes;
}

export class GroupFeasibility {
  private readonly byClass = new Map<string, string>();
  private readonly shared: readonly Check[];
  private readonly escaping: readonly Check[];

  constructor(job: Job, group: TaskGroup) {
    const checks = checksOf(job, group);
    this.shared = checks.filter((check) => !check.escapes);
    this.escaping = checks.filter((check) => check.escapes);
  }

  /** Some checks must be made on each node. */
  get escapes(): boolean {
    return this.escaping.length > 0;
  }

  /** undefined: feasible; otherwise the first reason that it is not. */
  refuse(node: NodeRecord): string | undefined {
    return this.refuseClass(node) ?? this.refuseUnique(node);
  }

  /** What holds for every node of this one's class. */
  refuseClass(node: NodeRecord): string | undefined {
    const key = node.computedClass === "" ? computedClassOf(node.spec) : node.computedClass;
    let reason = this.byClass.get(key);
    if (reason === undefined) {
      if (this.byClass.size >= mostClasses) this.byClass.clear();
      reason = firstRefusal(this.shared, node);
      this.byClass.set(key, reason);
    }
    return reason === passes ? undefined : reason;
  }

  /** What must be looked up on each node. */
  refuseUnique(node: NodeRecord): string | undefined {
    if (this.escaping.length === 0) return undefined;
    const reason = firstRefusal(this.escaping, node);
    return reason === passes ? undefined : reason;
  }
}

interface KeptRules {
  readonly key: string;
  readonly feasibility: GroupFeasibility;
}

const mostRules = 1024;
const byKey = new Map<string, GroupFeasibility>();
const ofJob = new WeakMap<Job, Map<string, KeptRules>>();

/** All of a job and a group that static checks and affinities read: equal texts, equal answers on every node. */
function keyOf(job: Job, group: TaskGroup): string {
  const network = group.Networks?.[0];
  const ports = [...(network?.ReservedPorts ?? []), ...(network?.DynamicPorts ?? [])].map((port) => [port.Label, port.HostNetwork]);
  return JSON.stringify([
    job.NodePool,
    job.Datacenters,
    job.Constraints,
    job.Affinities,
    group.Constraints,
    group.Affinities,
    group.Tasks.map((task) => [task.Driver, task.Constraints, task.Affinities, task.Resources.Devices]),
    network === undefined ? null : [network.Mode, ports],
    Object.values(group.Volumes ?? {}).map((volume) => volume.Type),
  ]);
}

function rulesOf(job: Job, group: TaskGroup): KeptRules {
  let groups = ofJob.get(job);
  if (groups === undefined) ofJob.set(job, (groups = new Map<string, KeptRules>()));
  let rules = groups.get(group.Name);
  if (rules === undefined) {
    const key = keyOf(job, group);
    let feasibility = byKey.get(key);
    if (feasibility === undefined) {
      if (byKey.size >= mostRules) byKey.clear();
      byKey.set(key, (feasibility = new GroupFeasibility(job, group)));
    }
    groups.set(group.Name, (rules = { key, feasibility }));
  }
  return rules;
}

export function feasibilityOf(job: Job, group: TaskGroup): GroupFeasibility {
  return rulesOf(job, group).feasibility;
}

export function rulesKeyOf(job: Job, group: TaskGroup): string {
  return rulesOf(job, group).key;
}
