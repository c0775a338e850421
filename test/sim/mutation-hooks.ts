// Loaded before everything else of a mutated run (`node --import`): changes one place of one built file as it is loaded. A
// pattern that is not found exactly once is an error: a mutation must not silently become none.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { mutations } from "./mutation-list.ts";

const name = process.env["BERTH_SIM_MUTATION"];
const mutation = mutations.find((each) => each.name === name);
if (mutation === undefined) throw new Error(`no mutation is called "${name}"`);
let applied = false;

registerHooks({
  load(url, context, next) {
    if (!url.endsWith(mutation.file)) return next(url, context);
    const source = readFileSync(fileURLToPath(url), "utf8");
    const parts = source.split(mutation.find);
    if (parts.length !== 2) throw new Error(`mutation "${mutation.name}": ${mutation.file} holds its pattern ${parts.length - 1} times, not once`);
    applied = true;
    return { format: "module", source: parts.join(mutation.replace), shortCircuit: true };
  },
});

process.on("exit", () => {
  if (!applied) console.error(`mutation "${mutation.name}": ${mutation.file} was never loaded`);
});
