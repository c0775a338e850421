import { type Call, UsageError } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findNode } from "../lookup/find.js";

export async function run(call: Call): Promise<number> {
  const [enable, disable] = [call.flags.isOn("enable"), call.flags.isOn("disable")];
  if (enable === disable) throw new UsageError("Say either -enable or -disable");
  const client = openClient(call);
  const { ID: id } = await findNode(client, call.args[0]!);
  await client.nodes.setEligibility(id, enable ? "eligible" : "ineligible");
  call.terminal.out(`Node "${id}" scheduling eligibility set: ${enable ? "eligible" : "ineligible"} for scheduling`);
  return 0;
}
