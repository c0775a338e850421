import type { JobVersionsAnswer } from "@berth/core/api/schema/job-answers";
import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { keyValues } from "../output/columns.js";
import { diffLines } from "../output/job-diff.js";
import { jsonText, timeOfNs } from "../output/words.js";

/** Newest first, each with what it changed when that is asked for. */
export function historyLines({ Versions: versions, Diffs: diffs }: JobVersionsAnswer, wanted: number | undefined): string[] {
  const blocks = versions.flatMap((version, at) => {
    if (wanted !== undefined && version.Version !== wanted) return [];
    const head = keyValues([["Version", String(version.Version)], ["Stable", String(version.Stable)], ["Submit Date", timeOfNs(version.SubmitTime)]]);
    const diff = diffs?.[at];
    return [[...head, ...(diff === undefined ? [] : ["Diff        =", ...diffLines(diff, { verbose: false })])]];
  });
  return blocks.flatMap((block, at) => (at === 0 ? block : ["", ...block]));
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findJob(client, call.args[0]!);
  const answer = await client.jobs.versions(id, { diffs: call.flags.isOn("p") });
  const wanted = call.flags.count("version");
  const found = wanted === undefined ? answer.Versions : answer.Versions.filter((one) => one.Version === wanted);
  if (found.length === 0) throw new CommandFailure(`Job "${id}" has no version ${wanted}; it has ${answer.Versions.map((one) => one.Version).join(", ")}`);
  if (call.flags.isOn("json")) call.terminal.out(jsonText(wanted === undefined ? found : found[0]));
  else historyLines(answer, wanted).forEach((line) => call.terminal.out(line));
  return 0;
}
