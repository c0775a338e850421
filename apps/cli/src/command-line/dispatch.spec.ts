import { describe, expect, it } from "vitest";
import { ApiError, ConnectionError } from "@berth/client/api-error";
import { terminalForTest } from "../testing/terminal-for-test.js";
import { type Call, type Command, CommandFailure } from "./command.js";
import { commands } from "./commands.js";
import { dispatch } from "./dispatch.js";

const never = new AbortController().signal;

async function berth(line: string, { table = commands, env = {} }: { readonly table?: readonly Command[]; readonly env?: NodeJS.ProcessEnv } = {}) {
  const terminal = terminalForTest();
  const words = line === "" ? [] : line.split(" ");
  const code = await dispatch({ words, env, signal: never, terminal }, table);
  return { code, out: terminal.outLines.join("\n"), err: terminal.errLines.join("\n") };
}

describe("the table of commands", () => {
  it.each(commands.map((command) => [command.name, command] as const))("%s has code, and help that names its flags", async (name, command) => {
    expect(typeof (await command.load()).run).toBe("function");
    const { code, out } = await berth(`${name} -help`);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: berth ${name}`);
    expect(out).toContain(command.summary);
    for (const flag of command.flags) expect(out).toContain(`  -${flag.name}`);
  });

  it("has no name twice, and no flag twice in a command", () => {
    expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length);
    for (const command of commands) {
      const flags = command.flags.flatMap((flag) => [flag.name, ...(flag.alias === undefined ? [] : [flag.alias])]);
      expect(new Set(flags).size, command.name).toBe(flags.length);
    }
  });

  it("is listed whole by berth -help", async () => {
    const { code, out } = await berth("--help");
    expect(code).toBe(0);
    for (const command of commands) expect(out).toContain(`  ${command.name}`);
  });
});

it.each([
  ["job statsu", 'unknown command "job statsu"; did you mean "job status"?'],
  ["jbo status", 'unknown command "jbo"; did you mean "job"?'],
  ["stats", 'unknown command "stats"; did you mean "status"?'],
  ["qqqqqqqq", 'unknown command "qqqqqqqq"'],
  ["job run", "This command takes one argument: FILE|-"],
  ["version now", "This command takes no arguments"],
  ["job status a b", "This command takes at most one argument: [ID]"],
  ["job status -vrebose", 'unknown flag -vrebose; did you mean "-verbose"?'],
])("%s is explained", async (line, message) => {
  const { code, err } = await berth(line);
  expect(code).toBe(1);
  expect(err).toContain(message);
});

it("lists a group's commands", async () => {
  const { code, out } = await berth("node -help");
  expect(code).toBe(0);
  expect(out).toContain("node eligibility");
  expect(out).not.toContain("job run");
});

function failing(error: unknown, extra: Partial<Command> = {}): readonly Command[] {
  const run = async (_call: Call): Promise<number> => {
    throw error;
  };
  const load = async () => ({ run });
  return [{ name: "try", usage: "", summary: "", flags: [], args: { min: 0, max: 0 }, talks: true, load, ...extra }];
}

describe("a failure becomes a sentence and an exit code", () => {
  it("an expected failure, as it is", async () => {
    expect(await berth("try", { table: failing(new CommandFailure("Job not updated")) })).toEqual({ code: 1, out: "", err: "Job not updated" });
  });

  it("no server: which one, and how to start one", async () => {
    const cause = new Error("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
    const error = new ConnectionError("http://127.0.0.1:9", { cause });
    const { err } = await berth("try", { table: failing(error), env: { NOMAD_ADDR: "http://127.0.0.1:9" } });
    expect(err).toContain("cannot reach Berth at http://127.0.0.1:9: is it running? start one with ./berth dev");
  });

  it("the server's own sentence", async () => {
    expect((await berth("try", { table: failing(new ApiError(500, "node not found", "GET /v1/node/x")) })).err).toBe("Error: node not found (status 500)");
  });

  it("with the exit code that the command says", async () => {
    expect((await berth("try", { table: failing(new CommandFailure("no"), { errorCode: 255 }) })).code).toBe(255);
  });
});
