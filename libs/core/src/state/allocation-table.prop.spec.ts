import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocationId } from "./allocation-id.js";
import { AllocationTable, none } from "./allocation-table.js";
import { type JobRecord, JobTable } from "./job-table.js";

/** One entry's placements with gaps (skipped ones), then removals of some that are there. */
interface Step {
  readonly epoch: number;
  readonly gaps: readonly boolean[];
  readonly removals: readonly number[];
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    epoch: fc.integer({ min: 1, max: 2 }),
    gaps: fc.array(fc.constantFrom(false, false, false, true), { maxLength: 80 }),
    removals: fc.array(fc.nat(1_000), { maxLength: 90 }),
  }),
  { maxLength: 25 },
);

class Model {
  readonly table = new AllocationTable();
  /** Row and description by id. */
  readonly rows = new Map<string, { readonly row: number; readonly nameIndex: number; readonly index: number }>();
  readonly removed = new Set<string>();
  private readonly job: JobRecord = new JobTable().insert("default", "j", 1);
  private ordinal = 0;

  place({ epoch, gaps }: Step, index: number): void {
    const { table } = this;
    const ordinal = ++this.ordinal;
    const birth = table.birth(epoch, ordinal, { index, timeMs: index * 10 });
    birth.expected = gaps.length;
    const shared = { job: this.job, jobVersion: 0, group: "g", shape: 0, evaluationId: `e${index}`, deploymentId: "", trace: "" };
    if (gaps.includes(false)) {
      const cohort = table.openCohort(birth, { ...shared, firstNumber: 0, ports: undefined });
      for (const [number, isGap] of gaps.entries()) {
        if (isGap) continue;
        const row = table.insert(cohort, number, number * 3);
        this.rows.set(allocationId(epoch, ordinal, number), { row, nameIndex: number * 3, index });
      }
    }
    table.closeBirth(birth);
  }

  remove(nth: number): void {
    const ids = [...this.rows.keys()];
    const id = ids[nth % Math.max(1, ids.length)];
    if (id === undefined) return;
    this.table.remove(this.rows.get(id)!.row);
    this.rows.delete(id);
    this.removed.add(id);
  }

  check(): void {
    const { table } = this;
    expect(table.size).toBe(this.rows.size);
    for (const id of this.removed) expect(table.rowOf(id)).toBe(none);
    for (const [id, { row, nameIndex, index }] of this.rows) {
      expect(table.rowOf(id)).toBe(row);
      expect(table.idOf(row)).toBe(id);
      expect([table.nameIndex.get(row), table.createIndex.get(row), table.modifyIndex.get(row)]).toEqual([nameIndex, index, index]);
      expect(table.createdAtMs.get(row)).toBe(index * 10);
    }
  }
}

describe("the table of allocations", () => {
  it("finds what a map would find, whatever was placed, skipped, removed and placed again", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const model = new Model();
        for (const [i, step] of taken.entries()) {
          model.place(step, i + 1);
          for (const nth of step.removals) model.remove(nth);
          model.check();
        }
        for (let n = model.rows.size; n > 0; n--) model.remove(0);
        expect(model.table.births.size).toBe(0);
        expect(model.table.cohorts.every((cohort) => cohort === undefined)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
