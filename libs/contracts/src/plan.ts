// Plans on the wire: columns for placements, one small JSON note for the rest.
import type { GroupPlacements, Plan } from "@berth/core/model/plan";
import { berth } from "../gen/entry.js";
import { bytesOf, uint16Column, uint32Column } from "./columns.js";
import { fromDocument, fromDocumentOr, toDocument } from "./documents.js";
import { WireReader } from "./wire-reader.js";

const wire = berth.log.v1;
type WirePlan = berth.log.v1.Plan.$Properties;
type WireGroup = berth.log.v1.GroupPlacements.$Properties;
type Notes = Pick<Plan, "deployments" | "followUps" | "failedGroups" | "queued" | "desiredUpdates">;

const noNotes: Notes = { deployments: [], followUps: [], failedGroups: {}, queued: {}, desiredUpdates: {} };

export function planToWire(plan: Plan): WirePlan {
  const { deployments, followUps, failedGroups, queued, desiredUpdates } = plan;
  return {
    evaluationId: plan.evaluationId,
    namespace: plan.namespace,
    jobId: plan.jobId,
    decidedAt: plan.decidedAt,
    snapshotIndex: plan.snapshotIndex,
    allAtOnce: plan.allAtOnce,
    partial: plan.partial,
    placements: plan.placements.map(groupToWire),
    stops: [...plan.stops],
    updates: [...plan.updates],
    notes: toDocument({ deployments, followUps, failedGroups, queued, desiredUpdates } satisfies Notes),
  };
}

function groupToWire(group: GroupPlacements): WireGroup {
  return {
    group: group.group,
    jobVersion: group.jobVersion,
    nameIndexes: bytesOf(group.nameIndexes),
    nodeIds: group.namedNodes === undefined ? [] : [...group.namedNodes.ids],
    nodeRefs: group.namedNodes === undefined ? undefined : bytesOf(group.namedNodes.refs),
    nodeRows: bytesOf(group.nodeRows),
    portsPerPlacement: group.portsPerPlacement,
    ports: bytesOf(group.ports),
    previousIds: [...group.previousIds],
    rescheduleDelaysMs: [...group.rescheduleDelaysMs],
    spareNodeIds: [...group.spareNodeIds],
    inDeployment: group.inDeployment,
    metric: toDocument(group.metric),
    holdings: group.holdings === undefined || group.holdings.length === 0 ? undefined : toDocument(group.holdings),
    preemptions: group.preemptions?.map(({ placement, allocationIds }) => ({ placement, allocationIds: [...allocationIds] })),
  };
}

export function planFromWire(plan: berth.log.v1.Plan): Plan {
  return {
    ...fromDocumentOr<Notes>(plan.notes, noNotes),
    evaluationId: plan.evaluationId,
    namespace: plan.namespace,
    jobId: plan.jobId,
    decidedAt: plan.decidedAt,
    snapshotIndex: plan.snapshotIndex,
    allAtOnce: plan.allAtOnce,
    partial: plan.partial,
    placements: plan.placements.map((group) => groupFromWire(group as berth.log.v1.GroupPlacements)),
    stops: plan.stops.map((stop) => ({
      allocationId: stop.allocationId ?? "",
      description: stop.description ?? "",
      clientStatus: stop.clientStatus === "lost" || stop.clientStatus === "unknown" ? stop.clientStatus : "",
      rescheduled: stop.rescheduled ?? false,
    })),
    updates: plan.updates.map((update) => ({
      allocationId: update.allocationId ?? "",
      jobVersion: update.jobVersion ?? 0,
      ...(update.inDeployment === true ? { inDeployment: true } : {}),
    })),
  };
}

function groupFromWire(group: berth.log.v1.GroupPlacements): GroupPlacements {
  const decoded: GroupPlacements = {
    group: group.group,
    jobVersion: group.jobVersion,
    nameIndexes: uint32Column(group.nameIndexes),
    nodeRows: uint32Column(group.nodeRows),
    namedNodes: group.nodeRefs.length === 0 ? undefined : { ids: group.nodeIds, refs: uint32Column(group.nodeRefs) },
    portsPerPlacement: group.portsPerPlacement,
    ports: uint16Column(group.ports),
    previousIds: group.previousIds,
    rescheduleDelaysMs: group.rescheduleDelaysMs,
    spareNodeIds: group.spareNodeIds,
    inDeployment: group.inDeployment,
    metric: fromDocument(group.metric),
    holdings: fromDocumentOr<GroupPlacements["holdings"]>(group.holdings, undefined),
    preemptions: preemptionsFromWire(group.preemptions),
  };
  const count = decoded.nameIndexes.length;
  const nodes = decoded.namedNodes?.refs ?? decoded.nodeRows;
  if (nodes.length !== count || decoded.ports.length !== count * decoded.portsPerPlacement || (decoded.holdings ?? decoded.nameIndexes).length !== count)
    throw new RangeError(`plan columns of group "${group.group}" differ in length`);
  return decoded;
}

function preemptionsFromWire(preemptions: berth.log.v1.GroupPlacements["preemptions"]): GroupPlacements["preemptions"] {
  if (preemptions.length === 0) return undefined;
  return preemptions.map(({ placement, allocationIds }) => ({ placement: placement ?? 0, allocationIds: allocationIds ?? [] }));
}

/** As a scheduler submits it. Plans one after the other are the message of all of them: see `decodePlans`. */
export function encodePlan(plan: Plan): Uint8Array {
  return wire.PlansCommitted.encode({ plans: [planToWire(plan)] }).finish();
}

export function decodePlans(bytes: Uint8Array): readonly Plan[] {
  return wire.PlansCommitted.decode(new WireReader(bytes)).plans.map((plan) => planFromWire(plan as berth.log.v1.Plan));
}
