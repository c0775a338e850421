// The node-agent as a process: one a machine. It dials out only, opens no port but its own probes, and leaves its tasks
// running when it ends.
import { DockerDriver } from "@berth/docker/docker-driver";
import { DEFAULT_DOCKER_SETTINGS } from "@berth/docker/settings";
import { createNodeAgent } from "@berth/host/node-agent";
import { openClusterLink, openStreams } from "@berth/nats/cluster";
import { RpcGateway } from "@berth/runtime/gateway/rpc-gateway";
import { serveTaskLogs } from "@berth/runtime/logs/streamed-task-logs";
import { runService } from "@berth/service-kit/bootstrap";
import type { Kit } from "@berth/service-kit/kit";
import { loopModule, type RunningLoop } from "@berth/service-kit/loop-module";
import { agentConfigOf, type NodeAgentConfig, nodeAgentConfigSchema } from "./config.js";

const version = "0.1.0";

async function openAgent(kit: Kit<NodeAgentConfig>): Promise<RunningLoop> {
  const { config, logger, tracing, environment, readiness, service } = kit;
  const url = config.BERTH_NATS_URL;
  const cluster = await openClusterLink({ url, region: config.BERTH_REGION }, { service, logger, tracing });
  const { streams, close: closeStreams } = await openStreams(url, { service, logger });
  readiness.add({ name: "nats", whyNotReady: () => (cluster.link.isUp() ? undefined : `no connection to NATS at ${cluster.link.address}`) });
  const settings = { ...DEFAULT_DOCKER_SETTINGS, cpuTotalMhz: config.BERTH_AGENT_CPU_MHZ ?? 0 };
  const docker = new DockerDriver({ settings, logger, environment: process.env });
  const node = createNodeAgent({
    config: agentConfigOf(config),
    gateway: new RpcGateway(cluster.rpc, cluster.subjects),
    environment,
    logger,
    tracing,
    berthVersion: version,
    drivers: config.BERTH_AGENT_DOCKER ? [docker] : [],
  });
  const logs = await serveTaskLogs({ streams, subjects: cluster.subjects, nodeId: node.agent.nodeId }, (question, signal) => node.logs.readLog(question, signal));
  await node.start();
  return {
    stop: async () => {
      await logs.close();
      await node.stop();
      await docker.close();
      await closeStreams();
      await cluster.close();
    },
  };
}

await runService({ name: "node-agent", configSchema: nodeAgentConfigSchema, module: (kit) => loopModule(kit, () => openAgent(kit)) });
