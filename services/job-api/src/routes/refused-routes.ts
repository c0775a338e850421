/**
 * What this server knows of and does not do, said in a sentence: access control, variables, volumes' writes, what Nomad's servers
 * tell each other. Lists of things that there cannot be are empty lists, so that programs that only look go on.
 */
import { z } from "zod";
import { HttpProblem } from "../http/http-problem.js";
import { type DirectRoute, json, type ReadRoute, type Route } from "../http/route.js";

interface Refusal {
  readonly status: number;
  readonly says: string;
  readonly tag: string;
  readonly summary: string;
}

function refusal(method: DirectRoute["method"], path: string, { status, says, tag, summary }: Refusal): DirectRoute {
  const handle = (): never => {
    throw new HttpProblem(status, says);
  };
  return { kind: "direct", method, path, tag, summary, answer: z.string(), handle };
}

const withoutAccessControl: Refusal = { status: 400, says: "ACL support disabled", tag: "acl", summary: "Refused: this region has no access control" };

const accessControl: readonly (readonly [path: string, ...methods: DirectRoute["method"][]])[] = [
  ["/v1/acl/bootstrap", "PUT"],
  ["/v1/acl/policies", "GET"],
  ["/v1/acl/policy/self", "GET"],
  ["/v1/acl/policy/{name}", "GET", "PUT", "DELETE"],
  ["/v1/acl/tokens", "GET"],
  ["/v1/acl/token", "PUT"],
  ["/v1/acl/token/self", "GET"],
  ["/v1/acl/token/onetime", "PUT"],
  ["/v1/acl/token/onetime/exchange", "PUT"],
  ["/v1/acl/token/{accessor}", "GET", "PUT", "DELETE"],
  ["/v1/acl/roles", "GET"],
  ["/v1/acl/role", "PUT"],
  ["/v1/acl/role/name/{name}", "GET"],
  ["/v1/acl/role/{id}", "GET", "PUT", "DELETE"],
  ["/v1/acl/auth-methods", "GET"],
  ["/v1/acl/auth-method", "PUT"],
  ["/v1/acl/auth-method/{name}", "GET", "PUT", "DELETE"],
  ["/v1/acl/binding-rules", "GET"],
  ["/v1/acl/binding-rule", "PUT"],
  ["/v1/acl/binding-rule/{id}", "GET", "PUT", "DELETE"],
  ["/v1/acl/login", "PUT"],
];

/** The same wherever there is nothing of a kind and never was. */
const emptyIndex = 1;

function nothing(path: string, tag: string, summary: string): ReadRoute {
  return { kind: "read", method: "GET", path, tag, summary, tables: [], answer: z.array(z.looseObject({})), read: () => ({ index: emptyIndex, body: () => [] }) };
}

function unknown(path: string, tag: string, what: string): ReadRoute {
  const body = new HttpProblem(404, `${what} not found`);
  return { kind: "read", method: "GET", path, tag, summary: `Read one ${what}: there are none`, tables: [], answer: z.looseObject({}), read: () => ({ index: emptyIndex, body }) };
}

/** Nomad lists nothing, and says no index, where nobody says of which type. */
function typed(path: string, summary: string): readonly Route[] {
  const list = nothing(path, "volumes", summary);
  return [{ ...list, query: { type: "csi or host" } }];
}

const notHere = (what: string, instead: string): Refusal => ({ status: 501, says: `${what} is not a part of Berth: ${instead}`, tag: "refused", summary: `Refused: ${what}` });

export const refusedRoutes: readonly Route[] = [
  ...accessControl.flatMap(([path, ...methods]) => methods.map((method) => refusal(method, path, withoutAccessControl))),
  ...typed("/v1/volumes", "List the volumes: there are none"),
  ...typed("/v1/plugins", "List the storage plugins: there are none"),
  unknown("/v1/volume/csi/{id}", "volumes", "volume"),
  unknown("/v1/volume/host/{id}", "volumes", "host volume"),
  unknown("/v1/plugin/csi/{id}", "volumes", "plugin"),
  nothing("/v1/vars", "variables", "List the variables: there are none"),
  unknown("/v1/var/{path}", "variables", "variable"),
  refusal("PUT", "/v1/var/{path}", notHere("storing variables", "give settings with env and template blocks of the job")),
  refusal("PUT", "/v1/namespace", notHere("making namespaces", 'every job is in "default"')),
  nothing("/v1/quotas", "namespaces", "List the quotas: there are none"),
  refusal("GET", "/v1/sentinel/policies", notHere("sentinel", "it belongs to Nomad's Enterprise version")),
  refusal("GET", "/v1/recommendations", notHere("recommendations", "they belong to Nomad's Enterprise version")),
  refusal("GET", "/v1/agent/keyring/list", notHere("a gossip keyring", "servers talk over NATS, whose TLS keys are in its configuration")),
  refusal("GET", "/v1/agent/pprof/{profile}", notHere("Go's profiler", "GET /v1/metrics says what a server does")),
  { kind: "direct", method: "GET", path: "/v1/operator/license", tag: "operator", summary: "There is no licence to show: 204", answer: z.string(), handle: () => ({ status: 204, body: { text: "" } }) },
  { kind: "direct", method: "GET", path: "/.well-known/jwks.json", tag: "acl", summary: "Keys of workload identities: there are none", answer: z.object({ keys: z.array(z.looseObject({})) }), handle: () => json({ keys: [] }) },
];
