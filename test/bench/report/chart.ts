// A plot as SVG text: lines or bars with axes, ticks and a legend; enough to see a shape in a browser or a report.

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LineChart {
  readonly kind: "lines";
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logX?: boolean;
  readonly series: readonly Series[];
}

export interface BarChart {
  readonly kind: "bars";
  readonly title: string;
  readonly yLabel: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
}

export type Chart = LineChart | BarChart;

const width = 760;
const height = 360;
const margin = { left: 80, right: 20, top: 40, bottom: 60 };
const colours = ["#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2", "#be185d", "#4d7c0f"];
const maxPoints = 400;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function label(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

/** Round steps that cover 0..most. */
function ticksTo(most: number): readonly number[] {
  const rough = Math.max(most, 1e-9) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly turned?: boolean;
}

function text(content: string, { x, y, anchor = "middle", turned = false }: TextPlace): string {
  const turn = turned ? ` transform="rotate(-90 ${x} ${y})"` : "";
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${turn}>${escaped(content)}</text>`;
}

interface Frame {
  readonly parts: string[];
  readonly y: (value: number) => number;
}

function frameOf(title: string, yLabel: string, most: number): Frame {
  const ticks = ticksTo(most);
  const top = ticks.at(-1)!;
  const y = (value: number): number => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const parts = [text(title, { x: width / 2, y: 22 }), text(yLabel, { x: 18, y: height / 2, turned: true })];
  for (const tick of ticks) {
    parts.push(`<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#ddd"/>`);
    parts.push(text(label(tick), { x: margin.left - 8, y: y(tick) + 4, anchor: "end" }));
  }
  return { parts, y };
}

function svgOf(parts: readonly string[]): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`;
}

function thinned(points: Series["points"]): Series["points"] {
  const step = Math.ceil(points.length / maxPoints);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

function lines(chart: LineChart): string {
  const all = chart.series.flatMap(({ points }) => points);
  const scale = (value: number): number => (chart.logX ? Math.log10(Math.max(value, 1e-9)) : value);
  const xs = all.map(([x]) => scale(x));
  const [least, most] = [chart.logX ? Math.min(...xs) : 0, Math.max(...xs, 1e-9)];
  const x = (value: number): number => margin.left + ((scale(value) - least) / Math.max(most - least, 1e-9)) * (width - margin.left - margin.right);
  const { parts, y } = frameOf(chart.title, chart.yLabel, Math.max(...all.map(([, value]) => value), 1e-9));
  const ticks = chart.logX ? [...new Set(all.map(([value]) => value))] : ticksTo(most).filter((tick) => tick <= most);
  for (const tick of ticks) parts.push(text(label(tick), { x: x(tick), y: height - margin.bottom + 18 }));
  parts.push(text(chart.xLabel, { x: width / 2, y: height - 12 }));
  for (const [i, { name, points }] of chart.series.entries()) {
    const colour = colours[i % colours.length]!;
    const path = thinned(points).map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`);
    parts.push(`<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path.join(" ")}"/>`);
    parts.push(`<rect x="${margin.left + 12}" y="${margin.top + 6 + i * 18}" width="10" height="10" fill="${colour}"/>`);
    parts.push(text(name, { x: margin.left + 28, y: margin.top + 15 + i * 18, anchor: "start" }));
  }
  return svgOf(parts);
}

function bars(chart: BarChart): string {
  const { parts, y } = frameOf(chart.title, chart.yLabel, Math.max(...chart.bars.map(({ value }) => value), 1e-9));
  const room = (width - margin.left - margin.right) / Math.max(1, chart.bars.length);
  for (const [i, { name, value }] of chart.bars.entries()) {
    const left = margin.left + i * room + room * 0.15;
    parts.push(`<rect x="${left}" y="${y(value)}" width="${room * 0.7}" height="${y(0) - y(value)}" fill="${colours[i % colours.length]}"/>`);
    parts.push(text(label(value), { x: left + room * 0.35, y: y(value) - 5 }));
    parts.push(text(name, { x: left + room * 0.35, y: height - margin.bottom + 18 + (i % 2) * 16 }));
  }
  return svgOf(parts);
}

export function renderChart(chart: Chart): string {
  return chart.kind === "lines" ? lines(chart) : bars(chart);
}
