// The OpenAPI 3.1 document, made of the route table and of the schemas that validate and type the answers. A schema with
// an id becomes a component and is referred to; everything else stands where it is used.
import { jobSchema } from "@berth/core/model/job";
import { z } from "zod";
import type { Route } from "../http/route.js";

type JsonObject = Record<string, unknown>;

const componentRoot = "#/components/schemas/";

function idOf(schema: z.ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.["id"];
}

function schemaJson(schema: z.ZodType): JsonObject {
  const id = idOf(schema);
  if (id !== undefined) return { $ref: componentRoot + id };
  if (schema instanceof z.ZodArray) return { type: "array", items: schemaJson(schema.element as z.ZodType) };
  if (schema instanceof z.ZodNullable) return { anyOf: [schemaJson(schema.unwrap() as z.ZodType), { type: "null" }] };
  const { $schema: _dialect, $defs: _parts, ...rest } = z.toJSONSchema(schema, { unrepresentable: "any" }) as JsonObject;
  return JSON.parse(JSON.stringify(rest).replaceAll("#/$defs/", componentRoot)) as JsonObject;
}

/** All schemas with an id that are loaded: those of the routes and all that they are made of. */
function components(): JsonObject {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { unrepresentable: "any", uri: (id) => componentRoot + id }) as unknown as {
    schemas: Record<string, JsonObject>;
  };
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { $schema: _dialect, $id: _id, ...rest }]) => [id, rest]),
  );
}

const readParameters = {
  index: "Blocking query: answer when the index of the data is above this",
  wait: "Longest wait of a blocking query, for example 30s; 5m at most",
  stale: "Answer from what this server has seen so far",
  per_page: "Longest page; the token of the next page is in X-Nomad-NextToken",
  next_token: "Where the page starts",
  reverse: "true: last first",
  filter: "Lists: only what fits this expression, as in: Type == batch and Status != dead",
};
const commonParameters = {
  region: "Must be this server's region",
  namespace: 'Namespace, "default" if absent; * lists all',
  pretty: "Indent the answer",
};

function parametersOf(route: Route): JsonObject[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = { ...route.query, ...(route.kind === "read" ? readParameters : {}), ...commonParameters };
  const query = Object.entries(inQuery).map(([name, description]) => ({ name, in: "query", description, schema: { type: "string" } }));
  return [...inPath, ...query];
}

function operationId(route: Route): string {
  const words = route.path.replace(/^\/v1\//, "").split(/[^A-Za-z]+/).filter((word) => word !== "");
  const verb = { GET: "get", PUT: "put", DELETE: "delete" }[route.method];
  return verb + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

function operationOf(route: Route): JsonObject {
  const body = "body" in route ? route.body : undefined;
  const headers =
    route.kind === "direct" ? {} : { headers: { "X-Nomad-Index": { description: "Last change of what is shown", schema: { type: "integer" } } } };
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    parameters: parametersOf(route),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: schemaJson(body) } } } }),
    responses: {
      200: { description: "OK", ...headers, content: { "application/json": { schema: schemaJson(route.answer) } } },
      default: { description: "What went wrong, in a sentence", content: { "text/plain": { schema: { type: "string" } } } },
    },
  };
}

export function openApiDocument(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  const jobId = idOf(jobSchema) ?? "Job";
  return {
    openapi: "3.1.0",
    info: {
      title: "Berth HTTP API",
      version,
      description: `Compatible with the Nomad HTTP API. PUT is accepted as POST, too. Jobs are described by components/schemas/${jobId}.`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: { schemas: components() },
  };
}
