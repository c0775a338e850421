// npm test: makes the checkout ready, then runs the unit and property tests, then those on real servers. Arguments go to vitest.
//
//   npm test                         everything
//   npm test -- libs/nats            only files whose path contains this
//   npm test -- --unit               only the tests without servers
//   npm test -- --integration        only the tests on real servers (*.int.spec.ts)
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, prepare, ROOT, run, runMain } from "./workspace.mjs";

const PHASES = [
  { name: "unit and property tests", flag: "--unit", exclude: "**/*.int.spec.ts" },
  { name: "integration tests on real servers", flag: "--integration", exclude: "**/!(*.int).spec.ts" },
];

async function runPhase(phase, passed, work) {
  const countsFile = join(work, `${phase.flag}.json`);
  const reporters = ["--reporter", "default", "--reporter", join(ROOT, "tools/count-reporter.mjs")];
  const vitest = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--passWithNoTests", "--exclude", phase.exclude, ...reporters];
  console.log(`\n== ${phase.name}`);
  const { code } = await run(node(), [...vitest, ...passed], { env: { BERTH_TEST_COUNTS: countsFile } });
  return { code, ...readCounts(countsFile, code) };
}

/** Without a count vitest itself has broken down, unless it found no test to run. */
function readCounts(file, code) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] };
  }
}

function report(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const skipped = results.flatMap((result) => result.skipped);
  console.log();
  for (const { file, name, reason } of skipped) console.log(`skipped  ${file}: ${name}: ${reason || "no reason given"}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  if (passed + failed + skipped.length === 0) console.log("no test matches");
  return failed === 0 && passed + skipped.length > 0 && results.every((result) => result.code === 0) ? 0 : 1;
}

await runMain(async () => {
  await prepare(import.meta.url);
  const args = process.argv.slice(2);
  const flags = PHASES.map((phase) => phase.flag);
  const wanted = flags.filter((flag) => args.includes(flag));
  const passed = args.filter((arg) => !flags.includes(arg));
  const work = mkdtempSync(join(tmpdir(), "berth-test-run-"));
  try {
    const results = [];
    for (const phase of PHASES) {
      if (wanted.length === 0 || wanted.includes(phase.flag)) results.push(await runPhase(phase, passed, work));
    }
    return report(results);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
