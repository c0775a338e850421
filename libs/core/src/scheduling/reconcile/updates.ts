// Allocations of older versions: may they stay, under the new version (in place), or must they be replaced
// (destructive)? In place when nothing changed that runs inside them, and their node is still one the job may use. What
// cannot be compared, since its version is no longer kept, is replaced.
import { tasksChanged } from "../../jobspec/spec-change.js";
import type { TaskGroup } from "../../model/job.js";
import type { AllocationView } from "../allocation-view.js";
import { feasibilityOf } from "../feasibility/group-feasibility.js";
import { JobScope } from "../feasibility/scope.js";
import { type Look, groupOfVersion } from "./look.js";

export interface Updates {
  readonly inPlace: readonly AllocationView[];
  readonly destructive: readonly AllocationView[];
}

export function sortUpdates(look: Look, group: TaskGroup, kept: readonly AllocationView[]): Updates {
  const scope = new JobScope(look.job);
  const feasibility = feasibilityOf(look.job, group);
  const changedSince = new Map<number, boolean>();
  const isChanged = (allocation: AllocationView): boolean => {
    let changed = changedSince.get(allocation.jobVersion);
    if (changed === undefined) {
      const before = groupOfVersion(look, allocation);
      changed = before === undefined || tasksChanged(before.group, group, before.job, look.job);
      changedSince.set(allocation.jobVersion, changed);
    }
    return changed;
  };
  const mayStay = ({ node }: AllocationView): boolean =>
    node !== undefined && scope.has(node) && feasibility.refuse(node) === undefined;
  const inPlace: AllocationView[] = [];
  const destructive: AllocationView[] = [];
  for (const allocation of kept) {
    if (allocation.jobVersion === look.version) continue;
    (isChanged(allocation) || !mayStay(allocation) ? destructive : inPlace).push(allocation);
  }
  return { inPlace, destructive };
}
