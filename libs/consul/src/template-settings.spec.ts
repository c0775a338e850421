import { expect, it } from "vitest";
import { readTemplateSettings } from "./template-settings.js";

const plain = { source: "a.ctmpl", destination: "a.cfg" };

it("fills in what is not said", () => {
  expect(readTemplateSettings([plain])).toEqual([
    {
      file: { source: "a.ctmpl", destination: "a.cfg", mode: 0o644, commandTimeoutMs: 30_000, reload: { kind: "none" } },
      times: { quietMs: 100, quietMaxMs: 1_000, holdMs: 10_000 },
      distinctNodes: true,
    },
  ]);
});

it("takes a check and a signal or a command", () => {
  const check = ["haproxy", "-c", "-f", "{file}"];
  const [signalled] = readTemplateSettings([{ ...plain, check, signal: "SIGUSR2", pid_file: "/run/haproxy.pid" }]);
  expect(signalled?.file).toMatchObject({ check, reload: { kind: "signal", signal: "SIGUSR2", pidFile: "/run/haproxy.pid" } });
  const [commanded] = readTemplateSettings([{ ...plain, command: ["reload"], perms: "600", wait: { min_ms: 5, max_ms: 5 } }]);
  expect(commanded).toMatchObject({ file: { mode: 0o600, reload: { kind: "command", command: ["reload"] } }, times: { quietMs: 5, quietMaxMs: 5 } });
});

it.each([
  ["a text", "nothing", "templates: "],
  ["no destination", [{ source: "a" }], "templates[0].destination: "],
  ["an unknown field", [plain, { ...plain, sauce: "b" }], 'templates[1]: Unrecognized key: "sauce"'],
  ["a shell line", [{ ...plain, command: "reload it" }], "templates[0].command: "],
  ["no such signal", [{ ...plain, signal: "SIGNOPE", pid_file: "p" }], "templates[0].signal: is no signal, such as SIGUSR2 or SIGHUP"],
  ["a signal to nobody", [{ ...plain, signal: "SIGHUP" }], "signal and pid_file are given together or not at all"],
  ["a signal and a command", [{ ...plain, signal: "SIGHUP", pid_file: "p", command: ["x"] }], "give command or signal, not both"],
  ["wrong permissions", [{ ...plain, perms: "rw" }], 'templates[0].perms: is written in octal, such as "0644"'],
  ["times upside down", [{ ...plain, wait: { min_ms: 5_000 } }], "wait: min_ms is more than max_ms"],
  ["one file twice", [plain, { ...plain, source: "b" }], "templates: two of them write a.cfg"],
])("refuses %s", (_why, given, says) => {
  expect(() => readTemplateSettings(given)).toThrow(says);
});
