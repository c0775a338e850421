// The node-gateway service as a process: what agents talk to. Run as many as there are thousands of nodes.
import { openClusterLink } from "@berth/nats/cluster";
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
      const options = memberOptions(kit);
      const member = await joinCluster(options);
      const commands = commandsOf(member.context, member.parts, "node-gateway");
      // What agents say and hear comes in bursts: on a connection of its own it does not delay the log, nor is lost with it.
      const agents = await openClusterLink(options.settings, { ...options.telemetry, service: "node-gateway (agents)" });
      kit.readiness.add({ name: "agents", whyNotReady: () => (agents.link.isUp() ? undefined : `no connection to NATS at ${agents.link.address}`) });
      const gateway = nodeGateway({ ...member.context, rpc: agents.rpc }, member.parts, { commands, heartbeatTtlMs: kit.config.BERTH_HEARTBEAT_TTL_MS });
      await gateway.start();
      return {
        stop: async () => {
          await gateway.stop();
          commands.stop();
          await agents.close();
          await member.close();
        },
      };
    }),
});
