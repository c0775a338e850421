// How the region schedules, settable while it runs (nomad.md 3.7, 4.10, 4.12): how nodes are chosen, which kinds of jobs
// may push out lower ones, and two brakes for operators. It is one document that is replaced as a whole; until somebody
// sets it, Nomad's defaults hold. Field names are the API's.
import type { FitAlgorithm } from "../scheduling/ranking/fit-score.js";

export interface PreemptionConfiguration {
  readonly SystemSchedulerEnabled: boolean;
  readonly SysBatchSchedulerEnabled: boolean;
  readonly BatchSchedulerEnabled: boolean;
  readonly ServiceSchedulerEnabled: boolean;
}

export interface SchedulerConfiguration {
  /** binpack fills nodes up, spread keeps them evenly empty. */
  readonly SchedulerAlgorithm: FitAlgorithm;
  readonly PreemptionConfig: PreemptionConfiguration;
  /** `memory_max` counts. */
  readonly MemoryOversubscriptionEnabled: boolean;
  /** Nothing new is registered or scaled. */
  readonly RejectJobRegistration: boolean;
  /** No evaluation is handed out: what is placed stays, nothing changes. */
  readonly PauseEvalBroker: boolean;
}

/** The configuration in force, with the indexes of the log entries that made it; 0: nobody has set it. */
export interface SchedulerConfigurationRecord extends SchedulerConfiguration {
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
}

export const defaultSchedulerConfiguration: SchedulerConfigurationRecord = {
  SchedulerAlgorithm: "binpack",
  PreemptionConfig: {
    SystemSchedulerEnabled: true,
    SysBatchSchedulerEnabled: false,
    BatchSchedulerEnabled: false,
    ServiceSchedulerEnabled: false,
  },
  MemoryOversubscriptionEnabled: false,
  RejectJobRegistration: false,
  PauseEvalBroker: false,
  CreateIndex: 0,
  ModifyIndex: 0,
};

export const registrationDisabledText = "Job registration, dispatch, and scale are disabled by the scheduler configuration";

/** May a job of this type push out others? */
export function mayPreempt({ PreemptionConfig: enabled }: SchedulerConfiguration, jobType: string): boolean {
  switch (jobType) {
    case "system":
      return enabled.SystemSchedulerEnabled;
    case "sysbatch":
      return enabled.SysBatchSchedulerEnabled;
    case "batch":
      return enabled.BatchSchedulerEnabled;
    case "service":
      return enabled.ServiceSchedulerEnabled;
    default:
      return false;
  }
}
