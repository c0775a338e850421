/**
 * Input that is made to be expensive: each of these took minutes, or all memory, with the obvious algorithm. The time
 * limit is far above what they need, for busy machines.
 */
import { describe, expect, it } from "vitest";
import { canonicalize } from "./canonicalize.js";
import { parseJobHcl } from "./parse-hcl.js";
import { parseJobJson } from "./parse-json.js";
import { formatProblems } from "./problem.js";
import { validate } from "./validate.js";

const LIMIT_MS = 60_000;
const job = (body: string) => `job "j" {\n${body}\n}`;
const task = (body: string) => job(`group "g" {\n task "t" {\n driver = "x"\n${body}\n}\n}`);

const files: readonly (readonly [name: string, text: string])[] = [
  ["unknown settings", job(Array.from({ length: 60_000 }, (_, at) => `nmae${at} = 1`).join("\n"))],
  ["unknown names in texts", task(`env {\n${Array.from({ length: 30_000 }, (_, at) => `A${at} = "\${loca.x${at}}"`).join("\n")}\n}`)],
  ["blocks in a driver's configuration", task(`config {\n${"a {}\n".repeat(150_000)}}`)],
  ["ports", task(`resources {\n network {\n dynamic_ports = [${'"a",'.repeat(200_000)}]\n}\n}`)],
  ["volumes", job(`group "g" {\n${Array.from({ length: 25_000 }, (_, at) => `volume "v${at}" {}`).join("\n")}\n}`)],
  ["groups", job('group "g" {}\n'.repeat(60_000))],
  ["secrets for many tasks", job(`${'secret "s" {}\n'.repeat(20_000)}${'task "t" {}\n'.repeat(20_000)}`)],
  ["one line of templates", `locals {\n a = <<EOT\n${"${1}".repeat(200_000)}\nEOT\n}\njob "j" {\n name = local.a\n}`],
  ["long text, read often", `locals {\n a = "${"a".repeat(900_000)}"\n}\njob "j" {\n datacenters = [for i in range(99999) : strlen(local.a)]\n}`],
  ["long number, computed often", `locals {\n a = "${"1".repeat(900_000)}"\n}\njob "j" {\n datacenters = [for i in range(99999) : try(local.a + 1, "")]\n}`],
  ["long run-time key", `locals {\n a = "${"a".repeat(900_000)}"\n}\njob "j" {\n datacenters = [for i in range(99999) : env[local.a]]\n}`],
  ["line ends to chomp", `locals {\n a = "${"\\n".repeat(300_000)}a"\n}\njob "j" {\n name = chomp(local.a)\n}`],
  ["zeros to format", `locals {\n a = "%${"0".repeat(900_000)}"\n}\njob "j" {\n name = format(local.a)\n}`],
  ["digits as duration", task(`kill_timeout = "${"1".repeat(900_000)}"`)],
  ["nested dynamic blocks", job('dynamic "group" {\n for_each = range(1000)\n labels = ["g${group.key}"]\n content {\n dynamic "task" {\n for_each = range(1000)\n labels = ["t"]\n content {}\n }\n }\n}')],
  ["an object's prototype", task('config {\n __proto__ {\n polluted = true\n }\n constructor = "x"\n}')],
];

const many = (length: number, item: unknown) => Array.from({ length }, () => item);

const bodies: readonly (readonly [name: string, body: unknown])[] = [
  ["services", { ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Services: many(200_000, {}) }] }] }],
  [
    "services and ports",
    { ID: "j", TaskGroups: [{ Name: "g", Services: many(20_000, { PortLabel: "x" }), Networks: [{ DynamicPorts: Array.from({ length: 20_000 }, (_, at) => ({ Label: `p${at}` })) }] }] },
  ],
  ["networks of tasks", { ID: "j", TaskGroups: [{ Name: "g", Networks: [{ DynamicPorts: many(20_000, { Label: "a" }) }], Tasks: many(10_000, { Resources: { Networks: [{}] } }) }] }],
  ["a service name of openings", { ID: "j", TaskGroups: [{ Name: "g", Services: [{ Name: "${".repeat(400_000) }] }] }],
  ["a version", { ID: "j", Constraints: [{ LTarget: "a", Operand: "version", RTarget: `${"1.".repeat(400_000)}!` }] }],
  ["unknown names", { ID: "j", ...Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`Nmae${at}`, 1])) }],
  ["a deep configuration", { ID: "j", TaskGroups: [{ Tasks: [{ Config: { a: Array.from({ length: 5000 }).reduce((inner) => [inner], 1) } }] }] }],
  ["an object's prototype", JSON.parse('{"ID":"j","Meta":{"__proto__":"x"},"TaskGroups":[{"Tasks":[{"Config":{"a":{"__proto__":{"polluted":true}}}}]}]}')],
  ["spread targets", { ID: "j", Spreads: [{ Attribute: "a", SpreadTarget: Array.from({ length: 20_000 }, (_, at) => ({ Value: `${at}` })) }] }],
];

describe("hostile input", () => {
  it.each(files)("answers to %s in a file", (_, text) => {
    const result = parseJobHcl(text);
    if (result.ok) expect(formatProblems(validate(canonicalize(result.job))).length).toBeLessThan(1_000_000);
    else expect(result.errors.length).toBeLessThanOrEqual(50);
    expect(({} as Readonly<Record<string, unknown>>)["polluted"]).toBeUndefined();
  }, LIMIT_MS);

  it.each(bodies)("answers to %s in JSON", (_, body) => {
    const result = parseJobJson(body);
    if (result.ok) expect(validate(canonicalize(result.job)).length).toBeLessThanOrEqual(200);
    else expect(result.errors.length).toBeLessThanOrEqual(50);
    expect(({} as Readonly<Record<string, unknown>>)["polluted"]).toBeUndefined();
  }, LIMIT_MS);
});
