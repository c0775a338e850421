// The environment against a schema: the whole list of what is wrong, never only the first, and never a value, for it may be
// a secret.
import type { z } from "zod";

export type ParsedConfig<Config> = { readonly ok: true; readonly config: Readonly<Config> } | { readonly ok: false; readonly problems: readonly string[] };

export function parseConfig<Config>(schema: z.ZodType<Config>, variables: Readonly<Record<string, string | undefined>>): ParsedConfig<Config> {
  // `FOO=` in an environment file means "not set".
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""));
  const result = schema.safeParse(set);
  if (result.success) return { ok: true, config: Object.freeze(result.data) };
  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join(".") || "environment";
    return set[name] === undefined && issue.path.length > 0 ? `${name} is not set (${issue.message})` : `${name}: ${issue.message}`;
  });
  return { ok: false, problems };
}

export function configFailure(service: string, problems: readonly string[]): string {
  return [`${service} cannot start, ${problems.length === 1 ? "a variable" : `${problems.length} variables`} of its environment must be mended:`, ...problems.map((problem) => `  ${problem}`)].join("\n");
}
