import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { jsonText } from "../output/words.js";

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const { ID: id } = await findJob(client, call.args[0]!);
  const version = call.flags.count("version");
  const job = version === undefined ? (await client.jobs.get(id)).body : (await client.jobs.versions(id)).Versions.find((one) => one.Version === version);
  if (job === undefined) throw new CommandFailure(`Job "${id}" has no version ${version}`);
  call.terminal.out(jsonText({ Job: job }));
  return 0;
}
