// Checks the house rules of tools/tidy-rules.mjs on every file of the checkout; prints file:line: rule and ends with 1 on a finding.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tidy, tidyDecisionRecords } from "./tidy-rules.mjs";
import { listFiles, ROOT, run, runMain } from "./workspace.mjs";

const SIZE_LIMIT_BYTES = 2_000_000;

/** The hosts that packages come from on this machine, and npm's own default: no file may depend on one of them. */
async function mirrorHosts() {
  const answers = await Promise.all([
    run("npm", ["config", "get", "registry"], { capture: true }),
    run("npm", ["config", "get", "registry"], { capture: true, env: { npm_config_registry: "", npm_config_userconfig: "/dev/null" } }),
    run("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { capture: true }),
  ]);
  const urls = answers.filter((answer) => answer.code === 0).flatMap((answer) => answer.output.split("\n"));
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))].filter((host) => host.includes("."));
}

await runMain(async () => {
  const hosts = await mirrorHosts();
  const only = process.argv.slice(2);
  const files = listFiles()
    .filter((path) => only.length === 0 || only.some((prefix) => path.startsWith(prefix)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }))
    .filter((file) => file.text.length < SIZE_LIMIT_BYTES && !file.text.includes("\0"));
  const findings = [...files.flatMap((file) => tidy(file, hosts)), ...tidyDecisionRecords(files)];
  for (const { path, line, message } of findings) console.log(`${path}:${line}: ${message}`);
  console.log(findings.length === 0 ? `${files.length} files are tidy` : `${findings.length} findings in ${files.length} files`);
  return findings.length === 0 ? 0 : 1;
});
