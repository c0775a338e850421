// npm test: makes the checkout ready, then runs the unit and property tests, then those on real servers. Arguments go to vitest.
//
// Files on real servers that fail beside others run once more, alone: what passes then was starved or raced, and is
// reported as unsteady, by name, for somebody to mend. Tests without servers get no second chance.
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
  { name: "integration tests on real servers", flag: "--integration", exclude: "**/!(*.int).spec.ts", hasSecondChance: true, more: ["--testTimeout=90000"] },
];
/** More failures than this are no accident. */
const MAX_FILES_AGAIN = 3;

async function runPhase(phase, passed, work) {
  const countsFile = join(work, `${phase.flag}.json`);
  const reporters = ["--reporter", "default", "--reporter", join(ROOT, "tools/count-reporter.mjs")];
  const vitest = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--passWithNoTests", "--exclude", phase.exclude, ...(phase.more ?? []), ...reporters];
  console.log(`\n== ${phase.name}`);
  const { code } = await run(node(), [...vitest, ...passed], { env: { BERTH_TEST_COUNTS: countsFile } });
  return { code, unsteady: [], ...readCounts(countsFile, code) };
}

/** What failed beside others, once more and alone. */
async function runAgain(phase, result, work) {
  const files = [...new Set(result.failed.map(({ file }) => file))];
  if (files.length === 0 || files.length > MAX_FILES_AGAIN || files.includes("")) return result;
  for (const { file, name, reason } of result.failed) console.log(`failed   ${file}: ${name}: ${reason}`);
  const again = await runPhase({ ...phase, name: `once more, alone: ${files.join(", ")}` }, ["--maxWorkers=1", ...files], work);
  const failedAgain = new Set(again.failed.map(({ file }) => file));
  const unsteady = result.failed.filter(({ file }) => !failedAgain.has(file));
  return { ...result, code: again.code, passed: result.passed + unsteady.length, failed: again.failed, unsteady };
}

/** Without a count vitest itself has broken down, unless it found no test to run. */
function readCounts(file, code) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: code === 0 ? [] : [{ file: "", name: "vitest", reason: `ended with code ${code} without a count` }], skipped: [] };
  }
}

function report(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.flatMap((result) => result.failed);
  const skipped = results.flatMap((result) => result.skipped);
  console.log();
  for (const line of skippedLines(skipped)) console.log(line);
  const unsteady = results.flatMap((result) => result.unsteady);
  for (const { file, name, reason } of unsteady) console.log(`UNSTEADY ${file}: ${name}: passed alone, but had failed: ${reason}`);
  for (const { file, name, reason } of failed) console.log(`FAILED   ${file}: ${name}: ${reason}`);
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  if (passed + failed.length + skipped.length === 0) console.log("no test matches");
  return failed.length === 0 && passed + skipped.length > 0 && results.every((result) => result.code === 0) ? 0 : 1;
}

/** One line for all that one file skips for one reason. */
function skippedLines(skipped) {
  const groups = new Map();
  for (const { file, name, reason } of skipped) {
    const key = `${file}: ${reason || "no reason given"}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([key, names]) => `skipped  ${key} (${names.length === 1 ? names[0] : `${names.length} tests`})`);
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
      if (wanted.length > 0 && !wanted.includes(phase.flag)) continue;
      const result = await runPhase(phase, passed, work);
      results.push(phase.hasSecondChance ? await runAgain(phase, result, work) : result);
    }
    return report(results);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
