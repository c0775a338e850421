// How several warnings become one text, in the form that Nomad's clients print. Problems: jobspec/problem.

/** "" when there is nothing to warn of. */
export function warningText(warnings: readonly string[]): string {
  if (warnings.length === 0) return "";
  return `${warnings.length} warning(s):\n\n${warnings.map((warning) => `* ${warning}`).join("\n")}`;
}
