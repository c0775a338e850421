// Reading a request's body: bounded, text, JSON against a schema. Each failure says what was wrong and what to send.
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { HttpProblem } from "./http-problem.js";

export const bodyLimitBytes = 1_048_576;
/** Past the limit the rest is read and thrown away, so that the client sees our answer and not a broken connection. */
const discardLimitBytes = 64 * 1_048_576;

function tooLarge(): HttpProblem {
  return new HttpProblem(
    413,
    "Request body is larger than 1 MB (1048576 bytes): nothing was changed. Large data belongs into artifacts, not into the job.",
  );
}

/** By events: an iterator over the stream costs as much as all else that is done with a small body. */
export function readBody(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bodyLimitBytes) chunks.push(chunk);
      else if (length > discardLimitBytes) {
        request.pause();
        reject(tooLarge());
      }
    });
    request.on("end", () => {
      if (length > bodyLimitBytes) reject(tooLarge());
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new HttpProblem(400, "Request body ended early: the connection was closed"));
    });
  });
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function firstBadByte(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  const at = text.indexOf("\uFFFD");
  return at < 0 ? 0 : new TextEncoder().encode(text.slice(0, at)).length;
}

export function textOfBody(bytes: Uint8Array): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (error) {
    const at = firstBadByte(bytes);
    throw new HttpProblem(
      400,
      `Request body is not text: byte ${at} (0x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}) is not UTF-8. Send JSON, or HCL with Content-Type application/hcl.`,
      { cause: error },
    );
  }
  const zero = text.indexOf("\0");
  if (zero >= 0)
    throw new HttpProblem(400, `Request body is not text: it holds a zero byte at ${zero}. Send JSON, or HCL with Content-Type application/hcl.`);
  return text;
}

export function parseJson(text: string): unknown {
  if (text.trim() === "") throw new HttpProblem(400, "Request body is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new HttpProblem(400, `Request body is not valid JSON: ${message.slice(0, 300)}`, { cause: error });
  }
}

const namesOfSchemas = new WeakMap<z.ZodObject, ReadonlyMap<string, string>>();

/** A schema's names by themselves in lower case. */
function namesOf(schema: z.ZodObject): ReadonlyMap<string, string> {
  let names = namesOfSchemas.get(schema);
  if (names === undefined) {
    names = new Map(Object.keys(schema.shape).map((name) => [name.toLowerCase(), name]));
    namesOfSchemas.set(schema, names);
  }
  return names;
}

/** Go decodes field names without regard to case. Only the outermost object is renamed here: jobs have their own decoder. */
function withSchemaNames(value: Readonly<Record<string, unknown>>, schema: z.ZodObject): Record<string, unknown> {
  const names = namesOf(schema);
  const renamed: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== null) renamed[names.get(key.toLowerCase()) ?? key] = member;
  return renamed;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/** A body that is an object: null counts as empty, null members as absent, unknown members are ignored. */
export function parseBody<S extends z.ZodObject>(text: string, schema: S): z.infer<S> {
  const value = parseJson(text) ?? {};
  if (typeof value !== "object" || Array.isArray(value))
    throw new HttpProblem(400, `Request body must be a JSON object, not ${kindOf(value)}`);
  const result = schema.safeParse(withSchemaNames(value as Record<string, unknown>, schema));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at "${issue.path.join(".")}"`;
  throw new HttpProblem(400, `Request body is wrong${where}: ${issue?.message ?? "does not fit the schema"}`);
}
