import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { watchSettling } from "../progress/watch-settling.js";

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const job = await findJob(client, call.args[0]!, (candidate) => candidate.Periodic);
  const { EvalID: evaluationId } = await client.jobs.forcePeriodic(job.ID);
  if (!call.flags.isOn("detach") && evaluationId !== "") return watchSettling(call, client, evaluationId);
  call.terminal.out("Force periodic successful");
  call.terminal.out(`Evaluation ID: ${evaluationId}`);
  return 0;
}
