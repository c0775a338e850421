// From a service's kit to what joining the cluster takes.
import { type ClusterConfig, leaseTtlMsOf } from "./cluster-config.js";
import type { Kit } from "./kit.js";

const lastAnswersMs = 250;

export function clusterSettingsOf(config: ClusterConfig) {
  return {
    url: config.BERTH_NATS_URL,
    region: config.BERTH_REGION,
    replicas: config.BERTH_REPLICAS,
    maxLogBytes: config.BERTH_LOG_MAX_BYTES,
    leaseTtlMs: leaseTtlMsOf(config),
  };
}

export function memberOptions<Config extends ClusterConfig>(kit: Kit<Config>) {
  const { service, config, logger, tracing, environment, metrics, readiness } = kit;
  return {
    settings: clusterSettingsOf(config),
    telemetry: { service, logger, tracing },
    environment,
    metrics,
    onReadiness: (name: string, whyNotReady: () => string | undefined) => readiness.add({ name, whyNotReady }),
    onHalted: (reason: string) => {
      logger.error("ending: the supervisor starts this process again from the log", { reason });
      // Nothing is served any more; answers that were given already still go out.
      setTimeout(() => process.exit(1), lastAnswersMs);
    },
  };
}
