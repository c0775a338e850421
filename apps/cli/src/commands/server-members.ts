import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { columns } from "../output/columns.js";
import { jsonText } from "../output/words.js";

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const [members, leader] = await Promise.all([client.server.members(), client.server.leader()]);
  if (call.flags.isOn("json")) {
    call.terminal.out(jsonText(members));
    return 0;
  }
  const rows = members.map(({ Name, Addr, Port, Status, Tags }) => {
    const isLeader = leader === `${Tags["rpc_addr"] ?? Addr}:${Tags["port"] ?? ""}`;
    return [Name, Addr, String(Port), Status, String(isLeader), Tags["build"] ?? "", Tags["dc"] ?? "", Tags["region"] ?? ""];
  });
  columns([["Name", "Address", "Port", "Status", "Leader", "Build", "Datacenter", "Region"], ...rows]).forEach((line) => call.terminal.out(line));
  return 0;
}
