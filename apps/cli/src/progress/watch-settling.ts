// Follows an evaluation and its deployment until they have settled, and shows it. Ctrl-C ends the watching, not the job.
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError } from "@berth/client/api-error";
import type { Client } from "@berth/client/client";
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import type { EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { Call } from "../command-line/command.js";
import { interruptedCode } from "../command-line/dispatch.js";
import { Canvas, liveView } from "./live-view.js";
import { newLines } from "./plain-lines.js";
import { hasEnded, settledCode, type Settling } from "./settling.js";

const pauseMs = 250;

/** The chain that begins with this evaluation: each names the next that continues its work. */
async function readChain(client: Client, firstId: string): Promise<EvaluationAnswer[]> {
  const chain: EvaluationAnswer[] = [];
  for (let id = firstId; id !== ""; ) {
    const evaluation = (await client.evaluations.get(id)).body;
    chain.push(evaluation);
    id = hasEnded(evaluation) ? (evaluation.NextEval ?? "") : "";
    if (chain.some((one) => one.ID === id)) break;
  }
  return chain;
}

function unique(allocations: readonly AllocationStub[]): AllocationStub[] {
  return [...new Map(allocations.map((one) => [one.ID, one])).values()];
}

export async function readSettling(client: Client, evaluationId: string): Promise<Settling> {
  const evaluations = await readChain(client, evaluationId);
  const deploymentId = evaluations.map((one) => one.DeploymentID ?? "").findLast((id) => id !== "") ?? "";
  const placed = await Promise.all(evaluations.map(async (one) => (await client.evaluations.allocations(one.ID)).body));
  if (deploymentId === "") return { evaluations, allocations: unique(placed.flat()), deployment: null };
  const [deployment, deployed] = await Promise.all([client.deployments.get(deploymentId), client.deployments.allocations(deploymentId)]);
  return { evaluations, allocations: unique([...placed.flat(), ...deployed.body]), deployment: deployment.body };
}

type Show = (settling: Settling, before: Settling | undefined) => void;

function showing(call: Call): Show {
  const { terminal } = call;
  const verbose = call.flags.isOn("verbose");
  if (!terminal.isLive)
    return (settling, before) => newLines(settling, before, { nowMs: Date.now(), verbose }).forEach((line) => terminal.out(line));
  const canvas = new Canvas(terminal);
  const startedAtMs = performance.now();
  return (settling) =>
    canvas.draw(liveView(settling, { terminal, verbose, elapsedMs: performance.now() - startedAtMs, width: terminal.columns(), height: terminal.rows() }));
}

/** How long a server may be away, for example while it is restarted, before watching ends. */
const patienceMs = 30_000;

/** Undefined while no server answers. */
async function readPatiently(client: Client, evaluationId: string, lastAnswerAtMs: number): Promise<Settling | undefined> {
  try {
    return await readSettling(client, evaluationId);
  } catch (error) {
    if (error instanceof ConnectionError && performance.now() - lastAnswerAtMs < patienceMs) return undefined;
    throw error;
  }
}

/** Answers with the exit code: 0 settled well, 1 failed, 2 not all could be placed. */
export async function watchSettling(call: Call, client: Client, evaluationId: string): Promise<number> {
  const show = showing(call);
  let before: Settling | undefined;
  let answeredAtMs = performance.now();
  for (;;) {
    const settling = await readPatiently(client, evaluationId, answeredAtMs);
    if (settling !== undefined) {
      answeredAtMs = performance.now();
      show(settling, before);
      before = settling;
      const code = settledCode(settling);
      if (code !== undefined) return code;
    }
    try {
      await sleep(pauseMs, undefined, { signal: call.signal });
    } catch {
      call.terminal.err(`Stopped watching; the job goes on. Look again: berth job status ${before?.evaluations[0]?.JobID ?? ""}`);
      return interruptedCode;
    }
  }
}
