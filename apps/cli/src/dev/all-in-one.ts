// The whole control plane in this process, on one shared replica: the same classes as in production, wired differently.
// Agents are processes of their own, as always.
import { mountJobApi } from "@berth/job-api/mount-job-api";
import { joinCluster, type Member } from "@berth/nats/member";
import { NatsOperatorDesk } from "@berth/nats/nats-operator-desk";
import { LogFillWatch } from "@berth/runtime/snapshots/log-fill-watch";
import { openStreams } from "@berth/nats/cluster";
import { startUpkeep } from "@berth/nats/upkeep";
import { leadDiscovery } from "@berth/discovery-sync/discovery";
import { leadHistory } from "@berth/history-projector/history";
import { leadershipOf, startControlPlane, type ControlPlane } from "@berth/runtime/control-plane";
import { LocalLease } from "@berth/runtime/log/local-lease";
import { LocalRpc } from "@berth/runtime/log/local-rpc";
import { StreamedTaskLogs } from "@berth/runtime/logs/streamed-task-logs";
import { type ClusterConfig, silenceTermsOf, upkeepTermsOf } from "@berth/service-kit/cluster-config";
import type { Kit } from "@berth/service-kit/kit";
import { loopModule, type RunningLoop } from "@berth/service-kit/loop-module";
import { clusterSettingsOf, memberOptions } from "@berth/service-kit/member-options";
import { startService } from "@berth/service-kit/start-service";
import type { Logger } from "@berth/ports/logger";
import { version } from "../version.js";
import type { Running } from "./supervised.js";

const collectTimeoutMs = 30_000;

interface Opened {
  readonly kit: Kit<ClusterConfig>;
  readonly member: Member;
  readonly plane: ControlPlane;
  readonly fill: LogFillWatch;
  readonly streams: Awaited<ReturnType<typeof openStreams>>;
}

async function openPlane(kit: Kit<ClusterConfig>, env: NodeJS.ProcessEnv): Promise<{ readonly opened: Opened; readonly loop: RunningLoop }> {
  const member = await joinCluster(memberOptions(kit));
  const { config, logger, service } = kit;
  const streams = await openStreams(config.BERTH_NATS_URL, { service, logger });
  const rpc = new LocalRpc(member.context.rpc);
  const options = { ...member.context, rpc, lease: new LocalLease() };
  const plane = await startControlPlane({ ...options, parts: member.parts, terms: silenceTermsOf(config), workers: config.BERTH_SCHEDULER_WORKERS });
  const discovery = env["CONSUL_HTTP_ADDR"] === undefined ? undefined : await startDiscovery(member, options, env);
  const history = env["DATABASE_URL"] === undefined ? undefined : startHistory(member, options, env["DATABASE_URL"]);
  const upkeep = await startUpkeep(member, {
    settings: clusterSettingsOf(config),
    terms: upkeepTermsOf(config),
    holder: `controller-manager/${member.cluster.instance}`,
    lease: options.lease,
  });
  const fill = new LogFillWatch({ log: member.cluster.log, environment: member.context.environment, metrics: member.context.metrics });
  fill.start();
  const stop = async (): Promise<void> => {
    await Promise.all([discovery?.stop(), history?.stop(), upkeep.stop(), fill.stop()]);
    await plane.stop();
    await streams.close();
    await member.close();
  };
  return { opened: { kit, member, plane, streams, fill }, loop: { stop } };
}

async function startDiscovery(member: Member, context: Member["context"], env: NodeJS.ProcessEnv) {
  const { replica } = member.parts;
  const { environment, logger } = context;
  const region = env["BERTH_REGION"] ?? "global";
  const templatesFile = env["BERTH_TEMPLATES"] ?? "";
  const lead = await leadDiscovery({ region, env, templatesFile, replica, clock: environment.clock, logger });
  const leader = leadershipOf(context, member.parts, { role: "discovery", service: "discovery-sync", lead });
  leader.start();
  return leader;
}

function startHistory(member: Member, context: Member["context"], databaseUrl: string) {
  const { environment, logger, metrics, log } = context;
  const { notes, snapshots } = member.cluster;
  const lead = leadHistory({ databaseUrl, log, notes, snapshots, clock: environment.clock, logger, metrics });
  const leader = leadershipOf(context, member.parts, { role: "history", service: "history-projector", lead });
  leader.start();
  return leader;
}

function jobApiDependencies({ kit, member, plane, streams, fill }: Opened, port: number) {
  const { config, logger, metrics, tracing, environment } = kit;
  return {
    log: plane.commands,
    taskLogs: new StreamedTaskLogs(streams.streams, member.cluster.subjects),
    clock: environment.clock,
    rng: environment.rng,
    logger,
    metrics,
    tracing,
    settings: {
      region: config.BERTH_REGION,
      datacenter: "dc1",
      serverName: member.cluster.instance,
      advertiseHost: "127.0.0.1",
      advertisePort: port,
      version,
    },
    collectGarbage: () => askToCollect(member),
    operator: new NatsOperatorDesk(member.cluster),
    logFill: () => fill.fill,
  };
}

async function askToCollect({ context, cluster }: Member): Promise<void> {
  await context.rpc.request(cluster.subjects.leader("controller", "collect"), new Uint8Array(), collectTimeoutMs);
}

/** Serves the API at BERTH_HTTP_PORT. Throws with a sentence for people when the port is taken. */
export async function startAllInOne(config: ClusterConfig, env: NodeJS.ProcessEnv, logger: Logger): Promise<Running & { readonly url: string }> {
  let opened: Opened | undefined;
  const service = await startService<ClusterConfig>(
    {
      name: "berth",
      module: (kit) =>
        loopModule(kit, async () => {
          const plane = await openPlane(kit, env);
          opened = plane.opened;
          return plane.loop;
        }),
      http: {
        configure: (app) => mountJobApi(app.getHttpAdapter().getInstance(), jobApiDependencies(opened!, config.BERTH_HTTP_PORT ?? 0)),
      },
    },
    config,
    logger,
  );
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return {
    url: service.url,
    pid: process.pid,
    ended,
    stop: async () => {
      await service.close("berth dev ends");
      end("stopped");
    },
  };
}
