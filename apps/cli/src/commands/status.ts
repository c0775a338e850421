// `berth status X`: whatever X is the beginning of.
import { type Call, CommandFailure, type Run } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { run as allocation } from "./alloc-status.js";
import { run as deployment } from "./deployment-status.js";
import { run as evaluation } from "./eval-status.js";
import { run as job } from "./job-status.js";
import { run as node } from "./node-status.js";

interface Kind {
  readonly name: string;
  readonly run: Run;
  readonly ids: readonly string[];
}

export async function run(call: Call): Promise<number> {
  const [prefix] = call.args;
  if (prefix === undefined) return job(call);
  const client = openClient(call);
  const isId = /^[0-9a-f-]{2,}$/i.test(prefix);
  const even = isId && prefix.replaceAll("-", "").length % 2 !== 0 ? prefix.slice(0, -1) : prefix;
  const ids = async (list: Promise<readonly { readonly ID: string }[]>): Promise<string[]> =>
    (await list).map((one) => one.ID).filter((id) => id.startsWith(prefix));
  const none: string[] = [];
  const [jobs, allocations, evaluations, deployments, nodes] = await Promise.all([
    ids(client.jobs.startingWith(prefix)),
    isId ? ids(client.allocations.startingWith(even)) : none,
    isId ? ids(client.evaluations.startingWith(even)) : none,
    isId ? ids(client.deployments.list({ query: { prefix: even } }).then((read) => read.body)) : none,
    client.nodes.list().then((read) => read.body.filter((one) => one.Name === prefix || (isId && one.ID.startsWith(prefix))).map((one) => one.ID)),
  ]);
  const all: Kind[] = [
    { name: "Jobs", run: job, ids: jobs },
    { name: "Allocations", run: allocation, ids: allocations },
    { name: "Nodes", run: node, ids: nodes },
    { name: "Evaluations", run: evaluation, ids: evaluations },
    { name: "Deployments", run: deployment, ids: deployments },
  ];
  const found = all.filter((kind) => kind.ids.length > 0);
  const exact = found.find((kind) => kind.ids.includes(prefix));
  const only = exact ?? (found.length === 1 ? found[0] : undefined);
  if (only !== undefined) return only.run(call);
  if (found.length === 0) throw new CommandFailure(`Nothing begins with "${prefix}": no job, allocation, node, evaluation or deployment`);
  throw new CommandFailure([`"${prefix}" is the beginning of several things:`, ...found.map((kind) => `  ${kind.name}: ${kind.ids.slice(0, 5).join(", ")}`)].join("\n"));
}
