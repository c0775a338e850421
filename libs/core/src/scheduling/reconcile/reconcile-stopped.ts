// A job that was stopped or purged: everything of it goes, nothing is placed, its deployments are cancelled.
import { isActiveDeployment } from "../../model/deployment.js";
import { type GroupChanges, type JobChanges, nothingDesired } from "./changes.js";
import { deploymentText } from "./descriptions.js";
import { endDeployments } from "./deployments.js";
import type { Look } from "./look.js";
import { stopAll } from "./stopping.js";

export function reconcileStopped(look: Look): JobChanges {
  const groups = [...look.byGroup].map(([name, allocations]): GroupChanges => {
    const stops = stopAll(allocations);
    const desired = { ...nothingDesired, stop: stops.length };
    return { name, group: undefined, stops, updates: [], placements: [], desired, inDeployment: false };
  });
  const current = look.deployment;
  const active = current !== undefined && isActiveDeployment(current.status) ? [current] : [];
  return {
    groups: groups.filter(({ stops }) => stops.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1)),
    deployments: endDeployments([...look.overtaken, ...active], deploymentText.jobStopped),
    followUps: [],
    deploymentId: "",
  };
}
