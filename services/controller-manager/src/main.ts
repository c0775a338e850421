// The controller-manager service as a process: one leader among standbys.
import { joinCluster } from "@berth/nats/member";
import { leadController } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema, silenceTermsOf } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "controller-manager",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const leader = leadController(member.context, member.parts, silenceTermsOf(kit.config));
      leader.start();
      return {
        stop: async () => {
          await leader.stop();
          await member.close();
        },
      };
    }),
});
