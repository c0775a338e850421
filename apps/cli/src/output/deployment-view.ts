import type { DeploymentAnswer } from "@berth/core/api/schema/evaluation-answers";
import { columns, keyValues } from "./columns.js";
import { shortId, timeOfText } from "./words.js";

/** The columns that say something for these groups only. */
export function deployedTable(deployment: DeploymentAnswer): string[] {
  const groups = Object.entries(deployment.TaskGroups).sort(([a], [b]) => (a < b ? -1 : 1));
  const hasRevert = groups.some(([, group]) => group.AutoRevert);
  const hasCanaries = groups.some(([, group]) => group.DesiredCanaries > 0);
  const head = ["Task Group", ...(hasRevert ? ["Auto Revert"] : []), ...(hasCanaries ? ["Promoted"] : []), "Desired", ...(hasCanaries ? ["Canaries"] : [])];
  const rows = groups.map(([name, group]) => [
    name,
    ...(hasRevert ? [String(group.AutoRevert)] : []),
    ...(hasCanaries ? [group.DesiredCanaries > 0 ? String(group.Promoted) : "N/A"] : []),
    String(group.DesiredTotal),
    ...(hasCanaries ? [String(group.DesiredCanaries)] : []),
    String(group.PlacedAllocs),
    String(group.HealthyAllocs),
    String(group.UnhealthyAllocs),
    timeOfText(group.RequireProgressBy),
  ]);
  return ["Deployed", ...columns([[...head, "Placed", "Healthy", "Unhealthy", "Progress Deadline"], ...rows])];
}

export function deploymentLines(deployment: DeploymentAnswer, options: { readonly verbose: boolean; readonly withJob: boolean }): string[] {
  const job: [string, string][] = options.withJob ? [["Job ID", deployment.JobID], ["Job Version", String(deployment.JobVersion)]] : [];
  const pairs: [string, string][] = [
    ["ID", shortId(deployment.ID, options.verbose)],
    ...job,
    ["Status", deployment.Status],
    ["Description", deployment.StatusDescription],
  ];
  return [...keyValues(pairs), "", ...deployedTable(deployment)];
}
