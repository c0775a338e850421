// A vitest reporter that writes what tools/test.mjs counts: how many tests passed, which failed and why, and which were skipped and why.
import { writeFileSync } from "node:fs";

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.map((error) => ({ file: "", name: "unhandled error", reason: reasonOf([error]) })), skipped: [] };
    for (const module of modules) {
      const file = module.relativeModuleId ?? module.moduleId;
      const failed = [];
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") counts.passed++;
        else if (result.state === "failed") failed.push({ file, name: test.fullName, reason: reasonOf(result.errors) });
        else counts.skipped.push({ file, name: test.fullName, reason: result.note ?? "" });
      }
      // A file that does not load, or whose hook fails, has no failed test of its own.
      if (failed.length === 0 && !module.ok()) failed.push({ file, name: "the file or a hook of it", reason: reasonOf(errorsIn(module)) });
      counts.failed.push(...failed);
    }
    writeFileSync(process.env.BERTH_TEST_COUNTS, JSON.stringify(counts));
  }
}

function errorsIn(module) {
  return [module, ...module.children.allSuites()].flatMap((task) => task.errors());
}

function reasonOf(errors) {
  const texts = (errors ?? []).map((error) => `${error.name ?? "Error"}: ${error.message ?? error}${placeOf(error)}`);
  return texts.join("; ").slice(0, 2_000);
}

function placeOf(error) {
  const frame = (error.stacks ?? [])[0];
  return frame === undefined ? "" : ` (${frame.file}:${frame.line}:${frame.column})`;
}
