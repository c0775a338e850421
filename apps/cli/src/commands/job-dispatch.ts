import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type Call, CommandFailure, UsageError } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { columns } from "../output/columns.js";
import { shortId } from "../output/words.js";
import { watchSettling } from "../progress/watch-settling.js";

/** "key=value" as often as it is given. */
function metaOf(given: readonly string[]): Record<string, string> {
  const meta: Record<string, string> = {};
  for (const pair of given) {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError(`-meta "${pair}" must be KEY=VALUE`);
    meta[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return meta;
}

async function payloadOf(source: string | undefined): Promise<Buffer | undefined> {
  if (source === undefined) return undefined;
  if (source === "-") return buffer(process.stdin);
  try {
    return await readFile(source);
  } catch (error) {
    throw new CommandFailure(`The payload "${source}" cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

export async function run(call: Call): Promise<number> {
  const { flags, terminal } = call;
  const [prefix, source] = call.args;
  const meta = metaOf(flags.all("meta"));
  const payload = await payloadOf(source);
  const client = openClient(call);
  const job = await findJob(client, prefix!, (candidate) => candidate.ParameterizedJob);
  const answer = await client.jobs.dispatch(job.ID, {
    meta,
    payload: payload?.toString("base64"),
    idPrefixTemplate: flags.text("id-prefix-template"),
    idempotencyToken: flags.text("idempotency-token"),
    priority: flags.count("priority"),
  });
  const verbose = flags.isOn("verbose");
  const said = [["Dispatched Job ID", `= ${answer.DispatchedJobID}`], ...(answer.EvalID === "" ? [] : [["Evaluation ID", `= ${shortId(answer.EvalID, verbose)}`]])];
  for (const line of columns(said)) terminal.out(line);
  if (flags.isOn("detach") || answer.EvalID === "") return 0;
  terminal.out("");
  return watchSettling(call, client, answer.EvalID);
}
