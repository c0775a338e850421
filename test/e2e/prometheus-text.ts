// Reads what a service tells Prometheus, strictly enough to fail where Prometheus would.

export type Labels = Readonly<Record<string, string>>;

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?/g;

/** The text behind a path for Prometheus; throws unless it says that it is one. */
export async function scrape(url: string): Promise<string> {
  const response = await fetch(url);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("text/plain; version=0.0.4")) throw new Error(`${url} answered ${response.status} ${type}`);
  return response.text();
}

/** The first value under this name with at least these labels; undefined when there is none. Throws at a malformed line. */
export function valueOf(text: string, name: string, labels: Labels = {}): number | undefined {
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const sample = SAMPLE.exec(line);
    const value = Number(sample?.[3]);
    // "not a number" is a value, in any case.
    if (sample === null || (Number.isNaN(value) && sample[3]?.toLowerCase() !== "nan")) throw new Error(`not a line of Prometheus' format: ${line}`);
    if (sample[1] === name && hasLabels(sample[2] ?? "", labels)) return value;
  }
  return undefined;
}

function hasLabels(written: string, wanted: Labels): boolean {
  const found = new Map([...written.matchAll(LABEL)].map(([, key = "", value = ""]) => [key, value]));
  return Object.entries(wanted).every(([key, value]) => found.get(key) === value);
}
