import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import { validate } from "@berth/core/jobspec/validate";
import { chooseJob } from "./choose-job.js";
import { changedJob } from "./step-update.js";

it("takes the job without Docker where no engine answers, and says why", async () => {
  const chosen = await chooseJob({ DOCKER_HOST: "unix:///nowhere/docker.sock" });
  expect(chosen).toMatchObject({ id: "my-service", usesDocker: false, path: "examples/my-service.raw_exec.hcl" });
  expect(chosen.why).toContain("no Docker engine answers at /nowhere/docker.sock");
});

it.each(["my-service.hcl", "my-service.raw_exec.hcl"])("changes %s to another valid job, one at a time, with short health times", async (name) => {
  const parsed = parseJobHcl(await readFile(new URL(`../../../../examples/${name}`, import.meta.url), "utf8"));
  if (!parsed.ok) throw new Error(parsed.errors[0]!.message);
  const job = canonicalize(changedJob(parsed.job, "7"));
  expect(validate(job)).toEqual([]);
  const [group] = job.TaskGroups;
  expect(group?.Update).toMatchObject({ MaxParallel: 1, MinHealthyTime: 1e9 });
  const [task] = group!.Tasks;
  expect(task?.Env).toMatchObject({ RELEASE: "7" });
  const services = [...(group!.Services ?? []), ...(task?.Services ?? [])];
  expect(services.flatMap((service) => service.Checks ?? []).map((check) => check.Interval)).toEqual([1e9]);
  expect(group?.Count).toBe(canonicalize(parsed.job).TaskGroups[0]?.Count);
});
