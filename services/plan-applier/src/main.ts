// The plan-applier service as a process: one leader among standbys.
import { joinCluster } from "@berth/nats/member";
import { leadApplier } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "plan-applier",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const leader = leadApplier(member.context, member.parts);
      leader.start();
      return {
        stop: async () => {
          await leader.stop();
          await member.close();
        },
      };
    }),
});
