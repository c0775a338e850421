// `node test/sim/mutations.ts [--seeds N] [--only TEXT]`: runs the simulation once for each broken rule, until a seed catches it.
// Ends with 1 when one is not caught.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutations } from "./mutation-list.ts";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "200" }, seed: { type: "string", default: "1" }, only: { type: "string", default: "" } } });
const here = import.meta.dirname;
const survivors: string[] = [];
const chosen = mutations.filter(({ name }) => name.includes(values.only));

for (const { name, options = [] } of chosen) {
  const began = performance.now();
  const args = ["--import", join(here, "mutation-hooks.ts"), join(here, "run.ts"), "--seed", values.seed, "--seeds", values.seeds, "--lines", "0", ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, BERTH_SIM_MUTATION: name } });
  const seconds = Math.round((performance.now() - began) / 1_000);
  const caught = /^seed (\d+): ([^,]+), at [^:]+: (.{0,90})/m.exec(stdout);
  if (status === 1 && caught !== null) console.log(`caught    ${name}: seed ${caught[1]}, ${caught[2]}: ${caught[3]} (${seconds} s)`);
  else {
    survivors.push(name);
    console.log(`SURVIVED  ${name} (${seconds} s)${status === 0 ? "" : `: ${stderr.trim().split("\n").slice(0, 6).join(" | ")}`}`);
  }
}
console.log(JSON.stringify({ mutations: chosen.length, caught: chosen.length - survivors.length, survivors }));
process.exit(survivors.length > 0 ? 1 : 0);
