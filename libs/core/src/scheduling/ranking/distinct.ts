// distinct_hosts and distinct_property: constraints that look at where the job's other live allocations are, this
// plan's included. Of the job: all its allocations count; of the group: the group's own. What the plan stops does not
// count any more.
import type { Constraint, Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { type Target, parseTarget } from "../feasibility/target.js";
import type { PlanOverlay } from "../plan-overlay.js";

interface Rule {
  readonly constraint: Constraint;
  /** undefined: the whole job's allocations count. */
  readonly group: string | undefined;
}

interface PropertyRule extends Rule {
  readonly target: Target;
  readonly most: number;
  readonly counts: Map<string, number>;
}

function mostOf(constraint: Constraint): number {
  const most = Number.parseInt(constraint.RTarget, 10);
  return Number.isInteger(most) && most >= 1 ? most : 1;
}

export class DistinctRules {
  private readonly hosts: readonly Rule[];
  private readonly properties: readonly PropertyRule[];

  constructor(
    job: Job,
    private readonly group: TaskGroup,
    private readonly context: { readonly state: State; readonly overlay: PlanOverlay },
  ) {
    const rules: Rule[] = [
      ...(job.Constraints ?? []).map((constraint) => ({ constraint, group: undefined })),
      ...(group.Constraints ?? []).map((constraint) => ({ constraint, group: group.Name })),
      ...group.Tasks.flatMap((task) => task.Constraints ?? []).map((constraint) => ({ constraint, group: group.Name })),
    ];
    this.hosts = rules.filter(({ constraint }) => constraint.Operand === "distinct_hosts" && constraint.RTarget !== "false");
    this.properties = rules
      .filter(({ constraint }) => constraint.Operand === "distinct_property")
      .map((rule) => this.countProperty(rule));
  }

  get isEmpty(): boolean {
    return this.hosts.length === 0 && this.properties.length === 0;
  }

  /** True: may not go there. */
  refuses(node: NodeRecord): boolean {
    for (const { group } of this.hosts) if (this.othersOn(node.row, group) > 0) return true;
    for (const rule of this.properties) {
      const value = rule.target.valueOn(node.spec);
      if (value === undefined || (rule.counts.get(value) ?? 0) >= rule.most) return true;
    }
    return false;
  }

  /** undefined: may go there; otherwise why not. */
  refuse(node: NodeRecord): string | undefined {
    for (const { group } of this.hosts) if (this.othersOn(node.row, group) > 0) return "distinct_hosts";
    for (const { constraint, target, most, counts } of this.properties) {
      const value = target.valueOn(node.spec);
      if (value === undefined) return `missing property "${constraint.LTarget}"`;
      const used = counts.get(value) ?? 0;
      if (used >= most) return `distinct_property: ${constraint.LTarget}=${value} used by ${used} allocs`;
    }
    return undefined;
  }

  /** An allocation of this group came to the node (1) or left it (-1). Hosts are counted by the overlay. */
  add(node: NodeRecord, step: number): void {
    for (const { target, counts } of this.properties) {
      const value = target.valueOn(node.spec);
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + step);
    }
  }

  private othersOn(row: number, group: string | undefined): number {
    const { overlay } = this.context;
    return group === undefined ? overlay.ofJobOn(row) : overlay.ofGroupOn(group, row);
  }

  private countProperty(rule: Rule): PropertyRule {
    const target = parseTarget(rule.constraint.LTarget);
    const counts = new Map<string, number>();
    for (const [row, held] of this.context.overlay.nodesHolding(rule.group)) {
      const node = this.context.state.nodes.at(row);
      const value = node === undefined ? undefined : target.valueOn(node.spec);
      if (value !== undefined && held > 0) counts.set(value, (counts.get(value) ?? 0) + held);
    }
    return { ...rule, group: rule.group === undefined ? undefined : this.group.Name, target, most: mostOf(rule.constraint), counts };
  }
}
