// controller-manager's eyes on the nodes: hears the gateways' digests, and says in the log which nodes are down.
import { SilenceWatch, type SilenceTerms, type ReadyNode } from "@berth/core/heartbeats/silence";
import type { HeardDigest } from "../gateway/heard-digest.js";
import { decodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { Rpc } from "@berth/ports/rpc";
import type { LeaderWriter } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

export interface HeartbeatMonitorOptions {
  readonly replica: Replica;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly terms: SilenceTerms;
}

export class HeartbeatMonitor {
  constructor(private readonly options: HeartbeatMonitorOptions) {}

  async lead(writer: LeaderWriter): Promise<void> {
    const { rpc, subjects, environment, terms } = this.options;
    const { clock } = environment;
    const watch = new SilenceWatch(terms, clock.monotonicMs());
    const hearing = await rpc.subscribe(subjects.heard, (payload) => {
      watch.heard(decodeJson<HeardDigest>(payload).nodeIds, clock.monotonicMs());
    });
    const periodMs = Math.max(50, Math.min(1_000, terms.ttlMs / 4));
    try {
      while (!writer.over.aborted) {
        await clock.sleep(periodMs, writer.over);
        if (!writer.over.aborted) await this.look(watch, writer);
      }
    } finally {
      await hearing.close();
    }
  }

  private *readyNodes(): Generator<ReadyNode> {
    for (const node of this.options.replica.state.nodes.all())
      if (node.status === "ready") yield { id: node.id, datacenter: node.spec.Datacenter, registrationIndex: node.registrationIndex };
  }

  private async look(watch: SilenceWatch, writer: LeaderWriter): Promise<void> {
    const { replica, environment, logger, metrics } = this.options;
    const { down, suspects } = watch.check(this.readyNodes(), environment.clock.monotonicMs());
    metrics.gauge("nomad.heartbeat.active", replica.state.nodes.size);
    for (const [datacenter, count] of suspects)
      logger.error("many nodes fell silent at once: suspecting the network, marking down slowly", { datacenter, count });
    if (down.length === 0) return;
    const nodes = down.flatMap((nodeId) => {
      const node = replica.state.node(nodeId);
      return node === undefined ? [] : [{ nodeId, registrationIndex: node.registrationIndex }];
    });
    logger.warn("nodes are silent", { nodes: nodes.length, first: nodes[0]?.nodeId });
    await writer.write([{ type: "NodesMarkedDown", nodes, reason: "heartbeat missed" }]);
  }
}
