// How a search for nodes went, in Nomad's words (AllocMetric): maps are null when nothing was counted in them.
import type { AllocationMetric } from "../model/evaluation.js";
import { mapOrNull } from "./json.js";
import type { AllocationMetricAnswer } from "./schema/evaluation-answers.js";

function copyOrNull(values: Readonly<Record<string, number>>): Record<string, number> | null {
  const kept = mapOrNull(values);
  return kept === null ? null : { ...kept };
}

export function metricView(metric: AllocationMetric, nodePool: string): AllocationMetricAnswer {
  return {
    NodesEvaluated: metric.nodesEvaluated,
    NodesFiltered: metric.nodesFiltered,
    NodesInPool: metric.nodesInPool,
    NodePool: nodePool,
    NodesAvailable: copyOrNull(metric.nodesAvailable),
    ClassFiltered: copyOrNull(metric.classFiltered),
    ConstraintFiltered: copyOrNull(metric.constraintFiltered),
    NodesExhausted: metric.nodesExhausted,
    ClassExhausted: copyOrNull(metric.classExhausted),
    DimensionExhausted: copyOrNull(metric.dimensionExhausted),
    QuotaExhausted: null,
    ResourcesExhausted: null,
    ClosestShortfall: copyOrNull(metric.closestShortfall),
    Scores: null,
    ScoreMetaData:
      metric.scores.length === 0
        ? null
        : metric.scores.map((score) => ({ NodeID: score.nodeId, Scores: { ...score.scores }, NormScore: score.normScore })),
    AllocationTime: 0,
    CoalescedFailures: metric.coalescedFailures,
  };
}

export function metricsView(
  metrics: Readonly<Record<string, AllocationMetric>>,
  nodePool: string,
): Record<string, AllocationMetricAnswer> {
  return Object.fromEntries(Object.entries(metrics).map(([group, metric]) => [group, metricView(metric, nodePool)]));
}

/** For an allocation whose evaluation is no longer kept. */
export const emptyMetric: AllocationMetric = {
  nodesEvaluated: 0,
  nodesFiltered: 0,
  nodesInPool: 0,
  nodesAvailable: {},
  classFiltered: {},
  constraintFiltered: {},
  nodesExhausted: 0,
  classExhausted: {},
  dimensionExhausted: {},
  closestShortfall: {},
  scores: [],
  coalescedFailures: 0,
};
