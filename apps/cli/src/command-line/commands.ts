// The one table of commands: dispatch, help and suggestions come from it.
import { jobFileFlags } from "../job-files/job-file-flags.js";
import type { Command, FlagSpec } from "./command.js";

const json: FlagSpec = { name: "json", help: "Print the API's objects as JSON" };
const verbose: FlagSpec = { name: "verbose", help: "Whole ids and times, and more about each thing" };
const short: FlagSpec = { name: "short", help: "The head only" };
const detach: FlagSpec = { name: "detach", help: "Do not wait until it has settled" };

const none = { min: 0, max: 0 };
const one = { min: 1, max: 1 };
const optional = { min: 0, max: 1 };

const runDetails = `FILE is a job file in HCL or JSON; - reads the standard input. Mistakes are told with file, line and column, and nothing is sent.
Exit code: 0 when the job has settled, 1 when something failed, 2 when not everything could be placed.`;

/** A command that asks a server. */
function asking(entry: Omit<Command, "talks">): Command {
  return { ...entry, talks: true };
}

const jobCommands: readonly Command[] = [
  asking({
    name: "job run",
    usage: "FILE|-",
    summary: "Submit a job and watch it settle",
    details: runDetails,
    flags: [
      detach,
      { name: "check-index", value: "N", help: "Only if the job's modify index is N; 0 = only if there is no such job" },
      { name: "output", help: "Print the job as JSON and submit nothing" },
      verbose,
      ...jobFileFlags,
    ],
    args: one,
    load: () => import("../commands/job-run.js"),
  }),
  asking({
    name: "job plan",
    usage: "FILE|-",
    summary: "Show what submitting a job would change",
    details: "Changes nothing. Exit code: 0 nothing would change, 1 something would, 255 on an error.",
    flags: [{ name: "diff", help: "Show the difference; -diff=false leaves it out" }, { name: "output", help: "Print the plan as JSON" }, verbose, ...jobFileFlags],
    args: one,
    errorCode: 255,
    load: () => import("../commands/job-plan.js"),
  }),
  asking({
    name: "job validate",
    usage: "FILE|-",
    summary: "Check a job file",
    flags: jobFileFlags,
    args: one,
    load: () => import("../commands/job-validate.js"),
  }),
  asking({
    name: "job status",
    usage: "[ID]",
    summary: "List the jobs, or show one with its allocations",
    flags: [short, verbose, json, { name: "all-allocs", help: "Also all allocations that have ended" }, { name: "evals", help: "Only its evaluations" }],
    args: optional,
    load: () => import("../commands/job-status.js"),
  }),
  asking({
    name: "job stop",
    usage: "ID",
    summary: "Stop a job",
    flags: [{ name: "purge", help: "Forget it when its allocations have ended" }, detach, verbose, { name: "yes", help: "Accepted; nothing is asked" }],
    args: one,
    load: () => import("../commands/job-stop.js"),
  }),
  asking({
    name: "job periodic force",
    usage: "ID",
    summary: "Launch a periodic job now, beside its times",
    flags: [detach, verbose],
    args: one,
    load: () => import("../commands/job-periodic-force.js"),
  }),
  asking({
    name: "job dispatch",
    usage: "ID [FILE|-]",
    summary: "Run a parameterised job; FILE is its payload, - reads the standard input",
    flags: [
      { name: "meta", value: "KEY=VALUE", repeated: true, help: "Meta that the job asks for or permits" },
      { name: "id-prefix-template", value: "TEXT", help: "Put into the new job's id" },
      { name: "idempotency-token", value: "TEXT", help: "Dispatch once: the same token names the same job again" },
      { name: "priority", value: "N", help: "Of the new job; else the parent's" },
      detach,
      verbose,
    ],
    args: { min: 1, max: 2 },
    load: () => import("../commands/job-dispatch.js"),
  }),
  asking({
    name: "job history",
    usage: "ID",
    summary: "List the versions of a job",
    flags: [{ name: "p", help: "With what each changed" }, { name: "version", value: "N", help: "Only this version" }, json],
    args: one,
    load: () => import("../commands/job-history.js"),
  }),
  asking({
    name: "job inspect",
    usage: "ID",
    summary: "Print a job as JSON",
    flags: [{ name: "version", value: "N", help: "This version; else the newest" }, { name: "json", help: "Accepted; it is always JSON" }],
    args: one,
    load: () => import("../commands/job-inspect.js"),
  }),
  asking({
    name: "explain",
    usage: "JOB",
    summary: "Say where a job's allocations are and why, and why the rest is not placed",
    flags: [json],
    args: one,
    load: () => import("../commands/explain.js"),
  }),
];

const allocationCommands: readonly Command[] = [
  asking({
    name: "alloc status",
    usage: "ID",
    summary: "Show an allocation, its tasks and what happened to them",
    flags: [short, verbose, json],
    args: one,
    load: () => import("../commands/alloc-status.js"),
  }),
  asking({
    name: "alloc logs",
    usage: "ID [TASK]",
    summary: "Print what a task has written",
    flags: [
      { name: "f", help: "Go on as the task writes, until Ctrl-C" },
      { name: "stderr", help: "Its error output" },
      { name: "stdout", help: "Its output; so without a flag" },
      { name: "tail", help: "Only the end" },
      { name: "n", value: "LINES", help: "Only the last lines" },
      { name: "c", value: "BYTES", help: "Only the last bytes" },
      { name: "task", value: "NAME", help: "The task" },
      { name: "job", help: "ID is a job: its newest allocation" },
    ],
    args: { min: 1, max: 2 },
    load: () => import("../commands/alloc-logs.js"),
  }),
  asking({
    name: "alloc stop",
    usage: "ID",
    summary: "Stop an allocation; it is replaced",
    flags: [detach, verbose],
    args: one,
    load: () => import("../commands/alloc-stop.js"),
  }),
];

const nodeCommands: readonly Command[] = [
  asking({
    name: "node status",
    usage: "[ID|NAME]",
    summary: "List the nodes, or show one with what runs there",
    flags: [short, verbose, json],
    args: optional,
    load: () => import("../commands/node-status.js"),
  }),
  asking({
    name: "node eligibility",
    usage: "ID|NAME",
    summary: "Say whether new allocations may be placed on a node",
    flags: [{ name: "enable", help: "They may" }, { name: "disable", help: "They may not" }],
    args: one,
    load: () => import("../commands/node-eligibility.js"),
  }),
];

const otherCommands: readonly Command[] = [
  asking({
    name: "eval status",
    usage: "ID",
    summary: "Show an evaluation and why something was not placed",
    flags: [verbose, json, { name: "monitor", help: "Watch it settle" }],
    args: one,
    load: () => import("../commands/eval-status.js"),
  }),
  asking({
    name: "deployment list",
    usage: "",
    summary: "List the deployments",
    flags: [verbose, json],
    args: none,
    load: () => import("../commands/deployment-list.js"),
  }),
  asking({
    name: "deployment status",
    usage: "[ID]",
    summary: "Show how a version is rolled out",
    flags: [verbose, json],
    args: optional,
    load: () => import("../commands/deployment-status.js"),
  }),
  asking({
    name: "server members",
    usage: "",
    summary: "List the servers",
    flags: [json],
    args: none,
    load: () => import("../commands/server-members.js"),
  }),
  asking({
    name: "status",
    usage: "[ID]",
    summary: "List the jobs, or show whatever the id belongs to",
    flags: [short, verbose, json],
    args: optional,
    load: () => import("../commands/status.js"),
  }),
  { name: "version", usage: "", summary: "Print the version", flags: [], args: none, talks: false, load: () => import("../commands/version.js") },
];

const yesOrNo = "true|false";

const operatorCommands: readonly Command[] = [
  asking({
    name: "operator scheduler get-config",
    usage: "",
    summary: "Show how the region schedules",
    flags: [json],
    args: none,
    load: () => import("../commands/operator-scheduler-get-config.js"),
  }),
  asking({
    name: "operator scheduler set-config",
    usage: "",
    summary: "Change how the region schedules; what is not named stays",
    flags: [
      { name: "check-index", value: "N", help: "Only if the configuration's modify index is N" },
      { name: "scheduler-algorithm", value: "binpack|spread|balance", help: "Fill nodes up, keep them evenly empty, or even out what is free on each" },
      { name: "memory-oversubscription", value: yesOrNo, help: "Whether memory_max counts" },
      { name: "reject-job-registration", value: yesOrNo, help: "Refuse to register and scale jobs" },
      { name: "pause-eval-broker", value: yesOrNo, help: "Hand out no evaluations" },
      { name: "preempt-system-scheduler", value: yesOrNo, help: "System jobs may push out lower ones" },
      { name: "preempt-sysbatch-scheduler", value: yesOrNo, help: "Sysbatch jobs may push out lower ones" },
      { name: "preempt-batch-scheduler", value: yesOrNo, help: "Batch jobs may push out lower ones" },
      { name: "preempt-service-scheduler", value: yesOrNo, help: "Service jobs may push out lower ones" },
    ],
    args: none,
    load: () => import("../commands/operator-scheduler-set-config.js"),
  }),
  asking({
    name: "operator region",
    usage: "",
    summary: "Show the region: leaders, how far every replica and projector is, the log, snapshots",
    flags: [json],
    args: none,
    load: () => import("../commands/operator-region.js"),
  }),
  asking({
    name: "operator snapshot save",
    usage: "FILE",
    summary: "Take a snapshot now and save it as a file",
    flags: [{ name: "id", value: "ID", help: "Save this stored snapshot instead" }],
    args: one,
    load: () => import("../commands/operator-snapshot-save.js"),
  }),
  asking({
    name: "operator snapshot restore",
    usage: "FILE",
    summary: "Replace the region's state by that of a snapshot file",
    details: "The file is verified first. The log is made anew behind it, indexes go on above all that were, and every server starts again. Agents keep their tasks and register again.",
    flags: [{ name: "force", help: "Also when there are jobs: what is not in the file is gone" }],
    args: one,
    load: () => import("../commands/operator-snapshot-restore.js"),
  }),
  {
    name: "operator snapshot inspect",
    usage: "FILE",
    summary: "Show what a snapshot file says of itself",
    flags: [json],
    args: one,
    talks: false,
    load: () => import("../commands/operator-snapshot-inspect.js"),
  },
  {
    name: "operator snapshot verify",
    usage: "FILE",
    summary: "Load a snapshot file and compare its state's hash",
    flags: [],
    args: one,
    talks: false,
    load: () => import("../commands/operator-snapshot-verify.js"),
  },
  {
    name: "operator quarantine",
    usage: "INDEX CHAINHASH",
    summary: "Have every replica skip an entry that halts them",
    details: "Asks NATS itself: where an entry halts each replica no server answers. Both values stand in the line \"replica halted\" of a server's log: the entry is the one after that index.",
    flags: [
      { name: "nats", value: "URL", help: "Address of NATS (BERTH_NATS_URL, nats://127.0.0.1:4222)" },
      { name: "region", value: "NAME", help: "The region (BERTH_REGION, global)" },
      { name: "reason", value: "TEXT", help: "Why, for those who come later" },
    ],
    args: { min: 2, max: 2 },
    load: () => import("../commands/operator-quarantine.js"),
    talks: false,
  },
];

const devFlags: readonly FlagSpec[] = [
  { name: "nodes", value: "N", help: "Agents to start (3)" },
  { name: "region", value: "NAME", help: "Name of the region (global)" },
  { name: "datacenters", value: "A,B", help: "Datacenters, given to the nodes in turn (dc1)" },
  { name: "port", value: "PORT", help: "Of the HTTP API (4646); 0 = a free one" },
  { name: "data-dir", value: "DIR", help: "Where everything is kept (.berth/dev)" },
  { name: "workers", value: "N", help: "Schedulers (2)" },
  { name: "heartbeat-ttl", value: "MS", help: "A node that is silent longer is lost (10000)" },
  { name: "separate", help: "Every service its own process, as in production" },
  { name: "no-history", help: "Without Postgres and the history of the cluster" },
];

const clusterCommands: readonly Command[] = [
  {
    name: "dev",
    usage: "",
    summary: "Start a whole cluster on this machine, until Ctrl-C",
    details: "NATS and all services are started for you and restarted when they die. Jobs are kept in the data directory and come back at the next start.",
    flags: devFlags,
    args: none,
    talks: false,
    load: () => import("../commands/dev.js"),
  },
  {
    name: "demo",
    usage: "",
    summary: "See a cluster at work: start, run a job, kill a task and a node, update",
    flags: [
      { name: "exit", help: "Stop everything at the end; exit code 0 only if every step was seen to be true" },
      { name: "data-dir", value: "DIR", help: "Where everything is kept (.berth/demo)" },
      { name: "separate", help: "Every service its own process, as in production" },
    ],
    args: none,
    talks: false,
    load: () => import("../commands/demo.js"),
  },
];

export const commands: readonly Command[] = [...clusterCommands, ...jobCommands, ...allocationCommands, ...nodeCommands, ...operatorCommands, ...otherCommands];
