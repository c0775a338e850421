import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { FilterError } from "./expression.js";
import { filterOf } from "./filter.js";
import { parseFilter } from "./parse.js";

const schema = z.looseObject({ ID: z.string(), Priority: z.int(), Stop: z.boolean(), Meta: z.unknown(), Datacenters: z.unknown(), Periodic: z.unknown(), NextEval: z.unknown(), TaskGroups: z.unknown() });
const datum = {
  ID: "web-1",
  Priority: 50,
  Stop: false,
  Meta: { team: "search", "a key": "b" },
  Datacenters: ["dc1", "dc2"],
  Periodic: null,
  TaskGroups: [{ Name: "api", Count: 2 }, { Name: "worker", Count: 0 }],
};
const fits = (source: string): boolean => filterOf(source, schema)(datum);

describe("filters", () => {
  it.each([
    ['ID == "web-1"', true],
    ["ID == web-1", true],
    ['ID != "web-1"', false],
    ["ID == `web-1`", true],
    ["Priority == 50 and Stop == false", true],
    ["Priority > 50", false],
    ["Priority >= 50 and Priority < 51 and Priority <= 50", true],
    ["Stop == true or Priority == 50", true],
    ["Stop == true or Priority == 50 and ID == x", false],
    ["not Stop == true", true],
    ["not (Stop == false or ID == x)", false],
    ['Meta.team == "search"', true],
    ['Meta["a key"] == b', true],
    ['"/Meta/team" == search', true],
    ['Meta.nobody == ""', false],
    ['Meta.nobody != "x"', true],
    ["team in Meta", true],
    ['"dc1" in Datacenters', true],
    ["dc3 not in Datacenters", true],
    ["Datacenters contains dc2", true],
    ["Datacenters not contains dc2", false],
    ["Meta contains team", true],
    ["ID contains eb", true],
    ['ID matches "^web-[0-9]+$"', true],
    ["ID not matches `^x`", true],
    ["Periodic is nil", true],
    ["Periodic is not nil", false],
    ["Periodic is empty", true],
    ["Meta is not empty and Datacenters is not empty", true],
    ['NextEval == ""', true],
    ["TaskGroups.0.Count == 2", true],
    ["any TaskGroups as g { g.Count == 0 }", true],
    ["all TaskGroups as g { g.Count == 0 }", false],
    ["any Meta as k { k == team }", true],
    ["any Meta as k, v { v == search }", true],
    ["any TaskGroups as i, g { i == 1 and g.Name == worker }", true],
  ])("%s is %s", (source, expected) => expect(fits(source)).toBe(expected));

  it.each([
    ["", "1:1: expected a name, found the end"],
    ["ID", "1:3: expected a comparison"],
    ["ID ==", "1:6: expected a value, found the end"],
    ['ID == "web', "1:7: this text has no end"],
    ["ID == a b", '1:9: expected "and", "or" or the end, found "b"'],
    ["(ID == a", '1:9: expected ")"'],
    ["ID ~ a", '1:4: nothing begins with "~"'],
    ["id == a", '1:1: there is no field "id" here; did you mean "ID"?'],
    ["Priority == high", '1:1: "high" is compared with a number'],
    ["Priority is empty", "1:1: Priority cannot be empty"],
    ["Datacenters == a", "1:1: Datacenters is a list"],
    ["ID matches `[`", "1:12: this pattern does not compile"],
    ["ID matches `(a+)+$`", "1:12: this pattern repeats a repetition"],
    [`${"(".repeat(200)}ID == a`, "more than 100 nested"],
  ])("%s is refused with its place", (source, message) => {
    expect(() => fits(source)).toThrow(FilterError);
    expect(() => fits(source)).toThrow(message);
  });

  it("whatever is written is read or refused with a place, never thrown otherwise", () => {
    const parts = fc.constantFrom("ID", "Meta", ".", "[", "]", '"a"', "`", '"', "==", "!=", "in", "not", "is", "nil", "empty", "and", "or", "(", ")", "any", "as", "{", "}", ",", "5", " ", "é", "\\");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (words) => {
        try {
          parseFilter(words.join(" "));
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
