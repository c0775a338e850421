// Texts as Postgres takes them: it has no NUL character, and jsonb no half of a surrogate pair. Either becomes U+FFFD,
// so that no job file and no task's output can stop the projection.

export function storableText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text).toWellFormed();
}

const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;
/** One escape at a time, so that an escaped backslash before a "u0000" is left alone. */
const ESCAPE = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|[^])/gi;

/** JSON.stringify escapes exactly the halves that have no other half. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNSTORABLE.test(json)) return json;
  return json.replace(ESCAPE, (escape) => (escape.length === 6 ? "\\ufffd" : escape));
}
