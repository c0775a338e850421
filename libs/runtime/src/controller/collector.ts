// Garbage collection: proposes from time to time what may be forgotten, and at once when asked
// (`berth.<region>.rpc.controller.collect`).
import { type CollectionAges, collectable, defaultAges, noAges } from "@berth/core/collection/collectable";
import { encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { Rpc } from "@berth/ports/rpc";
import type { LeaderWriter } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

export interface CollectorOptions {
  readonly replica: Replica;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
}

const collectEveryMs = 60_000;

export class Collector {
  constructor(private readonly options: CollectorOptions) {}

  async lead(writer: LeaderWriter): Promise<void> {
    const { rpc, subjects, environment } = this.options;
    const serving = await rpc.serve(subjects.leader("controller", "collect"), subjects.queue("controller"), async () => {
      await this.collect(writer, noAges);
      return encodeJson({});
    });
    try {
      while (!writer.over.aborted) {
        await environment.clock.sleep(collectEveryMs, writer.over);
        if (!writer.over.aborted) await this.collect(writer, defaultAges);
      }
    } finally {
      await serving.close();
    }
  }

  private async collect(writer: LeaderWriter, ages: CollectionAges): Promise<void> {
    const { replica, logger } = this.options;
    for (let before = -1; before !== replica.state.index && !writer.over.aborted; ) {
      before = replica.state.index;
      const found = collectable(replica.state, replica.state.timeMs, ages);
      if (found === undefined) return;
      await writer.write([found]);
      const { allocationIds, evaluationIds, jobs, nodeIds } = found;
      logger.info("collected", { allocations: allocationIds.length, evaluations: evaluationIds.length, jobs: jobs.length, nodes: nodeIds.length });
    }
  }
}
