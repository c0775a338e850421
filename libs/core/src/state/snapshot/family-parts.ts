// Parents and children of jobs in a snapshot. Children come in the order in which they were born, so that the sets of
// their parents come back in theirs.
import type { SkippedLaunches } from "../../model/periodic-launch.js";
import type { ChildRecord, ParentRecord } from "../family-table.js";
import { rowsPart } from "./section.js";

interface ParentRow {
  readonly key: string;
  readonly launchedThroughMs: number;
  readonly skipped: readonly SkippedLaunches[];
}

const parents = rowsPart<readonly [string, ParentRecord], ParentRow>("job-parents", {
  all: (state) => state.families.parents,
  make: ([key, { launchedThroughMs, skipped }]) => ({ key, launchedThroughMs, skipped }),
  put: (state, { key, launchedThroughMs, skipped }) => void Object.assign(state.families.parent(key), { launchedThroughMs, skipped }),
});

interface ChildRow extends ChildRecord {
  readonly key: string;
}

const children = rowsPart<readonly [string, ChildRecord], ChildRow>("job-children", {
  all: (state) => state.families.children,
  make: ([key, child]) => ({ key, ...child }),
  put: (state, { key, ...child }) => state.families.addChild(key, child),
});

export const familyParts = [parents, children];
