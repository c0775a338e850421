// Allocations in a snapshot: the rows as they lie in memory, and what they name. Row numbers, list links and free rows
// come back as they were, so that a restored replica goes on exactly as one that never stopped.
import { pageWords } from "../allocation-rows.js";
import type { StoredExtras } from "../allocation-extras.js";
import { Birth, type BirthPlace } from "../birth.js";
import type { Cohort, CohortPorts } from "../cohort.js";
import { summaryOf } from "../job-table.js";
import type { State } from "../state.js";
import { type Numbers, type Section, type TablePart, numbersOf, rowsOf, rowsPart } from "./section.js";

interface BirthRow extends BirthPlace {
  readonly live: number;
  readonly expected: number;
  readonly rows: readonly number[] | null;
  readonly numbers: readonly number[] | null;
}

function* allBirths({ allocations }: State): Generator<Birth> {
  for (const ofEpoch of allocations.births.values()) yield* ofEpoch.values();
}

const births = rowsPart<Birth, BirthRow>("births", {
  all: allBirths,
  make: ({ epoch, ordinal, index, timeMs, firstRow, live, expected, rows, numbers }) => ({
    ...{ epoch, ordinal, index, timeMs, firstRow, live, expected },
    rows: rows === undefined ? null : [...rows],
    numbers: numbers === undefined ? null : [...numbers],
  }),
  put: ({ allocations }, row) => {
    const birth = new Birth(row);
    birth.restore({
      live: row.live,
      expected: row.expected,
      rows: row.rows === null ? undefined : Int32Array.from(row.rows),
      numbers: row.numbers === null ? undefined : Int32Array.from(row.numbers),
    });
    allocations.adoptBirth(birth);
  },
});

interface CohortRow extends Omit<Cohort, "birth" | "job" | "summary" | "ports" | "evaluationId" | "deploymentId"> {
  readonly epoch: number;
  readonly ordinal: number;
  readonly job: number;
  readonly ports: (Omit<CohortPorts, "values"> & { readonly values: readonly number[] }) | null;
}

const cohorts = rowsPart<Cohort, CohortRow>("cohorts", {
  all: ({ allocations }) => allocations.cohorts.filter((cohort) => cohort !== undefined),
  make: ({ birth, job, summary: _summary, ports, evaluationId: _evaluation, deploymentId: _deployment, ...rest }) => ({
    ...rest,
    epoch: birth.epoch,
    ordinal: birth.ordinal,
    job: job.row,
    ports: ports === undefined ? null : { ...ports, values: [...ports.values] },
  }),
  put: (state, { epoch, ordinal, ports, ...row }) => {
    const { allocations, strings } = state;
    const job = state.jobs.at(row.job)!;
    allocations.cohorts[row.id] = {
      ...row,
      job,
      birth: allocations.births.get(epoch)!.get(ordinal)!,
      summary: summaryOf(job, row.group),
      evaluationId: strings.text(row.evaluationText),
      deploymentId: strings.text(row.deploymentText),
      ports: ports === null ? undefined : { ...ports, values: Uint16Array.from(ports.values) },
    };
  },
});

/** The used part of each page. */
const pages: TablePart = {
  table: "allocations",
  *dump({ allocations }): Generator<Section> {
    const used = allocations.rowLimit * (pageWords / allocations.rows.pageRows);
    for (const [n, page] of allocations.rows.pages.entries())
      yield { table: "allocations", numbers: page.subarray(0, Math.min(pageWords, used - n * pageWords)) };
  },
  restore({ allocations }, section) {
    allocations.rows.adopt(numbersOf(section) as Int32Array<ArrayBuffer>);
  },
};

const counters: TablePart = {
  table: "allocation-counters",
  *dump({ allocations }) {
    yield { table: "allocation-counters", rows: [allocations.counters(), allocations.freeCohorts] };
  },
  restore({ allocations }, section) {
    const [counted, freeCohorts] = rowsOf(section) as [ReturnType<typeof allocations.counters>, readonly number[]];
    allocations.restoreCounters(counted);
    allocations.freeCohorts.push(...freeCohorts);
    // Ids that are free at the end of the list have no cohort to make room for them.
    for (const id of freeCohorts) allocations.cohorts[id] = undefined;
  },
};

/** One column after another: indexes, times, holders, then the free ones; the current one first of all. */
const moments: TablePart = {
  table: "moments",
  *dump({ allocations }) {
    const { indexes, timesMs, holders, free, current } = allocations.moments.dump();
    const numbers = new Float64Array(2 + 3 * indexes.length + free.length);
    numbers.set([current, indexes.length]);
    let at = 2;
    for (const column of [indexes, timesMs, holders, free]) {
      numbers.set(column, at);
      at += column.length;
    }
    yield { table: "moments", numbers };
  },
  restore({ allocations }, section) {
    const numbers = numbersOf(section);
    const [current, used] = [numbers[0]!, numbers[1]!];
    const column = (n: number): Numbers => numbers.subarray(2 + n * used, n === 3 ? undefined : 2 + (n + 1) * used);
    allocations.moments.restore({
      current,
      indexes: Float64Array.from(column(0)),
      timesMs: Float64Array.from(column(1)),
      holders: Int32Array.from(column(2)),
      free: Int32Array.from(column(3)),
    });
  },
};

const extras = rowsPart<readonly [number, StoredExtras], readonly [number, StoredExtras]>("extras", {
  all: ({ allocations }) => allocations.extras.stored,
  make: ([row, stored]) => [row, { ...stored }],
  put: ({ allocations }, [row, stored]) => allocations.extras.stored.set(row, stored),
});

const taskStates: TablePart = {
  table: "task-states",
  *dump({ allocations }): Generator<Section> {
    const { pages: times, ...patterns } = allocations.taskStates.dump();
    yield { table: "task-states", rows: [patterns] };
    for (const numbers of times) yield { table: "task-states", numbers };
  },
  restore({ allocations }, section) {
    if ("numbers" in section) allocations.taskStates.times.restorePage(section.numbers as Int32Array);
    else allocations.taskStates.restore(section.rows[0] as Parameters<typeof allocations.taskStates.restore>[0]);
  },
};

/** Where nearly all bytes of a large state are. */
export const columnParts: readonly TablePart[] = [pages, taskStates];

/** After jobs and nodes. */
export const allocationParts: readonly TablePart[] = [births, cohorts, pages, counters, moments, extras, taskStates];
