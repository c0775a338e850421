// `berth demo`: starts a region, tells the story step by step, and stops everything that it started, whatever happens.
import { createServer } from "node:net";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@berth/client/client";
import type { Call } from "../command-line/command.js";
import { interruptedCode } from "../command-line/dispatch.js";
import type { DevOptions, RunningDev } from "../dev/dev-options.js";
import { startDev } from "../dev/start-dev.js";
import { paint } from "../output/terminal.js";
import { chooseJob } from "./choose-job.js";
import { readInstances } from "./instance.js";
import { leftoverProcesses } from "./leftover-processes.js";
import type { Finding, Step, Story } from "./demo-step.js";
import { rollingUpdate } from "./step-update.js";
import { killNode, killTask } from "./steps-failure.js";
import { eachAnswers, jobHealthy, nodesReady } from "./steps-start.js";
import { taskPid } from "./task-process.js";

const steps: readonly Step[] = [nodesReady, jobHealthy, eachAnswers, killTask, killNode, rollingUpdate];
const usualPort = 4646;
const lookEachMs = 200;

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

async function optionsOf(call: Call): Promise<DevOptions> {
  return {
    dataDir: resolve(call.flags.text("data-dir") ?? ".berth/demo"),
    region: "us",
    nodes: 4,
    datacenters: ["us-west-1", "us-east-1"],
    httpPort: (await isFree(usualPort)) ? usualPort : 0,
    workers: 2,
    // Short, so that the death of a node is noticed while one watches; but agents may need long to come back on a busy machine.
    heartbeat: { ttlMs: 2_000, graceMs: 1_000, failoverMs: 20_000 },
    separate: call.flags.isOn("separate"),
    history: true,
    env: call.env,
    onProgress: (text) => call.terminal.out(paint(call.terminal, "dim", `  ${text}`)),
  };
}

/** Shows on one line what is seen while it is not yet true. */
class WaitingLine {
  private shown = "";

  constructor(private readonly call: Call) {}

  show(text: string): void {
    if (!this.call.terminal.isLive || text === this.shown) return;
    this.shown = text;
    this.call.terminal.write(`\r\u001b[2K  … ${text.slice(0, this.call.terminal.columns() - 6)}`);
  }

  clear(): void {
    if (this.shown !== "") this.call.terminal.write("\r\u001b[2K");
    this.shown = "";
  }
}

/** Looks until it is true, or time is up: then the last thing seen counts. A failing look counts as not true yet. */
async function lookUntilTrue(look: () => Promise<Finding>, step: Step, { call, line }: { readonly call: Call; readonly line: WaitingLine }): Promise<Finding> {
  const endMs = performance.now() + step.timeoutMs;
  for (;;) {
    const finding = await look().catch((error: Error): Finding => ({ isTrue: false, seen: [error.message] }));
    if (finding.isTrue || performance.now() > endMs || call.signal.aborted) return finding;
    line.show(finding.seen[0] ?? "");
    await sleep(lookEachMs, undefined, { signal: call.signal }).catch(() => undefined);
  }
}

async function tell(step: Step, story: Story, call: Call): Promise<boolean> {
  const { terminal } = call;
  terminal.out("");
  terminal.out(paint(terminal, "bold", step.title));
  const line = new WaitingLine(call);
  const startedAtMs = performance.now();
  let finding: Finding;
  try {
    finding = await lookUntilTrue(await step.run(story), step, { call, line });
  } catch (error) {
    finding = { isTrue: false, seen: [(error as Error).message] };
  }
  line.clear();
  if (call.signal.aborted) return false;
  const [first = "", ...rest] = finding.seen;
  const mark = finding.isTrue ? paint(terminal, "green", "✓") : paint(terminal, "red", "✗");
  terminal.out(`${mark} ${first} (${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s)`);
  rest.forEach((text) => terminal.out(`  ${text}`));
  if (!finding.isTrue) terminal.out(`  This was not seen within ${Math.round(step.timeoutMs / 1_000)} s. Look at: ${step.lookAt(story)}`);
  return finding.isTrue;
}

function hints(dev: RunningDev, jobId: string): string[] {
  const other = dev.httpUrl.endsWith(`:${usualPort}`) ? "" : `BERTH_ADDR=${dev.httpUrl} `;
  return [
    "",
    `The cluster keeps running at ${dev.httpUrl}. Try, in another terminal:`,
    ...[`job status ${jobId}`, "node status", "job run examples/hello-batch.hcl", "alloc logs -f ALLOCATION", `job stop ${jobId}`].map((words) => `  ${other}./berth ${words}`),
    "Ctrl-C stops everything; the next start brings the jobs back.",
  ];
}

/** Answers with whether nothing is left: no process of the cluster, and no task, which Docker would run elsewhere. */
async function stopAll(call: Call, { dev, client, chosen }: Pick<Story, "dev" | "client" | "chosen">, dataDir: string): Promise<boolean> {
  const { terminal } = call;
  const instances = await readInstances(client, chosen.id).catch(() => []);
  terminal.out("");
  terminal.out(paint(terminal, "bold", "Stopping the cluster and all its tasks"));
  await dev.stop();
  const tasks = await Promise.all(instances.map((one) => taskPid(one.id, chosen.usesDocker)));
  const left = [...(await leftoverProcesses(dataDir)), ...tasks.filter((pid) => pid !== undefined).map((pid) => ({ pid, command: "a task" }))];
  if (left.length === 0) terminal.out(`${paint(terminal, "green", "✓")} nothing of it runs any more`);
  else terminal.out(`${paint(terminal, "red", "✗")} still running: ${left.map(({ pid, command }) => `${pid} (${command})`).join(", ")}`);
  return left.length === 0;
}

/** Answers with the number of steps that were not seen to be true. */
async function tellAll(call: Call, story: Story): Promise<number> {
  let failed = 0;
  for (const step of steps) {
    if (call.signal.aborted) break;
    if (!(await tell(step, story, call))) failed++;
    // Without a healthy job the rest would only repeat the same trouble.
    if (failed > 0 && (step === nodesReady || step === jobHealthy)) break;
  }
  return failed;
}

export async function runDemo(call: Call): Promise<number> {
  const { terminal, signal } = call;
  const startedAtMs = performance.now() - process.uptime() * 1_000;
  const chosen = await chooseJob(call.env);
  terminal.out(paint(terminal, "bold", "Starting region us with four nodes"));
  const options = await optionsOf(call);
  const dev = await startDev(options);
  const story: Story = { dev, client: createClient({ address: dev.httpUrl }), chosen, signal, startedAtMs, say: (line) => terminal.out(line) };
  let failed = 0;
  let isTold = false;
  try {
    failed = await tellAll(call, story);
    isTold = !signal.aborted;
    if (!call.flags.isOn("exit") && !signal.aborted) {
      hints(dev, chosen.id).forEach((line) => terminal.out(line));
      await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
    }
  } finally {
    if (!(await stopAll(call, story, options.dataDir))) failed++;
  }
  if (!isTold) return interruptedCode;
  const total = `${((performance.now() - startedAtMs) / 1_000).toFixed(0)} s`;
  terminal.out(failed === 0 ? `${paint(terminal, "green", "✓")} Every step was seen to be true (${total})` : `${paint(terminal, "red", "✗")} ${failed} of ${steps.length + 1} steps failed (${total})`);
  return failed === 0 ? 0 : 1;
}
