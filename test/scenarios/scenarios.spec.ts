// The scenarios: how jobs live, as text. Each runs on a whole cluster of the real loops, in virtual time and without faults.
//
// Whatever the chance (SCENARIO_SEED=2), the text is the same: times are chosen so that nothing is close to a step's end.
//
//   UPDATE=1 npx vitest run test/scenarios     writes what is printed into the files; look at the difference before you keep it
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { play } from "./runner/play.ts";
import { readScript, writeScript } from "./runner/script.ts";

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".txt")).sort();
const only = process.env["SCENARIO"];

describe("scenarios", () => {
  it.each(files.filter((file) => only === undefined || file.includes(only)))("%s", { timeout: 120_000 }, async (file) => {
    const path = join(root, file);
    const text = readFileSync(path, "utf8");
    const script = readScript(text);
    expect(script.title, `${file} begins with a remark that says what it shows`).not.toBe("");
    const played = writeScript(script, await play(script));
    if (process.env["UPDATE"] === "1") writeFileSync(path, played);
    else expect(played).toBe(text);
  });

  it("docs/features.md names scenarios that are there, and each of them", () => {
    const page = readFileSync(join(root, "../../docs/features.md"), "utf8");
    const named = [...page.matchAll(/`([\w-]+\/[\w-]+)`/g)].map(([, name]) => name!);
    const there = files.map((file) => relative(root, join(root, file)).replaceAll("\\", "/").replace(/\.txt$/, ""));
    expect(named.filter((name) => !there.includes(name))).toEqual([]);
    expect(there.filter((name) => !named.includes(name))).toEqual([]);
  });
});
