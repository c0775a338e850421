// The node-gateway service as a process: what agents talk to. Run as many as there are thousands of nodes.
import { joinCluster } from "@berth/nats/member";
import { commandsOf, nodeGateway } from "@berth/runtime/control-plane";
import { runService } from "@berth/service-kit/bootstrap";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { loopModule } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";

await runService({
  name: "node-gateway",
  configSchema: clusterConfigSchema,
  module: (kit) =>
    loopModule(kit, async () => {
      const member = await joinCluster(memberOptions(kit));
      const commands = commandsOf(member.context, member.parts, "node-gateway");
      const gateway = nodeGateway(member.context, member.parts, { commands, heartbeatTtlMs: kit.config.BERTH_HEARTBEAT_TTL_MS });
      await gateway.start();
      return {
        stop: async () => {
          await gateway.stop();
          commands.stop();
          await member.close();
        },
      };
    }),
});
