// Everything but allocations in a snapshot, as plain data. Maps come back in their order, rows under their numbers.
import type { Deployment } from "../../model/deployment.js";
import type { Role } from "../../model/entry.js";
import type { Evaluation } from "../../model/evaluation.js";
import type { BlockedDump } from "../blocked-jobs.js";
import type { DeviceMixDump } from "../device-mix.js";
import type { Shape, StringsDump } from "../interned.js";
import { type GroupSummary, type JobRecord, currentVersion } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { UnitsDump } from "../unit-use.js";
import type { SchedulerConfigurationRecord } from "../../model/scheduler-configuration.js";
import type { Leadership, RememberedOutcome, State } from "../state.js";
import { familyParts } from "./family-parts.js";
import { type TablePart, rowsOf, rowsPart } from "./section.js";

type Header = Pick<State, "index" | "timeMs" | "level" | "chainHigh" | "chainLow" | "freedAt" | "tableIndexes">;

const header: TablePart = {
  table: "header",
  *dump({ index, timeMs, level, chainHigh, chainLow, freedAt, tableIndexes }) {
    yield { table: "header", rows: [{ index, timeMs, level, chainHigh, chainLow, freedAt, tableIndexes } satisfies Header] };
  },
  restore(state, section) {
    const { tableIndexes, ...scalars } = rowsOf(section)[0] as Header;
    Object.assign(state, scalars);
    Object.assign(state.tableIndexes, tableIndexes);
  },
};

const strings: TablePart = {
  table: "strings",
  *dump(state) {
    const { next, texts } = state.strings.dump();
    yield { table: "strings", rows: [next, ...texts] };
  },
  restore(state, section) {
    const [next, ...texts] = rowsOf(section) as [number, ...StringsDump["texts"]];
    state.strings.restore({ next, texts });
  },
};

const shapes = rowsPart<Shape, Shape>("shapes", {
  all: (state) => state.shapes.dump(),
  make: (shape) => shape,
  put: (state, shape) => void state.shapes.id(shape),
});

interface JobRow extends Omit<JobRecord, "waitingEvaluationIds" | "summary"> {
  readonly waitingEvaluationIds: readonly string[];
  readonly summary: readonly (readonly [string, GroupSummary])[];
}

const jobs = rowsPart<JobRecord, JobRow>("jobs", {
  all: (state) => state.jobs.all(),
  make: (job) => ({
    ...job,
    versions: job.versions.map((version) => ({ ...version })),
    waitingEvaluationIds: [...job.waitingEvaluationIds],
    summary: Array.from(job.summary, ([group, counts]) => [group, { ...counts }] as const),
  }),
  put: (state, row) =>
    state.jobs.adopt({ ...row, waitingEvaluationIds: new Set(row.waitingEvaluationIds), summary: new Map(row.summary) }),
});

interface NodeRow extends Omit<NodeRecord, "ports" | "units"> {
  readonly units: UnitsDump;
  readonly ports: readonly (readonly [port: number, holders: number])[];
  readonly used: Shape;
}

const nodes = rowsPart<NodeRecord, NodeRow>("nodes", {
  all: (state) => state.nodes.all(),
  make: (node, { nodes }) => ({ ...node, ports: node.ports.dump(), units: node.units.dump(), used: nodes.usedOn(node.row) }),
  put: (state, { ports, units, used, ...record }) => state.nodes.adopt(record, { ports, units, used }),
});

/** Rows that are free, and jobs that wait: both in their order. */
const lists: TablePart = {
  table: "lists",
  *dump(state) {
    yield { table: "lists", rows: [state.jobs.freeRows, state.nodes.freeRows, state.blockedJobs.dump()] };
  },
  restore(state, section) {
    const [freeJobs, freeNodes, blocked] = rowsOf(section) as [readonly number[], readonly number[], BlockedDump];
    state.jobs.adoptFree(freeJobs);
    state.nodes.adoptFree(freeNodes);
    state.blockedJobs.restore(blocked, (row) => state.jobs.at(row)!);
  },
};

function listed(lists: Map<string, string[]>, key: string, id: string): void {
  const ids = lists.get(key);
  if (ids === undefined) lists.set(key, [id]);
  else ids.push(id);
}

const evaluations = rowsPart<Evaluation, Evaluation>("evaluations", {
  all: (state) => state.evaluations.values(),
  make: (evaluation) => evaluation,
  put: (state, evaluation) => {
    state.evaluations.set(evaluation.id, evaluation);
    listed(state.evaluationsOfJob, `${evaluation.namespace}\n${evaluation.jobId}`, evaluation.id);
  },
});

const deployments = rowsPart<Deployment, Deployment>("deployments", {
  all: (state) => state.deployments.values(),
  make: (deployment) => deployment,
  put: (state, deployment) => {
    state.deployments.set(deployment.id, deployment);
    listed(state.deploymentsOfJob, `${deployment.namespace}\n${deployment.jobId}`, deployment.id);
  },
});

const leaders = rowsPart<readonly [Role, Leadership], readonly [Role, Leadership]>("leaders", {
  all: (state) => state.leaders,
  make: ([role, leadership]) => [role, { ...leadership }],
  put: (state, [role, leadership]) => state.leaders.set(role, leadership),
});

const outcomes = rowsPart<RememberedOutcome, RememberedOutcome>("outcomes", {
  all: (state) => state.outcomes.values(),
  make: (remembered) => remembered,
  put: (state, remembered) => state.outcomes.set(remembered.entryId, remembered),
});

const schedulerConfiguration = rowsPart<SchedulerConfigurationRecord, SchedulerConfigurationRecord>("scheduler-configuration", {
  all: (state) => [state.schedulerConfiguration],
  make: (configuration) => configuration,
  put: (state, configuration) => void (state.schedulerConfiguration = configuration),
});

/** After the jobs, which it counts. */
const deviceMix: TablePart = {
  table: "device-mix",
  *dump(state) {
    yield { table: "device-mix", rows: [state.deviceMix.dump()] };
  },
  restore(state, section) {
    for (const job of state.jobs.all()) state.deviceMix.set(job.key, job.stopped ? undefined : currentVersion(job).job);
    state.deviceMix.restore(rowsOf(section)[0] as DeviceMixDump);
  },
};

/** Before allocations. */
export const objectParts: readonly TablePart[] = [header, schedulerConfiguration, strings, shapes, jobs, deviceMix, nodes, lists, ...familyParts, evaluations, deployments, leaders, outcomes];
