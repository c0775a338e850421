// The scheduler configuration as Nomad prints it.
import type { SchedulerConfigurationAnswer } from "@berth/core/api/schema/operator-answers";
import { keyValues } from "./columns.js";

export function configurationLines({ SchedulerConfig: config }: SchedulerConfigurationAnswer): string[] {
  const { PreemptionConfig: preemption } = config;
  return keyValues([
    ["Scheduler Algorithm", config.SchedulerAlgorithm],
    ["Memory Oversubscription", String(config.MemoryOversubscriptionEnabled)],
    ["Reject Job Registration", String(config.RejectJobRegistration)],
    ["Pause Eval Broker", String(config.PauseEvalBroker)],
    ["Preemption System Scheduler", String(preemption.SystemSchedulerEnabled)],
    ["Preemption Service Scheduler", String(preemption.ServiceSchedulerEnabled)],
    ["Preemption Batch Scheduler", String(preemption.BatchSchedulerEnabled)],
    ["Preemption SysBatch Scheduler", String(preemption.SysBatchSchedulerEnabled)],
    ["Modify Index", String(config.ModifyIndex)],
  ]);
}
