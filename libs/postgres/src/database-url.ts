// Where Postgres is. The URL holds a password: it is never shown, and what is shown of an error is cleaned of it.

export interface DatabaseUrl {
  /** With the password. */
  readonly connectionString: string;
  /** Host, port and database, for logs. */
  readonly address: string;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

export class InvalidDatabaseUrl extends Error {
  override readonly name = "InvalidDatabaseUrl";
}

const EXAMPLE = "postgres://user:password@host:5432/berth";

/** Throws InvalidDatabaseUrl, whose message does not repeat the text. */
export function readDatabaseUrl(text: string): DatabaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol))
    throw new InvalidDatabaseUrl(`DATABASE_URL: not the URL of a Postgres database; write it like ${EXAMPLE}`);
  const passwords = [url.password, url.searchParams.get("password") ?? ""];
  const secrets = [text, ...passwords, ...passwords.map(decoded)].filter((secret) => secret !== "");
  return { connectionString: text, address: `${url.hostname || "localhost"}:${url.port || "5432"}${url.pathname}`, secrets };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an error says, without secrets, with its code: a refused connection to several addresses says nothing else. */
export function describeFailure(error: unknown, { address, secrets }: DatabaseUrl): string {
  const said = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const causes = error instanceof AggregateError ? error.errors.map((one) => (one instanceof Error ? one.message : String(one))) : [];
  const text = [said, ...causes].filter((part) => part !== "").join("; ") || "failed";
  const clean = secrets.reduce((result, secret) => result.replaceAll(secret, "***"), text);
  return `Postgres at ${address}: ${clean}${code === "" ? "" : ` (${code})`}`;
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
