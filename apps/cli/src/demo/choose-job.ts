// Which job the demo runs: the job file for Docker as it is when an engine with the image is here, else the same job with a
// tiny web server that needs no Docker.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dockerRequest, engineSocket } from "@berth/embedded/docker-request";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import type { JobDraft } from "@berth/core/model/job";
import { CommandFailure } from "../command-line/command.js";

export interface ChosenJob {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  readonly draft: JobDraft;
  readonly usesDocker: boolean;
  readonly why: string;
}

const image = "hashicorp/web-frontend";
const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url));

/** Why Docker cannot be used; undefined when it can. */
async function whyNotDocker(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const socketPath = engineSocket(env);
  if (socketPath === undefined) return `the Docker engine is at ${env["DOCKER_HOST"]}, and the demo needs one on this machine`;
  try {
    const engine = await dockerRequest({ socketPath, path: "/_ping" });
    if (engine.status !== 200) return `the Docker engine at ${socketPath} answered ${engine.status}`;
    const found = await dockerRequest({ socketPath, path: `/images/${encodeURIComponent(image)}/json` });
    return found.status === 200 ? undefined : `the Docker engine has no image ${image}`;
  } catch {
    return `no Docker engine answers at ${socketPath}`;
  }
}

export async function chooseJob(env: NodeJS.ProcessEnv): Promise<ChosenJob> {
  const reason = await whyNotDocker(env);
  const name = reason === undefined ? "my-service.hcl" : "my-service.raw_exec.hcl";
  const path = `${examples}${name}`;
  const source = await readFile(path, "utf8");
  const parsed = parseJobHcl(source, { fileName: name });
  if (!parsed.ok) throw new CommandFailure(parsed.errors.map((error) => error.message).join("\n"));
  const why = reason === undefined ? `a Docker engine with the image ${image} is here` : `${reason}, so the same job runs a tiny web server by raw_exec`;
  return { id: parsed.job.ID ?? "my-service", path: `examples/${name}`, source, draft: parsed.job, usesDocker: reason === undefined, why };
}
