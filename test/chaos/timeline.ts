// A violation for people: what its operations were, and what else happened to the same job and to the region around them.
import { textOf, jobText } from "./check-history.ts";
import type { LoggedWrite, Operation, RecordedFault, Violation } from "./history.ts";

export interface Happened {
  readonly operations: readonly Operation[];
  readonly logged: readonly LoggedWrite[];
  readonly faults: readonly RecordedFault[];
}

const aroundMs = 500;
const mostLines = 60;

function resultText({ result }: Operation): string {
  switch (result.kind) {
    case "done":
      return `done at ${result.index}`;
    case "seen":
      return `saw ${jobText(result.job)}`;
    case "refused":
      return `refused: ${result.reason}`;
    case "unknown":
      return `unknown: ${result.reason.slice(0, 120)}`;
  }
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(3).padStart(9);

export function timelineOf(violation: Violation, { operations, logged, faults }: Happened): string {
  const concerned = new Set(violation.operations);
  const own = operations.filter(({ id }) => concerned.has(id));
  const title = `${violation.kind}: ${violation.message}`;
  if (own.length === 0) return title;
  const jobs = new Set(own.map(({ request }) => request.job));
  const fromMs = Math.min(...own.map(({ startMs }) => startMs)) - aroundMs;
  const toMs = Math.max(...own.map(({ endMs }) => endMs)) + aroundMs;
  const isNear = ({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }): boolean => endMs >= fromMs && startMs <= toMs;
  const fates = new Map(logged.map(({ operation, index, applied }) => [operation, `${applied ? "applied" : "refused"} at ${index}`]));
  const lines = [
    ...faults.filter(isNear).map(({ kind, target, startMs, endMs }) => ({ startMs, text: `${seconds(startMs)}${seconds(endMs)}  FAULT ${kind} (${target})` })),
    ...operations
      .filter((operation) => jobs.has(operation.request.job) && isNear(operation))
      .map((operation) => {
        const { id, client, via, request, startMs, endMs } = operation;
        const mark = concerned.has(id) ? ">" : " ";
        const log = request.kind === "read" ? "" : `; in the log: ${fates.get(id) ?? "nothing"}`;
        return { startMs, text: `${seconds(startMs)}${seconds(endMs)} ${mark}${client} via ${via}: ${textOf(request)}: ${resultText(operation)}${log} [${id}]` };
      }),
  ].toSorted((a, b) => a.startMs - b.startMs);
  return [title, "  begin s    end s", ...lines.slice(0, mostLines).map(({ text }) => text), ...(lines.length > mostLines ? [`  ... and ${lines.length - mostLines} more`] : [])].join("\n");
}
