// From what a person typed to one thing: an exact id wins, a prefix that fits one thing is enough, several are listed.
import type { Client } from "@berth/client/client";
import type { JobStub } from "@berth/core/api/schema/job-answers";
import { CommandFailure } from "../command-line/command.js";
import { columns } from "../output/columns.js";
import { jobRows } from "../output/job-list.js";
import { shortId } from "../output/words.js";

/** `isMeant`: which jobs the command is for, so that a prefix may be shorter. */
export async function findJob(client: Client, prefix: string, isMeant: (job: JobStub) => boolean = () => true): Promise<JobStub> {
  const all = await client.jobs.startingWith(prefix);
  const meant = all.filter(isMeant);
  // An exact id of another kind is sent on: the server says why it cannot be.
  const found = meant.length > 0 && !all.some((job) => job.ID === prefix) ? meant : all;
  const exact = found.find((job) => job.ID === prefix);
  if (exact !== undefined) return exact;
  if (found.length === 0) throw new CommandFailure(`No job(s) with prefix or id "${prefix}" found`);
  if (found.length > 1) throw new CommandFailure(["Prefix matched multiple jobs", "", ...columns(jobRows(found))].join("\n"));
  return found[0]!;
}

interface Named {
  readonly ID: string;
}

interface Search<T extends Named> {
  /** "allocation" */
  readonly what: string;
  readonly prefix: string;
  /** Gets an even number of hexadecimal digits. */
  readonly list: (prefix: string) => Promise<readonly T[]>;
  /** What tells several apart. */
  readonly describe: (item: T) => string;
}

/** An odd digit more than the server can look up is compared here. */
function evenPrefix(prefix: string): string {
  return prefix.replaceAll("-", "").length % 2 === 0 ? prefix : prefix.slice(0, -1);
}

export async function findById<T extends Named>({ what, prefix, list, describe }: Search<T>): Promise<T> {
  const wanted = prefix.toLowerCase();
  if (wanted.replaceAll("-", "").length < 2) throw new CommandFailure(`Identifier of ${what === "allocation" || what === "evaluation" ? "an" : "a"} ${what} must contain at least two characters`);
  const isHex = /^[0-9a-f-]+$/.test(wanted);
  const found = isHex ? (await list(evenPrefix(wanted))).filter((item) => item.ID.startsWith(wanted)) : [];
  if (found.length === 0) throw new CommandFailure(`No ${what}(s) with prefix or id "${prefix}" found`);
  if (found.length > 1)
    throw new CommandFailure([`Prefix matched multiple ${what}s`, "", ...columns(found.slice(0, 20).map((item) => [shortId(item.ID, true), describe(item)]))].join("\n"));
  return found[0]!;
}

export function findAllocation(client: Client, prefix: string): Promise<{ readonly ID: string }> {
  const list = (even: string) => client.allocations.startingWith(even);
  return findById({ what: "allocation", prefix, list, describe: (item) => `${item.JobID}.${item.TaskGroup} ${item.ClientStatus}` });
}

export function findEvaluation(client: Client, prefix: string): Promise<{ readonly ID: string }> {
  const list = (even: string) => client.evaluations.startingWith(even);
  return findById({ what: "evaluation", prefix, list, describe: (item) => `${item.JobID} ${item.TriggeredBy} ${item.Status}` });
}

export function findDeployment(client: Client, prefix: string): Promise<{ readonly ID: string }> {
  const list = async (even: string) => (await client.deployments.list({ query: { prefix: even } })).body;
  return findById({ what: "deployment", prefix, list, describe: (item) => `${item.JobID} version ${item.JobVersion} ${item.Status}` });
}

/** By id or by name: names are what people know. */
export async function findNode(client: Client, text: string): Promise<{ readonly ID: string }> {
  const nodes = (await client.nodes.list()).body;
  const named = nodes.filter((node) => node.Name === text);
  if (named.length === 1) return named[0]!;
  const list = (even: string) => Promise.resolve(nodes.filter((node) => node.ID.startsWith(even)));
  return findById({ what: "node", prefix: text, list, describe: (item) => `${item.Name} ${item.Datacenter} ${item.Status}` });
}
