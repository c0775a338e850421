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

const jobCommands: readonly Command[] = [
  {
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
    talks: true,
    load: () => import("../commands/job-run.js"),
  },
  {
    name: "job status",
    usage: "[ID]",
    summary: "List the jobs, or show one with its allocations",
    flags: [short, verbose, json, { name: "all-allocs", help: "Also all allocations that have ended" }, { name: "evals", help: "Only its evaluations" }],
    args: optional,
    talks: true,
    load: () => import("../commands/job-status.js"),
  },
];

const nodeCommands: readonly Command[] = [
  {
    name: "node status",
    usage: "[ID|NAME]",
    summary: "List the nodes, or show one with what runs there",
    flags: [short, verbose, json],
    args: optional,
    talks: true,
    load: () => import("../commands/node-status.js"),
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

export const commands: readonly Command[] = [
  ...clusterCommands,
  ...jobCommands,
  ...nodeCommands,
  { name: "version", usage: "", summary: "Print the version", flags: [], args: none, talks: false, load: () => import("../commands/version.js") },
];
