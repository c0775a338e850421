// The evaluation-broker service as a process: one leader among standbys.
import { joinCluster } from "@berth/nats/member";
import { leadBroker } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "evaluation-broker",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const leader = leadBroker(member.context, member.parts);
      leader.start();
      return {
        stop: async () => {
          await leader.stop();
          await member.close();
        },
      };
    }),
});
