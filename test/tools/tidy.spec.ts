import { describe, expect, it } from "vitest";
import { tidy, tidyDecisionRecords } from "../../tools/tidy-rules.mjs";

interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

function found(path: string, text: string): readonly string[] {
  return (tidy({ path, text }, ["packages.example.org"]) as readonly Finding[]).map((finding) => `${finding.line}: ${finding.message}`);
}

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const mark = ["TO", "DO"].join("");

describe("tidy", () => {
  it("accepts a small, well named file", () => {
    expect(found("libs/nats/src/log-tail.ts", "export const a = 1;\n")).toEqual([]);
  });

  it.each([
    ["default export", "export default 1;\n", /^1: default export/],
    ["barrel", 'export * from "./a.js";\n', /^1: export \*/],
    ["any", "const a = 1;\nexport const b = a as any;\n", /^2: any/],
    ["enum", "export enum A { B }\n", /^1: enum/],
    ["suppressed type error", "// @ts-expect-error wrong\nexport const a: string = 1;\n", /^1: switches the type checker off/],
    ["lint rule off without a reason", "// oxlint-disable-next-line no-var\nvar a = 1;\n", /^1: a lint rule/],
    ["bad class name", "export class NodeManager {}\n", /^1: NodeManager/],
    ["unfinished mark", `// ${mark}: later\n`, /finish it/],
    ["machine path", `const a = "/${"home"}/someone/x";\n`, /a path of one machine/],
    ["mirror host", 'const a = "http://packages.example.org/debian";\n', /the host of a package mirror/],
    ["syntax error", "export const = 1;\n", /does not parse/],
  ])("refuses %s", (_name, text, message) => {
    expect(found("libs/nats/src/log-tail.ts", text).join("\n")).toMatch(message);
  });

  it("allows the default export where a program asks for it", () => {
    expect(found("apps/console/vite.config.ts", "export default {};\n")).toEqual([]);
  });

  it("counts the lines of files", () => {
    expect(found("libs/nats/src/a.ts", lines(400, "// x"))).toEqual([]);
    expect(found("libs/nats/src/a.ts", lines(401, "// x"))[0]).toMatch(/401 lines, at most 400/);
  });

  it("counts the lines of functions, unless a spine says why", () => {
    const long = `export function f(): void {\n${lines(70, "  g();")}}\n`;
    expect(found("libs/nats/src/a.ts", long)[0]).toMatch(/a function of 72 lines/);
    expect(found("libs/nats/src/a.ts", `// spine: one state machine\n${long}`)).toEqual([]);
    const inner = `export class A {\n  run = () => {\n${lines(70, "    g();")}  };\n}\n`;
    expect(found("libs/nats/src/a.ts", inner)[0]).toMatch(/a function of 72 lines/);
  });

  it("lets a describe be long, but not a test in it", () => {
    const suite = `describe("a", () => {\n${lines(80, '  it("b", () => {});')}});\n`;
    expect(found("libs/nats/src/a.spec.ts", suite)).toEqual([]);
    const test = `it("a", () => {\n${lines(80, "  g();")}});\n`;
    expect(found("libs/nats/src/a.spec.ts", test)).toHaveLength(1);
  });

  it.each(["it.skip", "it.only", "describe.only", "it.todo"])("refuses %s in a spec", (call) => {
    expect(found("libs/nats/src/a.spec.ts", `${call}("a", () => {});\n`)).toHaveLength(1);
  });

  it.each(["LogTail.ts", "log_tail.ts", "log-utils.ts", "Log-tail.ts"])("refuses the file name %s", (name) => {
    expect(found(`libs/nats/src/${name}`, "export const a = 1;\n").length).toBeGreaterThan(0);
  });

  it("wants core files to open with a comment and to be pure", () => {
    expect(found("libs/core/src/a.ts", "export const a = 1;\n")[0]).toMatch(/opens with a comment/);
    expect(found("libs/core/src/a.ts", "// Decides a.\nexport const a = 1;\n")).toEqual([]);
    expect(found("libs/core/src/a.ts", "// Decides a.\nexport const a = Date.now();\n")[0]).toMatch(/Date.now in core/);
    expect(found("libs/core/src/a.ts", "// Decides a.\nexport const a = new Date();\n")[0]).toMatch(/time is an argument/);
    expect(found("libs/core/src/a.ts", "// Decides a.\nexport const a = new Date(0);\n")).toEqual([]);
  });

  it("wants decision records numbered without gaps", () => {
    const record = (path: string): { path: string; text: string } => ({ path, text: "# A decision\n" });
    expect(tidyDecisionRecords([record("docs/adr/0001-a.md"), record("docs/adr/0002-b.md")])).toEqual([]);
    expect(tidyDecisionRecords([record("docs/adr/0001-a.md"), record("docs/adr/0003-b.md")])).toHaveLength(1);
    expect(tidyDecisionRecords([record("docs/adr/notes.md")])).toHaveLength(1);
  });
});
