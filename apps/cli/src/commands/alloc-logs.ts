import type { Client } from "@berth/client/client";
import type { AllocationAnswer } from "@berth/core/api/schema/allocation-answers";
import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findAllocation, findJob } from "../lookup/find.js";

const tailBytes = 10 * 1_024;
/** Long lines exist: this much is read to find the last ones. */
const bytesALine = 4_096;

/** With -job: the newest allocation of the job that has something to tell. */
async function allocationOf(call: Call, client: Client): Promise<AllocationAnswer> {
  const text = call.args[0]!;
  if (!call.flags.isOn("job")) return (await client.allocations.get((await findAllocation(client, text)).ID)).body;
  const { ID: jobId } = await findJob(client, text);
  const stubs = (await client.jobs.allocations(jobId)).body;
  const started = stubs.filter((stub) => stub.ClientStatus !== "pending").sort((a, b) => b.CreateIndex - a.CreateIndex);
  const chosen = started.find((stub) => stub.ClientStatus === "running") ?? started[0];
  if (chosen === undefined) throw new CommandFailure(`No allocation of job "${jobId}" has started`);
  return (await client.allocations.get(chosen.ID)).body;
}

/** The task that was named, or the only one. */
export function taskOf(allocation: AllocationAnswer, named: string | undefined): string {
  const group = allocation.Job.TaskGroups.find((one) => one.Name === allocation.TaskGroup);
  const names = (group?.Tasks ?? []).map((task) => task.Name);
  if (named === undefined && names.length === 1) return names[0]!;
  if (named === undefined) throw new CommandFailure(`Allocation "${allocation.ID}" has several tasks; name one: ${names.join(", ")}`);
  if (!names.includes(named)) throw new CommandFailure(`Error reading file: unknown task name "${named}"; there is ${names.join(", ")}`);
  return named;
}

/** The last `count` lines of a text, its last line end kept. */
export function lastLines(text: string, count: number): string {
  const lines = text.split("\n");
  const open = lines.at(-1) === "" ? 1 : 0;
  return lines.slice(-(count + open)).join("\n");
}

export async function run(call: Call): Promise<number> {
  const { flags, terminal, signal } = call;
  const client = openClient(call);
  const allocation = await allocationOf(call, client);
  const task = taskOf(allocation, flags.text("task") ?? call.args[1]);
  const type = flags.isOn("stderr") ? "stderr" : "stdout";
  const follow = flags.isOn("f");
  const lines = flags.count("n");
  const fromEnd = flags.isOn("tail") || lines !== undefined || flags.has("c");
  const bytes = flags.count("c") ?? (lines === undefined ? tailBytes : lines * bytesALine);
  const origin = fromEnd ? "end" : "start";
  const frames = client.allocations.logs(allocation.ID, { task, type, follow, origin, offset: fromEnd ? bytes : 0, signal });
  if (lines !== undefined && !follow) {
    const parts: Uint8Array[] = [];
    for await (const frame of frames) parts.push(frame.data);
    terminal.write(lastLines(Buffer.concat(parts).toString("utf8"), lines));
    return 0;
  }
  try {
    for await (const frame of frames) terminal.write(frame.data);
  } catch (error) {
    // Ctrl-C is how following ends.
    if (!signal.aborted) throw error;
  }
  return 0;
}
