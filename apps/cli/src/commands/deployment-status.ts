import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findDeployment } from "../lookup/find.js";
import { allocationTable } from "../output/allocation-table.js";
import { deploymentLines } from "../output/deployment-view.js";
import { jsonText } from "../output/words.js";
import { run as list } from "./deployment-list.js";

export async function run(call: Call): Promise<number> {
  const [prefix] = call.args;
  if (prefix === undefined) return list(call);
  const client = openClient(call);
  const { ID: id } = await findDeployment(client, prefix);
  const { body } = await client.deployments.get(id);
  const verbose = call.flags.isOn("verbose");
  if (call.flags.isOn("json")) {
    call.terminal.out(jsonText(body));
    return 0;
  }
  deploymentLines(body, { verbose, withJob: true }).forEach((line) => call.terminal.out(line));
  if (!verbose) return 0;
  const allocations = (await client.deployments.allocations(id)).body;
  ["", "Allocations", ...allocationTable(allocations, { nowMs: Date.now(), verbose })].forEach((line) => call.terminal.out(line));
  return 0;
}
