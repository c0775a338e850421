// Which nodes may run a group: the static checks, memoised by computed class. The memo belongs to the specification
// (a job's version never changes) and holds what is true of a class for ever, so it survives evaluations; it changes
// how fast the answer comes, never the answer.
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

const kept = new WeakMap<Job, Map<string, GroupFeasibility>>();

export function feasibilityOf(job: Job, group: TaskGroup): GroupFeasibility {
  let groups = kept.get(job);
  if (groups === undefined) kept.set(job, (groups = new Map<string, GroupFeasibility>()));
  let feasibility = groups.get(group.Name);
  if (feasibility === undefined) groups.set(group.Name, (feasibility = new GroupFeasibility(job, group)));
  return feasibility;
}
