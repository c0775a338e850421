import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findAllocation } from "../lookup/find.js";
import { watchSettling } from "../progress/watch-settling.js";

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findAllocation(client, call.args[0]!);
  const answer = await client.allocations.stop(id);
  if (call.flags.isOn("detach") || answer.EvalID === "") {
    call.terminal.out(answer.EvalID === "" ? `Allocation "${id}" is asked to stop` : answer.EvalID);
    return 0;
  }
  return watchSettling(call, client, answer.EvalID);
}
