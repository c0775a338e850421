// A vitest reporter that writes what tools/test.mjs counts: how many tests passed and failed, and which were skipped and why.
import { writeFileSync } from "node:fs";

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") counts.passed++;
        else if (result.state === "failed") failedHere++;
        else counts.skipped.push({ file: module.relativeModuleId ?? module.moduleId, name: test.fullName, reason: result.note ?? "" });
      }
      // A file that does not load, or whose hook fails, has no failed test of its own.
      counts.failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
    }
    writeFileSync(process.env.BERTH_TEST_COUNTS, JSON.stringify(counts));
  }
}
