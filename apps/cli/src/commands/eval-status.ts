import type { EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findEvaluation } from "../lookup/find.js";
import { columns, keyValues } from "../output/columns.js";
import { failureLines } from "../output/placement-failure.js";
import { jsonText, shortId, timeOfText, whenText } from "../output/words.js";
import { watchSettling } from "../progress/watch-settling.js";

function failedLines(evaluation: EvaluationAnswer, verbose: boolean): string[] {
  const failed = evaluation.FailedTGAllocs ?? {};
  if (Object.keys(failed).length === 0) return [];
  const waits = evaluation.BlockedEval ? ["", `Evaluation "${shortId(evaluation.BlockedEval, verbose)}" waiting for additional capacity to place remainder`] : [];
  return ["", "Failed Placements", ...failureLines(failed, true), ...waits];
}

export function evaluationLines(evaluation: EvaluationAnswer, options: { readonly nowMs: number; readonly verbose: boolean }): string[] {
  const { verbose } = options;
  const related = evaluation.RelatedEvals ?? [];
  const rows = related.map((one) => [shortId(one.ID, verbose), one.TriggeredBy, one.Status]);
  return [
    ...keyValues([
      ["ID", shortId(evaluation.ID, verbose)],
      ["Create Time", whenText(evaluation.CreateTime, options)],
      ["Modify Time", whenText(evaluation.ModifyTime, options)],
      ["Status", evaluation.Status],
      ["Status Description", evaluation.StatusDescription ?? evaluation.Status],
      ["Type", evaluation.Type],
      ["TriggeredBy", evaluation.TriggeredBy],
      ["Job ID", evaluation.JobID],
      ["Priority", String(evaluation.Priority)],
      ["Placement Failures", String(Object.keys(evaluation.FailedTGAllocs ?? {}).length > 0)],
      ...(evaluation.WaitUntil ? ([["Wait Until", timeOfText(evaluation.WaitUntil)]] as [string, string][]) : []),
      ...(verbose
        ? ([
            ["Previous Eval", evaluation.PreviousEval ?? ""],
            ["Next Eval", evaluation.NextEval ?? ""],
            ["Blocked Eval", evaluation.BlockedEval ?? ""],
          ] as [string, string][])
        : []),
    ]),
    ...(rows.length > 0 ? ["", "Related Evaluations", ...columns([["ID", "Triggered By", "Status"], ...rows])] : []),
    ...failedLines(evaluation, verbose),
  ];
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findEvaluation(client, call.args[0]!);
  if (call.flags.isOn("monitor")) return watchSettling(call, client, id);
  const { body } = await client.evaluations.get(id);
  if (call.flags.isOn("json")) call.terminal.out(jsonText(body));
  else evaluationLines(body, { nowMs: Date.now(), verbose: call.flags.isOn("verbose") }).forEach((line) => call.terminal.out(line));
  return 0;
}
