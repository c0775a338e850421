// Nodes come, fall silent, come back:
//
//   (unknown) ──registered──▶ ready ──silent too long──▶ down ──registered again──▶ ready
//
// A registration carries the node's whole inventory, so that one entry settles what really runs there before
// anything new is placed on it. Its agent counts registrations: one that was delayed and comes after a newer one is
// refused, since its inventory is of the past. changedAt moves with everything but plans that changes what may run on the node.
import { computedClassOf } from "../../scheduling/feasibility/computed-class.js";
import type { NodeEligibilitySet, NodePurged, NodeRegistered, NodesMarkedDown, Outcome } from "../../model/entry.js";
import type { NodeSpec } from "../../model/node.js";
import type { AllocationReport } from "../../model/report.js";
import { clientCode, none } from "../allocation-table.js";
import type { JobRecord } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import { setClientStatus, unlinkFromNode } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { requireEvaluation } from "./evaluations.js";
import { record } from "./reports.js";
import { wakeBlocked } from "./waking.js";

const keptEvents = 10;

export function addNodeEvent(ctx: FoldContext, node: NodeRecord, message: string): void {
  const event = { message, subsystem: "Cluster", timeMs: ctx.nowMs, createIndex: ctx.index };
  node.events = [...node.events, event].slice(-keptEvents);
}

function sameCapability(before: NodeSpec, after: NodeSpec): boolean {
  const essence = ({ Drivers: drivers, ...spec }: NodeSpec): string =>
    JSON.stringify([spec, Object.entries(drivers).map(([name, driver]) => [name, driver.Detected, driver.Healthy])]);
  return essence(before) === essence(after);
}

export function foldNodeRegistered(ctx: FoldContext, event: NodeRegistered): Outcome {
  const { state } = ctx;
  const { spec, secretHash, inventory } = event.registration;
  const before = state.node(spec.ID);
  if (before !== undefined && before.secretHash !== secretHash)
    return ctx.refused("wrong-secret", `node "${spec.ID}" is registered with another secret`);
  const { counter = 0 } = event.registration;
  // The same one again, by a doubled message: it has been answered for.
  if (before?.status === "ready" && counter > 0 && counter === before.registrationCounter) return ctx.applied("", before.registrationIndex);
  if (before !== undefined && counter > 0 && counter <= before.registrationCounter)
    return ctx.refused("stale-registration", `registration ${counter} of node "${spec.ID}" comes after its registration ${before.registrationCounter}`);
  const node = before ?? state.nodes.insert(spec, ctx.index);
  const cameBack = before === undefined || before.status !== "ready";
  const changed = cameBack || !sameCapability(node.spec, spec);
  state.nodes.setSpec(node, spec);
  node.secretHash = secretHash;
  node.computedClass = computedClassOf(spec);
  node.registrationIndex = ctx.index;
  node.registrationCounter = counter;
  if (changed) node.changedAt = ctx.index;
  if (cameBack) addNodeEvent(ctx, node, before === undefined ? "Node registered" : "Node re-registered");
  node.status = "ready";
  node.statusDescription = "";
  node.statusUpdatedAtMs = ctx.nowMs;
  ctx.touchNode(node);
  const freed = settleInventory(ctx, node, inventory);
  if (changed) wakeForNode(ctx, node);
  else if (freed) wakeBlocked(ctx, node);
  return ctx.applied("", ctx.index);
}

/** What the node says it runs is so; what it should run and does not know of any more is lost. True: something was freed. */
function settleInventory(ctx: FoldContext, node: NodeRecord, inventory: readonly AllocationReport[]): boolean {
  const { allocations } = ctx.state;
  const reported = new Map(inventory.map((report) => [allocations.rowOf(report.allocationId), report]));
  let freed = false;
  for (const row of [...ctx.state.allocationsOnNode(node)]) {
    const report = reported.get(row);
    const code = allocations.client.get(row);
    if (report === undefined) {
      if (code === clientCode.running || code === clientCode.unknown) {
        freed = setClientStatus(ctx, row, "lost") || freed;
        requireEvaluation(ctx, ctx.state.jobOfAllocation(row), { triggeredBy: "node-update" });
      }
      continue;
    }
    if (report.revision > allocations.revision.get(row) || code === clientCode.lost || code === clientCode.unknown) {
      if (code === clientCode.lost) node.changedAt = ctx.index;
      freed = record(ctx, row, report) || freed;
    }
  }
  return freed;
}

/** Blocked jobs look again, and so do system jobs, which want an allocation on every node. */
function wakeForNode(ctx: FoldContext, node: NodeRecord): void {
  wakeBlocked(ctx, node);
  for (const job of ctx.state.jobs.all())
    if (!job.stopped && ctx.state.specOf(job).Type === "system") requireEvaluation(ctx, job, { triggeredBy: "node-update", nodeId: node.id });
}

export function foldNodesMarkedDown(ctx: FoldContext, event: NodesMarkedDown): Outcome {
  let marked = 0;
  for (const { nodeId, registrationIndex } of event.nodes) {
    const node = ctx.state.node(nodeId);
    if (node === undefined || node.status !== "ready" || node.registrationIndex !== registrationIndex) continue;
    node.status = "down";
    node.statusDescription = event.reason;
    node.statusUpdatedAtMs = ctx.nowMs;
    node.changedAt = ctx.index;
    addNodeEvent(ctx, node, "Node heartbeat missed");
    ctx.touchNode(node);
    evaluateJobsOn(ctx, node);
    marked++;
  }
  return ctx.applied("", marked);
}

function evaluateJobsOn(ctx: FoldContext, node: NodeRecord): void {
  const jobs = new Set<JobRecord>();
  for (const row of ctx.state.allocationsOnNode(node))
    if (!ctx.state.allocations.isClientTerminal(row)) jobs.add(ctx.state.jobOfAllocation(row));
  for (const job of jobs) requireEvaluation(ctx, job, { triggeredBy: "node-update", nodeId: node.id });
}

export function foldNodeEligibilitySet(ctx: FoldContext, event: NodeEligibilitySet): Outcome {
  const node = ctx.state.node(event.nodeId);
  if (node === undefined) return ctx.refused("unknown-node", "node not found");
  if (node.eligibility !== event.eligibility) {
    node.eligibility = event.eligibility;
    node.changedAt = ctx.index;
    addNodeEvent(ctx, node, `Node marked as ${event.eligibility} for scheduling`);
    ctx.touchNode(node);
    if (event.eligibility === "eligible") wakeForNode(ctx, node);
  }
  return ctx.applied();
}

export function foldNodePurged(ctx: FoldContext, event: NodePurged): Outcome {
  const node = ctx.state.node(event.nodeId);
  if (node === undefined) return ctx.refused("unknown-node", "node not found");
  evaluateJobsOn(ctx, node);
  removeNode(ctx, node);
  return ctx.applied();
}

/** Its allocations stay, without a node; the scheduler finds them lost. */
export function removeNode(ctx: FoldContext, node: NodeRecord): void {
  const { state } = ctx;
  ctx.touchNode(node);
  for (const row of [...state.allocationsOnNode(node)]) {
    if (!state.allocations.isClientTerminal(row)) setClientStatus(ctx, row, "lost");
    unlinkFromNode(state, row);
    state.allocations.node.set(row, none);
  }
  state.nodes.remove(node);
}
