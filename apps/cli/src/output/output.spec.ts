import { describe, expect, it } from "vitest";
import type { AllocationMetricAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { JobDiff } from "@berth/core/api/schema/job-answers";
import { columns, keyValues } from "./columns.js";
import { diffLines } from "./job-diff.js";
import { failureLines } from "./placement-failure.js";
import { ageText, durationText, sizeText, timeOfText, timeText } from "./words.js";

describe("tables", () => {
  it("are aligned, two spaces apart, without spaces at the end", () => {
    expect(columns([["ID", "Name", "X"], ["a", "longer", ""], ["abc", "b", "c"]])).toEqual(["ID   Name    X", "a    longer", "abc  b       c"]);
  });

  it("give colours no width", () => {
    expect(columns([["\u001b[32mok\u001b[0m", "x"], ["long", "y"]])).toEqual(["\u001b[32mok\u001b[0m    x", "long  y"]);
  });

  it("of keys and values say <none> for nothing", () => {
    expect(keyValues([["ID", "x"], ["Node Pool", ""]])).toEqual(["ID        = x", "Node Pool = <none>"]);
  });
});

describe("words", () => {
  it.each([
    [0, "0s"],
    [999, "1s"],
    [71_000, "1m11s"],
    [3_600_000, "1h"],
    [7_380_000, "2h3m"],
    [90_061_000, "1d1h"],
    [-5, "0s"],
  ])("%d ms are %s", (ms, text) => expect(durationText(ms)).toBe(text));

  it("say how long ago, and N/A for never", () => {
    expect(ageText(1_000_000_000_000, 1_003_000)).toBe("3s ago");
    expect(ageText(0, 1_003_000)).toBe("N/A");
    expect(timeOfText("0001-01-01T00:00:00Z")).toBe("N/A");
    expect(timeOfText(null)).toBe("N/A");
    expect(timeText(1_795_400_865_418)).toBe("2026-11-23T02:27:45Z");
  });

  it.each([[128, "128 MiB"], [1_024, "1 GiB"], [1_843, "1.8 GiB"], [24_000, "23 GiB"]])("%d MB are %s", (mb, text) => expect(sizeText(mb)).toBe(text));
});

const metric: AllocationMetricAnswer = {
  NodesEvaluated: 3,
  NodesFiltered: 1,
  NodesInPool: 3,
  NodePool: "default",
  NodesAvailable: { dc1: 3, dc2: 0 },
  ClassFiltered: null,
  ConstraintFiltered: { "missing drivers": 1 },
  NodesExhausted: 2,
  ClassExhausted: { small: 2 },
  DimensionExhausted: { memory: 2 },
  QuotaExhausted: null,
  ResourcesExhausted: null,
  ClosestShortfall: { memory: 200 },
  Scores: null,
  ScoreMetaData: null,
  AllocationTime: 0,
  CoalescedFailures: 1,
};

it("says why something is not placed, and how close the closest node came", () => {
  expect(failureLines({ web: metric }, true)).toEqual([
    'Task Group "web" (failed to place 2 allocations):',
    '  * No nodes are available in datacenter "dc2"',
    '  * Constraint "missing drivers": 1 node excluded by filter',
    "  * Resources exhausted on 2 nodes",
    '  * Class "small" exhausted on 2 nodes',
    '  * Dimension "memory" exhausted on 2 nodes',
    "  * Closest node needs 200 MB more memory",
  ]);
});

const field = (Name: string, Old: string, New: string, Type = "Edited") => ({ Type, Name, Old, New, Annotations: null });

/** nomad.md's recorded plan of a changed count and changed resources. */
const diff: JobDiff = {
  Type: "Edited",
  ID: "simple",
  Fields: null,
  Objects: null,
  TaskGroups: [
    {
      Type: "Edited",
      Name: "simple",
      Fields: [{ ...field("Count", "1", "2"), Annotations: ["forces create"] }],
      Objects: null,
      Updates: { ignore: 1, create: 1 },
      Tasks: [
        {
          Type: "Edited",
          Name: "simple",
          Annotations: ["forces create/destroy update"],
          Fields: null,
          Objects: [{ Type: "Edited", Name: "Resources", Objects: [], Fields: [field("CPU", "20", "30"), field("Cores", "0", "0", "None")] }],
        },
      ],
    },
  ],
};

it("prints a difference as Nomad does", () => {
  expect(diffLines(diff, { verbose: false })).toEqual([
    '+/- Job: "simple"',
    '+/- Task Group: "simple" (1 create, 1 ignore)',
    '  +/- Count: "1" => "2" (forces create)',
    '  +/- Task: "simple" (forces create/destroy update)',
    "    +/- Resources {",
    '      +/- CPU:   "20" => "30"',
    '          Cores: "0"',
    "        }",
  ]);
});

it("shows only the head of what is added as a whole", () => {
  const added: JobDiff = { ...diff, Type: "Added", TaskGroups: [{ ...diff.TaskGroups![0]!, Type: "Added", Updates: { create: 1 }, Tasks: [{ ...diff.TaskGroups![0]!.Tasks![0]!, Type: "Added", Annotations: ["forces create"] }] }] };
  expect(diffLines(added, { verbose: false })).toEqual(['+ Job: "simple"', '+ Task Group: "simple" (1 create)', '  + Task: "simple" (forces create)']);
});
