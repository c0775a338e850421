/** Whatever comes in, the readers answer, never throw, and what they accept survives the whole way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "../hcl/duration.js";
import { jobSchema } from "../model/job.js";
import { canonicalize } from "./canonicalize.js";
import { parseJobHcl } from "./parse-hcl.js";
import { parseJobJson } from "./parse-json.js";
import { formatProblems } from "./problem.js";
import { sameSpec } from "./spec-change.js";
import { validate } from "./validate.js";

const FILE = `variable "n" {
  type    = number
  default = 2
}
locals { tags = [for t in ["a", "b"] : upper(t)] }
# comment
job "web" {
  datacenters = ["dc1"] /* more */
  update { max_parallel = 1 }
  dynamic "group" {
    for_each = range(var.n)
    labels   = ["g\${group.value}"]
    content {
      count = group.value == 0 ? 1 : 2
      network { port "http" { to = 80 } }
      task "t" {
        driver = "docker"
        config {
          image = "x:\${local.tags[0]}"
          args  = ["-e", <<-EOT
            line %{ if var.n > 1 }many%{ else }one%{ endif }
            \${NOMAD_PORT_http}
            EOT
          ]
        }
        service {
          name = "s-\${group.value}"
          port = "http"
          check {
            type     = "http"
            path     = "/health"
            interval = "10s"
            timeout  = "2s"
          }
        }
      }
    }
  }
}
`;

/** Reads it the whole way; what is accepted must be canonical, stable and printable. */
function readAll(text: string): void {
  const result = parseJobHcl(text);
  if (!result.ok) {
    expect(result.errors.length).toBeGreaterThan(0);
    for (const error of result.errors) {
      expect(error.line).toBeGreaterThan(0);
      expect(error.column).toBeGreaterThan(0);
      expect(error.message).toMatch(/^input\.hcl:\d+,\d+/);
    }
    return;
  }
  const job = canonicalize(result.job);
  const problems = validate(job);
  expect(typeof formatProblems(problems)).toBe("string");
  if (problems.length > 0) return;
  expect(jobSchema.safeParse(job).error).toBeUndefined();
  const again = parseJobJson(JSON.parse(JSON.stringify(job)));
  expect(again.ok && sameSpec(canonicalize(again.job), job)).toBe(true);
}

const PIECES = ["${", "%{", "}", "{", '"', "<<EOT\n", "[", "]", "(", ")", "*", ".", "=", "\n", "\\", "dynamic", "for", "...", "\u0000", "é", "😀", "/*", "~}", "1e309", "__proto__", "constructor", "null"];

describe("readers of job files", () => {
  it("accepts the file the mutations start from", () => {
    const result = parseJobHcl(FILE);
    expect(result.ok && validate(canonicalize(result.job))).toEqual([]);
  });

  it("never throws on random text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), readAll), { numRuns: 500 });
  });

  it("never throws on random tokens", () => {
    const tokens = fc.array(fc.constantFrom(...PIECES, "a", "job", "1", " "), { maxLength: 60 });
    fc.assert(fc.property(tokens, (parts) => readAll(parts.join(""))), { numRuns: 1000 });
  });

  it("never throws on damaged files", () => {
    const damage = fc.record({
      at: fc.nat(FILE.length),
      removed: fc.nat(40),
      inserted: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 }), fc.nat(FILE.length).map((at) => FILE.slice(at, at + 60))),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        readAll(damages.reduce((text, each) => text.slice(0, each.at) + each.inserted + text.slice(each.at + each.removed), FILE));
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws on random JSON, also in the shape of a job", () => {
    const keys = fc.constantFrom("ID", "TaskGroups", "Tasks", "Name", "Count", "Update", "Meta", "Services", "Type", "__proto__", "x");
    const jobLike = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.jsonValue({ maxDepth: 2 }), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(keys, tie("value"), { maxKeys: 5 })),
    })).value;
    fc.assert(
      fc.property(jobLike, (value) => {
        const result = parseJobJson(value);
        if (result.ok) formatProblems(validate(canonicalize(result.job)));
      }),
      { numRuns: 1000 },
    );
  });

  it("reads every text it is given in quotes back", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((each) => !/\p{Cc}|\ufffd/u.test(each));
    fc.assert(
      fc.property(text, (value) => {
        const quoted = JSON.stringify(value).replace(/[$%]\{/g, (sign) => `${sign[0]}${sign}`).replaceAll("\\/", "/");
        const result = parseJobHcl(`job "j" {\n name = ${quoted}\n}`);
        expect(result.ok && result.job.Name).toBe(value.replace(/([$%])\1\{/g, "$1$1{"));
      }),
    );
  });

  it("prints durations as it reads them", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom(1, 1_000, 1_000_000, 1_000_000_000), (amount, unit) => {
      expect(parseDuration(formatDuration(amount * unit))).toBe(amount * unit);
    }));
  });
});
