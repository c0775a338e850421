// The `berth` command line program.
import { commands } from "./command-line/commands.js";
import { dispatch, interruptedCode } from "./command-line/dispatch.js";

const interrupt = new AbortController();
// The first Ctrl-C asks the command to end in order, a later one ends it. Two within a second are one: npm and a terminal
// both pass it on.
const sameInterruptMs = 1_000;
let interruptedAtMs = 0;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(name, () => {
    const isLater = interrupt.signal.aborted && performance.now() - interruptedAtMs > sameInterruptMs;
    if (isLater && name === "SIGINT") process.exit(interruptedCode);
    if (!interrupt.signal.aborted) interruptedAtMs = performance.now();
    interrupt.abort();
  });
// `berth … | head` closes the pipe early: nothing to complain about.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await dispatch({ words: process.argv.slice(2), env: process.env, signal: interrupt.signal }, commands);
