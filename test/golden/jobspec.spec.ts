/**
 * Compares with recorded conversations of a real Nomad, where they are at hand: BERTH_GOLDEN_DIR, else ../shared/golden
 * beside the repository. Also runs our own examples and, where it is there, the seed's job file.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { jobSchema } from "@berth/core/model/job";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import { parseJobJson } from "@berth/core/jobspec/parse-json";
import { formatProblems } from "@berth/core/jobspec/problem";
import { validate } from "@berth/core/jobspec/validate";

const root = fileURLToPath(new URL("../../", import.meta.url));
const goldenDir = process.env["BERTH_GOLDEN_DIR"] ?? `${root}../shared/golden`;
const hasGolden = existsSync(goldenDir);
if (!hasGolden) console.log(`golden conversations: skipped, there is no such directory (set BERTH_GOLDEN_DIR)`);
const seedFile = `${root}../shared/seed/my-service.hcl`;

interface Exchange {
  readonly name: string;
  readonly request: { readonly path: string; readonly method: string; readonly body: Readonly<Record<string, unknown>> | null };
  readonly response: { readonly status: number; readonly body: unknown };
}

function exchanges(select: (exchange: Exchange) => boolean): readonly Exchange[] {
  if (!hasGolden) return [];
  return readdirSync(goldenDir)
    .filter((scenario) => /^\d\d-/.test(scenario))
    .flatMap((scenario) => readdirSync(`${goldenDir}/${scenario}`).map((file) => `${scenario}/${file}`))
    .sort()
    .map((name) => ({ ...(JSON.parse(readFileSync(`${goldenDir}/${name}`, "utf8")) as Omit<Exchange, "name">), name }))
    .filter(select);
}

/** Names of Nomad's answer that are the server's, or carry nothing in it. */
const SERVER_ONLY = /^(ConsulToken|ConsulNamespace|CreateIndex|Dispatched|JobModifyIndex|ModifyIndex|NomadTokenID|ParentID|Payload|Stable|Status|StatusDescription|Stop|SubmitTime|VaultNamespace|VaultToken|Version|Id)$/;

/** Whatever Nomad answers, ours has too, and the same; ours may have more (later versions added fields). */
function differences(ours: unknown, theirs: unknown, path: string): readonly string[] {
  if (typeof theirs === "object" && theirs !== null && typeof ours === "object" && ours !== null) {
    const mine = ours as Readonly<Record<string, unknown>>;
    return Object.entries(theirs).flatMap(([key, value]) => (SERVER_ONLY.test(key) ? [] : differences(mine[key], value, `${path}/${key}`)));
  }
  return ours === theirs ? [] : [`${path}: ${JSON.stringify(ours)}, Nomad says ${JSON.stringify(theirs)}`];
}

/** Where we answer otherwise on purpose, by the end of the path. */
const CANONICAL_BY_CHOICE = /\/(HostNetwork|MBits|DiskMB|IOPS|MemoryMaxMB)$|\/Checks\/\d+\/Name$|^\/Update\//;

const parses = exchanges((each) => each.request.path === "/v1/jobs/parse" && typeof each.request.body?.["JobHCL"] === "string");

describe.skipIf(!hasGolden)("parse, as Nomad", () => {
  it.each(parses.map((each) => [each.name, each] as const))("%s", (_, exchange) => {
    const result = parseJobHcl(String(exchange.request.body?.["JobHCL"]));
    expect(result.ok).toBe(exchange.response.status === 200);
    if (!result.ok) return;
    if (exchange.request.body?.["Canonicalize"] !== true) {
      expect(differences(result.job, exchange.response.body, "")).toEqual([]);
      return;
    }
    const found = differences(canonicalize(result.job), exchange.response.body, "");
    expect(found.filter((each) => !CANONICAL_BY_CHOICE.test(each.split(":")[0] ?? ""))).toEqual([]);
  });

  it("found exchanges to compare", () => {
    expect(parses.length).toBeGreaterThan(8);
  });
});

/** Where a later Nomad, or we, see it otherwise: datacenters default to "*"; another regexp engine; more is checked. */
const VALIDATED_OTHERWISE = ["091-", "120-", "130-", "145-"];

const validations = exchanges((each) => each.request.path === "/v1/validate/job" && each.response.status === 200);

describe.skipIf(!hasGolden)("validation, as Nomad", () => {
  it.each(validations.map((each) => [each.name, each] as const))("%s", (name, exchange) => {
    const result = parseJobJson(exchange.request.body);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    const text = formatProblems(validate(canonicalize(result.job)));
    const otherwise = VALIDATED_OTHERWISE.some((number) => name.includes(`/${number}`));
    if (otherwise) expect(text).not.toBe((exchange.response.body as { readonly Error: string }).Error);
    else expect(text).toBe((exchange.response.body as { readonly Error: string }).Error);
  });

  it("found exchanges to compare", () => {
    expect(validations.length).toBeGreaterThan(25);
  });
});

const reads = exchanges((each) => /get-job/.test(each.name) && each.response.status === 200);

describe.skipIf(!hasGolden)("a job read from Nomad", () => {
  it.each(reads.map((each) => [each.name, each] as const))("is canonical already: %s", (_, exchange) => {
    const result = parseJobJson(exchange.response.body);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    const canonical = canonicalize(result.job);
    // Since Nomad 1.11 system jobs have an update block too.
    const found = differences(canonical, exchange.response.body, "").filter((each) => !(canonical.Type === "system" && each.includes("/Update")));
    expect(found).toEqual([]);
    expect(canonicalize(canonical)).toEqual(canonical);
  });
});

const examples = readdirSync(`${root}examples`).filter((file) => file.endsWith(".hcl"));

describe("examples", () => {
  it.each(examples)("%s is valid", (file) => {
    const result = parseJobHcl(readFileSync(`${root}examples/${file}`, "utf8"), { fileName: file });
    if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
    expect(result.warnings).toEqual([]);
    const job = canonicalize(result.job);
    expect(validate(job)).toEqual([]);
    expect(jobSchema.safeParse(job).error).toBeUndefined();
  });

  it("my-service is the same job for docker and raw_exec, apart from what runs", () => {
    const [docker, raw] = ["my-service.hcl", "my-service.raw_exec.hcl"].map((file) => {
      const result = parseJobHcl(readFileSync(`${root}examples/${file}`, "utf8"));
      if (!result.ok) throw new Error("not valid");
      const job = canonicalize(result.job);
      return JSON.parse(JSON.stringify(job, (key, value: unknown) => (["Driver", "Config", "Env"].includes(key) ? null : value))) as unknown;
    });
    expect(raw).toEqual(docker);
  });

  it("the seed's job file is read unchanged", (context) => {
    if (!existsSync(seedFile)) return context.skip("the seed's job file is not at hand");
    const result = parseJobHcl(readFileSync(seedFile, "utf8"));
    if (!result.ok) throw new Error(result.errors.map((error) => error.message).join("\n"));
    const job = canonicalize(result.job);
    expect(result.warnings).toEqual([]);
    expect(validate(job)).toEqual([]);
    expect(job).toMatchObject({
      Region: "us",
      Update: { Stagger: 30_000_000_000, MaxParallel: 1 },
      TaskGroups: [
        {
          Name: "webs",
          Count: 5,
          Tasks: [
            {
              Services: [{ Name: "my-service-webs-frontend", Tags: ["prod"], PortLabel: "http", Checks: [{ Type: "http", Path: "/health" }] }],
              RestartPolicy: { Attempts: 2, Interval: 60_000_000_000, Delay: 15_000_000_000, Mode: "fail" },
              Resources: { CPU: 500, MemoryMB: 128, Networks: [{ MBits: 100, DynamicPorts: [{ Label: "http" }, { Label: "https" }] }] },
            },
          ],
        },
      ],
    });
  });
});
