// What runs, read from the replica: the DiscoverySource of discovery-sync.
import type { RunningAllocation } from "@berth/core/discovery/running-allocation";
import { clientCode, desiredCode } from "@berth/core/state/allocation-table";
import type { DiscoverySource } from "@berth/ports/discovery-source";
import type { Replica } from "../log/replica.js";

export class ReplicaDiscoverySource implements DiscoverySource {
  constructor(private readonly replica: Replica) {}

  *running(): Generator<RunningAllocation> {
    this.replica.assertServing();
    const { state } = this.replica;
    for (const job of state.jobs.all())
      for (const row of state.allocationsOfJob(job)) {
        const { allocations } = state;
        if (allocations.client.get(row) !== clientCode.running || allocations.desired.get(row) !== desiredCode.run) continue;
        const allocation = this.describe(row);
        if (allocation !== undefined) yield allocation;
      }
  }

  onChange(listener: () => void): { close(): void } {
    return this.replica.onFolded((folded) => {
      if (folded.some((ctx) => ctx.allocations.size > 0 || ctx.jobs.size > 0)) listener();
    });
  }

  private describe(row: number): RunningAllocation | undefined {
    const { state } = this.replica;
    const node = state.nodeOfAllocation(row);
    if (node === undefined) return undefined;
    const extras = state.allocations.extras.get(row);
    return {
      allocationId: state.allocations.idOf(row),
      name: state.nameOfAllocation(row),
      namespace: state.jobOfAllocation(row).namespace,
      job: state.specOfAllocation(row),
      group: state.groupOfAllocation(row),
      nodeId: node.id,
      nodeName: node.spec.Name,
      datacenter: node.spec.Datacenter,
      nodeAddress: node.spec.NodeResources.Networks[0]?.IP ?? "127.0.0.1",
      ports: extras?.ports ?? [],
      taskStates: extras?.taskStates ?? {},
      checks: extras?.checks ?? [],
      canary: false,
    };
  }
}
