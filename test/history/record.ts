// `node test/history/record.ts`: records a log of this version, written by a simulated cluster of the real loops under faults. Run it
// when a release is made, and before it whenever a rule of the fold changed: docs/checklists/changing-an-event.md.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Simulation } from "../sim/simulation.ts";
import { foldEntries, type Recording, writeEntries } from "./recording.ts";

const seed = 4_711;
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as { readonly version: string };
const simulation = new Simulation({ seed, minutes: 2, nodes: 5, jobs: 0, without: [], verbose: false });
const { violations } = await simulation.run();
if (violations.length > 0) throw new Error(`seed ${seed} breaks a rule: ${JSON.stringify(violations[0])}`);
const entries = simulation.scene.world.log.records.map(({ data }) => data);
const { state: _state, ...folded } = foldEntries(entries);
const recording: Recording = { release: version, from: `simulation, seed ${seed}`, ...folded };
const name = join(import.meta.dirname, `log-${version}`);
writeEntries(`${name}.zst`, entries);
writeFileSync(`${name}.json`, `${JSON.stringify(recording, undefined, 2)}\n`);
process.stdout.write(`${JSON.stringify(recording)}\n`);
