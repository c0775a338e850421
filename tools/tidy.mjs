// Checks the house rules of tools/tidy-rules.mjs on every file of the checkout; prints file:line: rule and ends with 1 on a finding.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tidy, tidyDecisionRecords } from "./tidy-rules.mjs";
import { listFiles, ROOT, runMain } from "./workspace.mjs";

const SIZE_LIMIT_BYTES = 2_000_000;

await runMain(() => {
  const only = process.argv.slice(2);
  const files = listFiles()
    .filter((path) => only.length === 0 || only.some((prefix) => path.startsWith(prefix)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }))
    .filter((file) => file.text.length < SIZE_LIMIT_BYTES && !file.text.includes("\0"));
  const findings = [...files.flatMap(tidy), ...tidyDecisionRecords(files)];
  for (const { path, line, message } of findings) console.log(`${path}:${line}: ${message}`);
  console.log(findings.length === 0 ? `${files.length} files are tidy` : `${findings.length} findings in ${files.length} files`);
  return findings.length === 0 ? 0 : 1;
});
