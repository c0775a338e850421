// The scheduler service as a process: one or more workers on one replica. Run as many processes as there are cores.
import { joinCluster } from "@berth/nats/member";
import { schedulerWorker } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "scheduler",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const count = kit.config.BERTH_SCHEDULER_WORKERS;
      const workers = Array.from({ length: count }, () => schedulerWorker(member.context, member.parts, count));
      for (const worker of workers) worker.start();
      return {
        stop: async () => {
          await Promise.all(workers.map((worker) => worker.stop()));
          await member.close();
        },
      };
    }),
});
