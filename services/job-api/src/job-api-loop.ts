// What the HTTP API is made of in a process of its own: its replica and group commit, the second connection for task
// output, and the questions to leaders. Opened once, closed in the opposite order.
import { openStreams } from "@berth/nats/cluster";
import { NatsOperatorDesk } from "@berth/nats/nats-operator-desk";
import { LogFillWatch } from "@berth/runtime/snapshots/log-fill-watch";
import { joinCluster } from "@berth/nats/member";
import { RpcError } from "@berth/ports/rpc";
import { commandsOf } from "@berth/runtime/control-plane";
import { StreamedTaskLogs } from "@berth/runtime/logs/streamed-task-logs";
import type { Kit } from "@berth/service-kit/kit";
import type { RunningLoop } from "@berth/service-kit/loop-module";
import { memberOptions } from "@berth/service-kit/member-options";
import { type JobApiConfig, settingsOf } from "./config.js";
import type { JobApiDependencies } from "./mount-job-api.js";

export interface JobApiLoop extends RunningLoop {
  readonly dependencies: JobApiDependencies;
}

const collectTimeoutMs = 30_000;

export async function openJobApi(kit: Kit<JobApiConfig>, version: string): Promise<JobApiLoop> {
  const { config, environment, logger, metrics, tracing, service } = kit;
  const member = await joinCluster(memberOptions(kit));
  const streams = await openStreams(config.BERTH_NATS_URL, { service, logger }).catch(async (error: unknown) => {
    await member.close();
    throw error;
  });
  const { rpc, subjects } = member.context;
  const log = commandsOf(member.context, member.parts, service);
  const collectGarbage = async (): Promise<void> => {
    const answer = rpc.request(subjects.leader("controller", "collect"), new Uint8Array(), collectTimeoutMs);
    await answer.catch((error: unknown) => {
      if (error instanceof RpcError && error.code === "no-responder")
        throw new RpcError("unavailable", "no controller-manager leads at this moment: nothing was collected; try again", { cause: error });
      throw error;
    });
  };
  const watch = new LogFillWatch({ log: member.cluster.log, environment, metrics });
  watch.start();
  return {
    dependencies: {
      log,
      taskLogs: new StreamedTaskLogs(streams.streams, subjects),
      clock: environment.clock,
      rng: environment.rng,
      logger,
      metrics,
      tracing,
      settings: settingsOf(config, version),
      collectGarbage,
      operator: new NatsOperatorDesk(member.cluster),
      logFill: () => watch.fill,
    },
    stop: async () => {
      await watch.stop();
      log.stop();
      await streams.close();
      await member.close();
    },
  };
}
