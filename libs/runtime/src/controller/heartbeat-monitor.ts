// controller-manager's eyes on the nodes: hears the gateways' digests, and says in the log which nodes are down.
import { SilenceWatch, type SilenceTerms, type ReadyNode } from "@berth/core/heartbeats/silence";
import type { HeardDigest } from "../gateway/heard-digest.js";
import type { LogEvent } from "@berth/core/model/entry";
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
    this.options.metrics.gauge("nomad.heartbeat.active", this.options.replica.state.nodes.size);
    // Entries of this leader may be under way for long: a node that is heard meanwhile is not silent any more.
    await writer.write(() => this.silent(watch));
  }

  private silent(watch: SilenceWatch): readonly LogEvent[] {
    const { replica, environment, logger } = this.options;
    const { down, suspects } = watch.check(this.readyNodes(), environment.clock.monotonicMs());
    for (const [datacenter, count] of suspects)
      logger.error("many nodes fell silent at once: suspecting the network, marking down slowly", { datacenter, count });
    const nodes = down.flatMap((nodeId) => {
      const node = replica.state.node(nodeId);
      return node === undefined ? [] : [{ nodeId, registrationIndex: node.registrationIndex }];
    });
    if (nodes.length === 0) return [];
    logger.warn("nodes are silent", { nodes: nodes.length, first: nodes[0]?.nodeId });
    return [{ type: "NodesMarkedDown", nodes, reason: "heartbeat missed" }];
  }
}
