// Progress as one picture that is drawn over and over on a terminal: evaluation, deployment, each allocation, and why
// something is not placed.
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import { columns } from "../output/columns.js";
import { deployedTable } from "../output/deployment-view.js";
import { failureLines } from "../output/placement-failure.js";
import { paint, type Paint, type Terminal, withoutColors } from "../output/terminal.js";
import { durationText, shortId } from "../output/words.js";
import { failedGroups, type Settling } from "./settling.js";

export interface ViewOptions {
  readonly terminal: Pick<Terminal, "hasColor">;
  readonly elapsedMs: number;
  readonly verbose: boolean;
  readonly width: number;
  readonly height: number;
}

const colorOf: Readonly<Record<string, Paint>> = {
  running: "green",
  complete: "green",
  successful: "green",
  healthy: "green",
  failed: "red",
  lost: "red",
  unhealthy: "red",
  pending: "yellow",
  blocked: "yellow",
};

function healthOf(one: AllocationStub): string {
  const healthy = one.DeploymentStatus?.Healthy ?? null;
  return healthy === null ? "" : healthy ? "healthy" : "unhealthy";
}

/** The newest thing that happened to its tasks. */
export function latestEvent(one: AllocationStub): string {
  const events = Object.values(one.TaskStates ?? {}).flatMap((task) => task.Events ?? []);
  const newest = events.sort((a, b) => b.Time - a.Time)[0];
  return newest === undefined ? one.ClientDescription : `${newest.Type}: ${newest.DisplayMessage}`;
}

function allocationRows(settling: Settling, options: ViewOptions): string[] {
  const color = (text: string): string => (colorOf[text] === undefined ? text : paint(options.terminal, colorOf[text], text));
  const sorted = [...settling.allocations].sort((a, b) => (a.Name < b.Name ? -1 : a.Name > b.Name ? 1 : b.CreateIndex - a.CreateIndex));
  const rows = sorted.map((one) => [
    shortId(one.ID, options.verbose),
    one.NodeName,
    one.TaskGroup,
    String(one.JobVersion),
    color(one.ClientStatus),
    color(healthOf(one)),
    latestEvent(one),
  ]);
  return rows.length === 0 ? [] : ["", ...columns([["Allocation", "Node", "Group", "Version", "Status", "Health", "Last event"], ...rows])];
}

function cut(line: string, width: number): string {
  // Colours are only in lines of tables whose coloured cells come first; the uncoloured tail is what gets long.
  const bare = withoutColors(line);
  return bare.length <= width ? line : `${line.slice(0, width - 1 + (line.length - bare.length))}…`;
}

export function liveView(settling: Settling, options: ViewOptions): string[] {
  const last = settling.evaluations.at(-1);
  if (last === undefined) return [];
  const { deployment } = settling;
  const lines = [
    `Job "${last.JobID}": evaluation ${shortId(last.ID, options.verbose)} is ${last.Status}${deployment === null ? "" : `, deployment ${shortId(deployment.ID, options.verbose)} is ${deployment.Status}`} (${durationText(options.elapsedMs)})`,
  ];
  if (deployment !== null) lines.push(`  ${deployment.StatusDescription}`, "", ...deployedTable(deployment).slice(1));
  lines.push(...allocationRows(settling, options));
  const failed = failedGroups(settling);
  if (Object.keys(failed).length > 0) lines.push("", paint(options.terminal, "yellow", "Not placed"), ...failureLines(failed, true));
  const fitting = lines.length <= options.height - 1 ? lines : [...lines.slice(0, options.height - 2), `… and ${lines.length - options.height + 2} more lines`];
  return fitting.map((line) => cut(line, options.width));
}

/** Draws a picture over the one before. */
export class Canvas {
  private drawnLines = 0;

  constructor(private readonly terminal: Pick<Terminal, "write">) {}

  draw(lines: readonly string[]): void {
    const up = this.drawnLines === 0 ? "" : `\u001b[${this.drawnLines}A`;
    this.terminal.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}\u001b[J`);
    this.drawnLines = lines.length;
  }
}
