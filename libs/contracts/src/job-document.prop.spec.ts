import fc from "fast-check";
import { expect, it } from "vitest";
import { fromDocument, toDocument } from "./documents.js";
import { readJob } from "./job-document.js";

const trap = fc.constantFrom("TaskGroups", ',"TaskGroups":[', '"', "\\", "}", "ID", "é", "__proto__");
const words = fc.oneof(trap, fc.string({ maxLength: 8 }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, words, fc.integer(), fc.constant(null), fc.array(tie("value"), { maxLength: 3 }), tie("fields")),
  fields: fc.array(fc.tuple(words, tie("value")), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
}));

it("reads what a plain reading reads, wherever the text has what it cuts by", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, value), { maxLength: 6 }), (pairs) => {
      const bytes = toDocument(Object.fromEntries(pairs));
      const read = readJob(bytes);
      expect(JSON.stringify(read)).toBe(JSON.stringify(fromDocument(bytes)));
      expect(JSON.stringify(readJob(bytes))).toBe(JSON.stringify(read));
    }),
  );
});

it("refuses what is no JSON, as a plain reading does", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, value), { maxLength: 6 }), fc.nat(), (pairs, at) => {
      const bytes = toDocument({ ID: "a", TaskGroups: [1], ...Object.fromEntries(pairs) });
      const cut = bytes.subarray(0, at % bytes.length);
      expect(() => readJob(cut)).toThrow(/./);
    }),
  );
});

it("jobs that differ in their names share the rest", () => {
  const job = (ID: string) => toDocument({ ID, Name: ID, TaskGroups: [{ Name: "g", Count: 1 }], Meta: { a: "b" } });
  const [one, other] = [readJob(job("one")), readJob(job("other"))];
  expect([one.ID, other.ID]).toEqual(["one", "other"]);
  expect(one.TaskGroups).toBe(other.TaskGroups);
});

it("keeps a bounded number of them", () => {
  const job = (n: number) => toDocument({ ID: "j", TaskGroups: [{ Name: `g${n}`, Count: 1 }] });
  const first = readJob(job(0)).TaskGroups;
  for (let n = 1; n <= 300; n++) readJob(job(n));
  expect(readJob(job(0)).TaskGroups).not.toBe(first);
  expect(readJob(job(0)).TaskGroups).toEqual(first);
});
