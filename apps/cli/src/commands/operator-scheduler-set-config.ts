// Changes only what its flags name: the rest of the configuration is read first and sent along as it is.
import { type Call, CommandFailure, UsageError } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";

const words: Readonly<Record<string, boolean>> = { true: true, t: true, "1": true, false: false, f: false, "0": false };

function choice(call: Call, flag: string, before: boolean): boolean {
  const text = call.flags.text(flag);
  if (text === undefined) return before;
  const value = words[text.toLowerCase()];
  if (value === undefined) throw new UsageError(`-${flag} must be true or false, not "${text}"`);
  return value;
}

type Algorithm = "binpack" | "spread" | "balance";

function algorithmOf(call: Call, before: Algorithm): Algorithm {
  const text = call.flags.text("scheduler-algorithm") ?? before;
  if (text !== "binpack" && text !== "spread" && text !== "balance") throw new UsageError(`-scheduler-algorithm must be binpack, spread or balance, not "${text}"`);
  return text;
}

export async function run(call: Call): Promise<number> {
  const { operator } = openClient(call);
  const { SchedulerConfig: before } = await operator.schedulerConfiguration();
  const { PreemptionConfig: preemption } = before;
  const wanted = {
    SchedulerAlgorithm: algorithmOf(call, before.SchedulerAlgorithm),
    MemoryOversubscriptionEnabled: choice(call, "memory-oversubscription", before.MemoryOversubscriptionEnabled),
    RejectJobRegistration: choice(call, "reject-job-registration", before.RejectJobRegistration),
    PauseEvalBroker: choice(call, "pause-eval-broker", before.PauseEvalBroker),
    PreemptionConfig: {
      SystemSchedulerEnabled: choice(call, "preempt-system-scheduler", preemption.SystemSchedulerEnabled),
      SysBatchSchedulerEnabled: choice(call, "preempt-sysbatch-scheduler", preemption.SysBatchSchedulerEnabled),
      BatchSchedulerEnabled: choice(call, "preempt-batch-scheduler", preemption.BatchSchedulerEnabled),
      ServiceSchedulerEnabled: choice(call, "preempt-service-scheduler", preemption.ServiceSchedulerEnabled),
    },
  };
  // What was read must still hold when it is written: otherwise somebody's change in between would be undone.
  const { Updated: updated } = await operator.setSchedulerConfiguration(wanted, call.flags.count("check-index") ?? before.ModifyIndex);
  if (!updated) throw new CommandFailure("Scheduler configuration could not be atomically updated, please try again");
  call.terminal.out("Scheduler configuration updated!");
  return 0;
}
