// The discovery-sync service as a process: one leader among standbys.
import { joinCluster } from "@berth/nats/member";
import { leadershipOf } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";
import { discoveryConfigSchema } from "./config.js";
import { leadDiscovery } from "./discovery.js";

await runService({
  name: "discovery-sync",
  configSchema: discoveryConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const { config, environment, logger } = kit;
      const lead = await leadDiscovery({
        region: config.BERTH_REGION,
        env: process.env,
        templatesFile: config.BERTH_TEMPLATES ?? "",
        replica: member.parts.replica,
        clock: environment.clock,
        logger,
      });
      const leader = leadershipOf(member.context, member.parts, { role: "discovery", service: "discovery-sync", lead });
      leader.start();
      return {
        stop: async () => {
          await leader.stop();
          await member.close();
        },
      };
    }),
});
