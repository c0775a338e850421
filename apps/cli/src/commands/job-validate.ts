import { ConnectionError } from "@berth/client/api-error";
import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { printWarnings, readJob } from "../job-files/read-job.js";

/** Checked here, and by the server where one answers: it may have stricter rules. */
export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const job = await readJob(call, call.args[0]!);
  printWarnings(call, job.warnings);
  try {
    const answer = await client.jobs.validate(job.draft);
    if (answer.Error !== "") throw new CommandFailure(answer.Error.trimEnd());
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    call.terminal.err("No server answers: checked against the rules on this machine only.");
  }
  call.terminal.out("Job validation successful");
  return 0;
}
