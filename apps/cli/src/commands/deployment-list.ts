import type { DeploymentAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { columns } from "../output/columns.js";
import { jsonText, shortId } from "../output/words.js";

export function deploymentRows(deployments: readonly DeploymentAnswer[], verbose: boolean): string[][] {
  const sorted = [...deployments].sort((a, b) => b.CreateIndex - a.CreateIndex);
  const rows = sorted.map((one) => [shortId(one.ID, verbose), one.JobID, String(one.JobVersion), one.Status, one.StatusDescription]);
  return [["ID", "Job ID", "Job Version", "Status", "Description"], ...rows];
}

export async function run(call: Call): Promise<number> {
  const deployments = (await openClient(call).deployments.list()).body;
  if (call.flags.isOn("json")) call.terminal.out(jsonText(deployments));
  else if (deployments.length === 0) call.terminal.out("No deployments found");
  else columns(deploymentRows(deployments, call.flags.isOn("verbose"))).forEach((line) => call.terminal.out(line));
  return 0;
}
