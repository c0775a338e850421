// A plan that was submitted and that the log has not answered: what it asks of its nodes is promised, so that the next
// plan of the same process does not count on the same room, nor on the same cores and devices. Who meets on a port is
// sorted out by the applier. Nothing that a plan frees is lent before the log says so.
import { shapeOfGroup } from "../model/group-demand.js";
import type { Holding } from "../model/holding.js";
import type { Plan } from "../model/plan.js";
import type { Shape } from "../state/interned.js";
import { specOfVersion } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";

export class PromisedPlan {
  readonly size: number;
  private readonly nodes: NodeRecord[] = [];
  private readonly asked: Shape[] = [];
  private readonly held: { readonly node: NodeRecord; readonly holding: Holding }[] = [];

  constructor(
    private readonly state: State,
    plan: Plan,
  ) {
    const job = state.job(plan.namespace, plan.jobId);
    for (const { group: name, jobVersion, nodeRows, holdings } of job === undefined ? [] : plan.placements) {
      const group = specOfVersion(job!, jobVersion).TaskGroups.find((candidate) => candidate.Name === name);
      if (group === undefined) continue;
      const shape = shapeOfGroup(group);
      for (const row of nodeRows) this.promise(state.nodes.at(row), shape);
      for (const [i, holding] of (holdings ?? []).entries()) this.promiseUnits(state.nodes.at(nodeRows[i]!), holding);
    }
    this.size = this.nodes.length;
  }

  /** Once. */
  takeBack(): void {
    const { nodes } = this.state;
    for (let i = 0; i < this.nodes.length; i++) nodes.promise(this.nodes[i]!, this.asked[i]!, -1);
    for (const { node, holding } of this.held) nodes.promiseUnits(node, holding, -1);
  }

  private promise(node: NodeRecord | undefined, shape: Shape): void {
    if (node === undefined) return;
    const asked = this.state.nodes.askOn(node.row, shape);
    this.nodes.push(node);
    this.asked.push(asked);
    this.state.nodes.promise(node, asked, 1);
  }

  private promiseUnits(node: NodeRecord | undefined, holding: Holding): void {
    if (node === undefined) return;
    this.held.push({ node, holding });
    this.state.nodes.promiseUnits(node, holding, 1);
  }
}
