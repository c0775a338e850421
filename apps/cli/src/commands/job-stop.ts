import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { watchSettling } from "../progress/watch-settling.js";

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findJob(client, call.args[0]!);
  const answer = await client.jobs.stop(id, { purge: call.flags.isOn("purge") });
  if (answer.EvalID === "") {
    call.terminal.out(`Job "${id}" is stopped`);
    return 0;
  }
  if (call.flags.isOn("detach")) {
    call.terminal.out(answer.EvalID);
    return 0;
  }
  return watchSettling(call, client, answer.EvalID);
}
