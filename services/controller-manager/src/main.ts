// The controller-manager service as a process: one leader among standbys. Standbys take the snapshots.
import { joinCluster } from "@berth/nats/member";
import { startUpkeep } from "@berth/nats/upkeep";
import { leadController } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema, silenceTermsOf, upkeepTermsOf } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { clusterSettingsOf, memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "controller-manager",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const leader = leadController(member.context, member.parts, silenceTermsOf(kit.config));
      leader.start();
      const settings = clusterSettingsOf(kit.config);
      const upkeep = await startUpkeep(member, { settings, terms: upkeepTermsOf(kit.config), holder: `controller-manager/${member.cluster.instance}` });
      return {
        stop: async () => {
          await Promise.all([leader.stop(), upkeep.stop()]);
          await member.close();
        },
      };
    }),
});
