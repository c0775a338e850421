// `npm run chaos -- --minutes M [--replicas 1|3] [--seed N] [--only TEXT]`: real processes under faults. Progress goes to stderr;
// the last line of stdout is one JSON object. Ends with 1 when a promise was broken, after a timeline of what happened.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { chaos } from "./chaos.ts";

const usage = `usage: npm run -s chaos -- --minutes M [options]

  --minutes M     how long faults come, one after the other (default 1)
  --replicas N    copies of the cluster log: 1 (default) or 3, on as many NATS servers
  --seed N        what the clients ask and which faults come in which order (default: another each time)
  --only TEXTS    only kinds of faults that contain one of these, separated by commas
`;

const mostShown = 5;

function fail(text: string): never {
  process.stderr.write(`${text}\n\n${usage}`);
  process.exit(2);
}

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { minutes: text, replicas: text, seed: text, only: text, help: { type: "boolean" } } });
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const minutes = Number(values.minutes ?? 1);
const replicas = Number(values.replicas ?? 1);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
if (!(minutes > 0)) fail(`--minutes must be a number above 0, not "${values.minutes}"`);
if (replicas !== 1 && replicas !== 3) fail(`--replicas must be 1 or 3, not "${values.replicas}"`);
if (!Number.isSafeInteger(seed)) fail(`--seed must be a whole number, not "${values.seed}"`);
// What was started ends with this process, also when it is interrupted.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const only = (values.only ?? "").split(",").filter((part) => part !== "");
const progress = (line: string): void => void process.stderr.write(`${line}\n`);
progress(`seed ${seed}`);
const report = await chaos({ seconds: minutes * 60, replicas, seed, only, progress });
const { violations, overCommits, calm, stalls, ...counts } = report;
for (const violation of violations.slice(0, mostShown)) process.stdout.write(`VIOLATION ${violation}\n\n`);
if (violations.length > mostShown) process.stdout.write(`... and ${violations.length - mostShown} more\n`);
const worst = (of: "writeMsMax" | "placementMsMax"): number => Math.max(0, ...Object.values(stalls).map((figures) => figures[of]));
process.stdout.write(
  `${JSON.stringify({
    chaos: true,
    minutes,
    replicas,
    seed,
    ...counts,
    over_commits: overCommits,
    violations: violations.length,
    write_stall_ms_max: worst("writeMsMax"),
    placement_stall_ms_max: worst("placementMsMax"),
    calm,
    stalls,
    cores: availableParallelism(),
  })}\n`,
);
process.exit(violations.length === 0 ? 0 : 1);
