// The commands of a scenario. Each does something to the cluster and may print a line of its own; then five seconds pass.
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import { validate } from "@berth/core/jobspec/validate";
import type { LogEvent } from "@berth/core/model/entry";
import type { NodeWishes } from "@berth/core/testing/node-builder";
import { currentVersion } from "@berth/core/state/job-table";
import { clockText, type Show } from "./show.ts";
import { commandMs, type Stage } from "./stage.ts";

export interface CommandCall {
  readonly stage: Stage;
  readonly show: Show;
  /** Words after the command's name. */
  readonly args: readonly string[];
  readonly input: string;
}

/** Prints lines before the state. */
type Run = (call: CommandCall) => Promise<readonly string[]>;

const namespace = "default";

function need(args: readonly string[], at: number, what: string): string {
  const word = args[at];
  if (word === undefined) throw new Error(`the command needs ${what}`);
  return word;
}

/** "key=value" among the words. */
function settings(args: readonly string[]): ReadonlyMap<string, string> {
  return new Map(args.filter((word) => word.includes("=")).map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
}

export function durationMs(text: string): number {
  const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
  const found = /^(\d+)([smhd])$/.exec(text);
  if (found === null) throw new Error(`"${text}" is no duration: 30s, 5m, 2h, 1d`);
  return Number(found[1]) * units[found[2] as keyof typeof units];
}

async function submit({ stage }: CommandCall, event: LogEvent): Promise<readonly string[]> {
  const outcome = await stage.submit(event);
  return outcome.kind === "applied" ? [] : [`refused: ${outcome.message}`];
}

const jobRun: Run = async (call) => {
  const parsed = parseJobHcl(call.input);
  if (!parsed.ok) return parsed.errors.map((error) => `error: ${error.message}`);
  const job = canonicalize(parsed.job);
  const problems = validate(job);
  if (problems.length > 0) return problems.map((problem) => `error: ${problem.message}`);
  return submit(call, { type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined });
};

const jobStop: Run = (call) => submit(call, { type: "JobDeregistered", namespace, jobId: need(call.args, 0, "a job"), purge: call.args[1] === "purge" });

const jobScale: Run = (call) =>
  submit(call, { type: "JobScaled", namespace, jobId: need(call.args, 0, "a job"), group: need(call.args, 1, "a group"), count: Number(need(call.args, 2, "a count")) });

const jobEvaluate: Run = (call) => submit(call, { type: "JobEvaluationForced", namespace, jobId: need(call.args, 0, "a job") });

const jobForce: Run = (call) => submit(call, { type: "PeriodicJobForced", namespace, jobId: need(call.args, 0, "a job"), atMs: call.stage.nowMs });

let dispatched = 0;

const jobDispatch: Run = (call) => {
  const jobId = need(call.args, 0, "a job");
  const { payload = "", token: idempotencyToken = "", ...meta } = Object.fromEntries(settings(call.args));
  const number = (++dispatched).toString(16).padStart(8, "0");
  const childId = `${jobId}/dispatch-${Math.floor(call.stage.nowMs / 1_000)}-${number}`;
  const encoded = Buffer.from(payload).toString("base64");
  return submit(call, { type: "JobDispatched", namespace, jobId, childId, payload: encoded, meta, idempotencyToken, priority: 0 });
};

/** "web.app[0]": the newest of that name. */
function allocationNamed(stage: Stage, name: string): string {
  const found = /^(.+)\.([^.]+)\[(\d+)\]$/.exec(name);
  const job = found === null ? undefined : stage.state.job(namespace, found[1]!);
  if (found === null || job === undefined) throw new Error(`there is no allocation ${name}`);
  for (const row of stage.state.allocationsOfJob(job))
    if (stage.state.groupOfAllocation(row) === found[2] && stage.state.allocations.nameIndex.get(row) === Number(found[3])) return stage.state.allocations.idOf(row);
  throw new Error(`there is no allocation ${name}`);
}

const allocStop: Run = (call) => submit(call, { type: "AllocationsStopRequested", allocationIds: [allocationNamed(call.stage, need(call.args, 0, "an allocation"))] });

/** A program ends by itself. */
const taskExit: Run = async ({ stage, args }) => {
  const tasks = stage.tasksOf(allocationNamed(stage, need(args, 0, "an allocation")));
  if (tasks.length === 0) throw new Error(`${args[0]} runs no task`);
  for (const { machine, task } of tasks) machine.tasks.finish(task, Number(need(args, 1, "an exit code")));
  await stage.pass(commandMs);
  return [];
};

const clusterOf: Run = async ({ stage, args }) => {
  const wanted = settings(args);
  const at = wanted.get("at");
  if (stage.machines.length === 0) await stage.begin(at === undefined ? undefined : Date.parse(at));
  const meta = Object.fromEntries([...wanted].filter(([key]) => key.startsWith("meta.")).map(([key, value]) => [key.slice("meta.".length), value]));
  const wishes: NodeWishes = {
    cpuMhz: Number(wanted.get("cpu") ?? 1_000),
    memoryMb: Number(wanted.get("memory") ?? 1_024),
    datacenter: wanted.get("datacenter") ?? "dc1",
    nodeClass: wanted.get("class") ?? "",
    pool: wanted.get("pool") ?? "default",
    meta,
  };
  for (let i = 0; i < Number(need(args, 0, "how many")); i++) stage.addMachine(wishes);
  await stage.pass(commandMs);
  return [];
};

const nodeDown: Run = async ({ stage, args }) => {
  stage.machine(need(args, 0, "a machine")).goDown(365 * 86_400_000);
  await stage.pass(commandMs);
  return [];
};

const nodeUp: Run = async ({ stage, args }) => {
  stage.machine(need(args, 0, "a machine")).comeBack();
  await stage.pass(commandMs);
  return [];
};

const agentRestart: Run = async ({ stage, args }) => {
  stage.machine(need(args, 0, "a machine")).crashAgent(1_000);
  await stage.pass(commandMs);
  return [];
};

const nodeEligibility =
  (eligibility: "eligible" | "ineligible"): Run =>
  (call) =>
    submit(call, { type: "NodeEligibilitySet", nodeId: call.stage.machine(need(call.args, 0, "a machine")).nodeId, eligibility });

const nodePurge: Run = (call) => submit(call, { type: "NodePurged", nodeId: call.stage.machine(need(call.args, 0, "a machine")).nodeId });

const wait: Run = async ({ stage, args }) => {
  await stage.pass(durationMs(need(args, 0, "a duration")));
  return [];
};

const waitUntil: Run = async ({ stage, args }) => {
  const untilMs = Date.parse(need(args, 0, "a time"));
  if (!(untilMs >= stage.nowMs)) throw new Error(`${args[0]} is over: it is ${clockText(stage.nowMs)}`);
  await stage.pass(untilMs - stage.nowMs);
  return [];
};

const killLeader: Run = async ({ stage, args }) => {
  stage.killLeader(need(args, 0, "a role") as "broker" | "applier" | "controller");
  return [];
};

const killAll: Run = async ({ stage, args }) => {
  stage.killAll(durationMs(need(args, 0, "a duration")));
  return [];
};

const showPlaces: Run = async ({ show }) => {
  show.options.places = true;
  return [];
};

const showVersions: Run = async ({ stage, args }) => {
  const job = stage.state.job(namespace, need(args, 0, "a job"));
  return (job?.versions ?? []).map(({ version, stable }) => `version ${version}${stable ? " stable" : ""}`);
};

const showMeta: Run = async ({ stage, args }) => {
  const job = stage.state.job(namespace, need(args, 0, "a job"));
  const children = [...(stage.state.families.parents.get(job?.key ?? "")?.children ?? [])];
  return children.map((key) => {
    const child = stage.state.jobs.byKeyOrNone(key)!;
    const payload = stage.state.families.children.get(key)?.dispatched?.payload ?? "";
    return `meta ${JSON.stringify(currentVersion(child).job.Meta)}, payload "${Buffer.from(payload, "base64").toString()}"`;
  });
};

/** The longest name that fits is meant. */
export const commands: Readonly<Record<string, Run>> = {
  nodes: clusterOf,
  "job run": jobRun,
  "job stop": jobStop,
  "job scale": jobScale,
  "job evaluate": jobEvaluate,
  "job periodic force": jobForce,
  "job dispatch": jobDispatch,
  "alloc stop": allocStop,
  "task exit": taskExit,
  "node down": nodeDown,
  "node up": nodeUp,
  "node ineligible": nodeEligibility("ineligible"),
  "node eligible": nodeEligibility("eligible"),
  "node purge": nodePurge,
  "agent restart": agentRestart,
  wait,
  "wait until": waitUntil,
  "kill leader": killLeader,
  "kill servers": killAll,
  "show places": showPlaces,
  "show versions": showVersions,
  "show children": showMeta,
};
