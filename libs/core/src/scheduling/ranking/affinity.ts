// Node affinity: the sum of the weights of matched affinities over the sum of all absolute weights, -1..1. Affinities
// of the job, the group and its tasks count alike. Counted also when nothing matches (nomad.md 4.10).
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeSpec } from "../../model/node.js";
import { judgementOf } from "../feasibility/operand.js";
import { parseTarget } from "../feasibility/target.js";

export interface NodeAffinity {
  /** False: nodes of one computed class score alike. */
  readonly escapes: boolean;
  readonly scoreOn: (node: NodeSpec) => number;
}

/** undefined: the group has no affinities, so the component does not take part. */
export function nodeAffinity(job: Job, group: TaskGroup): NodeAffinity | undefined {
  const affinities = [...(job.Affinities ?? []), ...(group.Affinities ?? []), ...group.Tasks.flatMap((task) => task.Affinities ?? [])];
  const total = affinities.reduce((sum, affinity) => sum + Math.abs(affinity.Weight), 0);
  if (total === 0) return undefined;
  const rules = affinities.map((affinity) => ({
    left: parseTarget(affinity.LTarget),
    right: parseTarget(affinity.RTarget),
    judge: judgementOf(affinity.Operand),
    weight: affinity.Weight,
  }));
  return {
    escapes: rules.some(({ left, right }) => left.escapes || right.escapes),
    scoreOn: (node) => {
      let matched = 0;
      for (const { left, right, judge, weight } of rules) if (judge(left.valueOn(node), right.valueOn(node))) matched += weight;
      return matched / total;
    },
  };
}
