// Recorded conversations of the real server, where this machine has them: outside of the repository, so tests that compare
// with them are skipped, with a reason, where there are none.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Exchange {
  readonly request: { readonly method: string; readonly path: string; readonly query: Readonly<Record<string, string>>; readonly body: unknown };
  readonly response: { readonly status: number; readonly bodyFormat: string; readonly body: unknown };
}

const root = dirname(fileURLToPath(new URL("../../../..", import.meta.url)));
const directory = process.env["BERTH_GOLDEN"] ?? join(root, "shared/golden");

export const goldenAbsent = existsSync(join(directory, "01-service-job"))
  ? undefined
  : "no recorded conversations here; set BERTH_GOLDEN to their directory";

export function exchange(scenario: string, number: string): Exchange {
  const files = readdirSync(join(directory, scenario));
  const file = files.find((name) => name.startsWith(`${number}-`));
  if (file === undefined) throw new Error(`no exchange ${number} in ${scenario}`);
  return JSON.parse(readFileSync(join(directory, scenario, file), "utf8")) as Exchange;
}
