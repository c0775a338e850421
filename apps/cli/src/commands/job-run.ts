import { ApiError } from "@berth/client/api-error";
import type { Client } from "@berth/client/client";
import type { JobRegisterAnswer } from "@berth/core/api/schema/job-answers";
import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { printWarnings, type ReadJob, readJob } from "../job-files/read-job.js";
import { jsonText } from "../output/words.js";
import { watchSettling } from "../progress/watch-settling.js";

async function register(call: Call, client: Client, job: ReadJob): Promise<JobRegisterAnswer> {
  try {
    return await client.jobs.register(job.draft, {
      expectedJobModifyIndex: call.flags.count("check-index"),
      submission: job.submission,
    });
  } catch (error) {
    if (error instanceof ApiError && error.text.startsWith("Enforcing job modify index")) throw new CommandFailure(`${error.text}\nJob not updated`);
    if (error instanceof ApiError) throw new CommandFailure(`Error submitting job: ${error.text.trim() || error.message}\nNothing was changed.`);
    throw error;
  }
}

/** The server's warnings that were not told from the file already: they name the same fields without the line. */
function newWarnings(answer: JobRegisterAnswer, known: readonly string[]): string[] {
  const told = answer.Warnings.split("\n").filter((line) => line.startsWith("* ")).map((line) => line.slice(2));
  return told.filter((warning) => !known.some((one) => one.includes(warning) || warning.includes(one.trim())));
}

export async function run(call: Call): Promise<number> {
  const { terminal, flags } = call;
  const client = openClient(call);
  const job = await readJob(call, call.args[0]!);
  if (flags.isOn("output")) {
    terminal.out(jsonText({ Job: job.draft }));
    return 0;
  }
  const answer = await register(call, client, job);
  printWarnings(call, [...job.warnings, ...newWarnings(answer, job.warnings)]);
  const waits = (job.draft.Periodic ?? null) !== null || (job.draft.ParameterizedJob ?? null) !== null;
  if (flags.isOn("detach") || waits || answer.EvalID === "") {
    terminal.out("Job registration successful");
    if (answer.EvalID !== "") terminal.out(`Evaluation ID: ${answer.EvalID}`);
    return 0;
  }
  return watchSettling(call, client, answer.EvalID);
}
