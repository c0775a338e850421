// A benchmark's report: its figures as a table, its plots beside it, under test/bench/out.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures } from "../run.ts";
import { type Chart, renderChart } from "./chart.ts";

export const outDirectory = fileURLToPath(new URL("../out/", import.meta.url));

export interface Report {
  readonly name: string;
  /** What was measured, and how. */
  readonly about: string;
  readonly charts: readonly Chart[];
  readonly tables?: readonly { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] }[];
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

export function tableText(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [row(columns), row(columns.map(() => "---")), ...rows.map(row)].join("\n");
}

export async function writeReport(report: Report, figures: Figures): Promise<void> {
  await mkdir(outDirectory, { recursive: true });
  const images: string[] = [];
  for (const [i, chart] of report.charts.entries()) {
    const file = `${report.name}${i === 0 ? "" : `-${i + 1}`}.svg`;
    await writeFile(join(outDirectory, file), renderChart(chart));
    images.push(`![${chart.title}](${file})`);
  }
  const tables = (report.tables ?? []).map(({ title, columns, rows }) => `## ${title}\n\n${tableText(columns, rows)}`);
  const figureTable = tableText(["figure", "value"], Object.entries(figures));
  const parts = [`# ${report.name}`, `${report.about} Measured ${new Date().toISOString()}.`, figureTable, ...images, ...tables];
  await writeFile(join(outDirectory, `${report.name}.md`), `${parts.join("\n\n")}\n`);
}
