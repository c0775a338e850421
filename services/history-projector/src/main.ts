// The history-projector service as a process: one leader among standbys.
import { joinCluster } from "@berth/nats/member";
import { leadershipOf } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";
import { historyConfigSchema } from "./config.js";
import { leadHistory } from "./history.js";

await runService({
  name: "history-projector",
  configSchema: historyConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const { config, environment, logger, metrics } = kit;
      const member = await joinCluster(memberOptions(kit));
      const { log } = member.context;
      const { notes, snapshots } = member.cluster;
      const lead = leadHistory({ databaseUrl: config.DATABASE_URL, log, notes, snapshots, clock: environment.clock, logger, metrics });
      const leader = leadershipOf(member.context, member.parts, { role: "history", service: "history-projector", lead });
      leader.start();
      return {
        stop: async () => {
          await leader.stop();
          await member.close();
        },
      };
    }),
});
