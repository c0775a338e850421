/** The server about itself: /v1/status/…, /v1/agent/…, /v1/regions, /v1/namespaces, /v1/metrics, /v1/system/… */
import { z } from "zod";
import { notFound } from "../http/http-problem.js";
import { listAnswer } from "../http/page.js";
import { type DirectRoute, json, type ReadRoute, type Route } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { gaugesText, metricsJson } from "../metrics/metrics-format.js";
import { stateGauges } from "../metrics/state-gauges.js";
import { emptyAnswerSchema } from "./common-answers.js";

/** Nomad's port for calls between servers: clients show it, nobody dials it here. */
const rpcPort = 4647;

export function serverAddress(context: JobApiContext): string {
  return `${context.settings.advertiseHost}:${rpcPort}`;
}

function direct(route: Pick<DirectRoute, "path" | "summary" | "answer" | "query">, handle: DirectRoute["handle"]): DirectRoute {
  return { ...route, kind: "direct", method: "GET", tag: "agent", handle };
}

const leader = direct(
  { path: "/v1/status/leader", summary: "Address of the server to talk to", answer: z.string() },
  (context) => json(serverAddress(context)),
);
const peers = direct(
  { path: "/v1/status/peers", summary: "Addresses of the servers", answer: z.array(z.string()) },
  (context) => json([serverAddress(context)]),
);
const servers = direct(
  { path: "/v1/agent/servers", summary: "Addresses of the servers", answer: z.array(z.string()) },
  (context) => json([serverAddress(context)]),
);
const regions = direct(
  { path: "/v1/regions", summary: "Names of the regions", answer: z.array(z.string()) },
  (context) => json([context.settings.region]),
);

const memberSchema = z.object({ Name: z.string(), Addr: z.string(), Port: z.int(), Status: z.string(), Tags: z.record(z.string(), z.string()) }).loose();

function member(context: JobApiContext): z.infer<typeof memberSchema> {
  const { region, datacenter, serverName, advertiseHost, version } = context.settings;
  return {
    Name: `${serverName}.${region}`,
    Addr: advertiseHost,
    Port: 4648,
    Status: context.log.isReady() ? "alive" : "failed",
    Tags: {
      role: "nomad",
      region,
      dc: datacenter,
      build: version,
      id: serverName,
      port: String(rpcPort),
      rpc_addr: advertiseHost,
      raft_vsn: "3",
      vsn: "1",
      expect: "1",
    },
    ProtocolMin: 1,
    ProtocolMax: 5,
    ProtocolCur: 2,
    DelegateMin: 2,
    DelegateMax: 5,
    DelegateCur: 4,
  };
}

const members = direct(
  {
    path: "/v1/agent/members",
    summary: "The servers as members",
    answer: z.object({ ServerName: z.string(), ServerRegion: z.string(), ServerDC: z.string(), Members: z.array(memberSchema) }),
  },
  (context) =>
    json({
      ServerName: context.settings.serverName,
      ServerRegion: context.settings.region,
      ServerDC: context.settings.datacenter,
      Members: [member(context)],
    }),
);

const self = direct(
  { path: "/v1/agent/self", summary: "This server's configuration and figures", answer: z.looseObject({}) },
  (context) => {
    const { region, datacenter, serverName, advertiseHost, advertisePort, version } = context.settings;
    const { state } = context.log;
    return json({
      config: {
        Region: region,
        Datacenter: datacenter,
        NodeName: serverName,
        ACL: { Enabled: false },
        AdvertiseAddrs: { HTTP: `${advertiseHost}:${advertisePort}`, RPC: serverAddress(context), Serf: `${advertiseHost}:4648` },
        Server: { Enabled: true },
        Client: { Enabled: false },
        UI: { Enabled: true, ShowCLIHints: false },
        Version: { Version: version },
      },
      member: member(context),
      stats: {
        berth: {
          ready: String(context.log.isReady()),
          log_index: String(state.index),
          log_lag_ms: String(Math.round(context.log.lagMs())),
          jobs: String(state.jobs.size),
          nodes: String(state.nodes.size),
          allocations: String(state.allocations.size),
        },
        nomad: { server: "true", leader: String(context.log.isReady()), known_regions: "1" },
      },
    });
  },
);

const health = direct(
  {
    path: "/v1/agent/health",
    summary: "Whether this server can answer; 500 if it cannot",
    query: { type: "server or client" },
    answer: z.record(z.string(), z.object({ ok: z.boolean(), message: z.string() })),
  },
  (context, { query }) => {
    const ok = context.log.isReady();
    const message = ok ? "ok" : "this server is not up to date with the cluster log";
    const parts = { server: { ok, message }, client: { ok: true, message: "ok" } };
    const { type } = query;
    if (type === "server") return json({ server: parts.server }, ok ? 200 : 500);
    if (type === "client") return json({ client: parts.client });
    return type ? json({}) : json(parts, ok ? 200 : 500);
  },
);

const metrics = direct(
  { path: "/v1/metrics", summary: "Figures, as JSON or with ?format=prometheus", query: { format: "prometheus" }, answer: z.looseObject({}) },
  async (context, { query }) => {
    const figures = {
      gauges: [
        ...stateGauges(context.log.state),
        { name: "berth.http.parked_requests", labels: {}, value: context.parked.count },
        { name: "berth.log.lag_ms", labels: {}, value: context.log.lagMs() },
      ],
      rows: await context.metrics.rows(),
      nowMs: context.clock.nowMs(),
    };
    if (query["format"] !== "prometheus") return json(metricsJson(figures));
    const text = `${await context.metrics.render()}${gaugesText(figures.gauges)}`;
    return { status: 200, headers: { "content-type": context.metrics.contentType }, body: { text } };
  },
);

const namespaceSchema = z
  .object({ Name: z.string(), Description: z.string(), Quota: z.string(), CreateIndex: z.int(), ModifyIndex: z.int(), Hash: z.string() })
  .meta({ id: "Namespace" });

function namespaceView(name: string, namespace: { readonly description: string; readonly createIndex: number }) {
  const { description, createIndex } = namespace;
  return { Name: name, Description: description, Quota: "", Hash: "", Meta: null, Capabilities: null, CreateIndex: createIndex, ModifyIndex: createIndex };
}

const namespaces: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/namespaces",
  summary: "List the namespaces",
  tag: "namespaces",
  tables: ["jobs"],
  answer: z.array(namespaceSchema),
  read: (state, _request, options) => {
    const view = ([name, namespace]: readonly [string, { readonly description: string; readonly createIndex: number }]) => namespaceView(name, namespace);
    const all = () => [...state.namespaces].filter(([name]) => name.startsWith(options.prefix));
    return { index: 1, ...listAnswer({ all, tokenOf: ([name]) => name, view, filtered: { schema: namespaceSchema, whole: view } }, options) };
  },
};

const readNamespace: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/namespace/{name}",
  summary: "Read one namespace",
  tag: "namespaces",
  tables: ["jobs"],
  answer: namespaceSchema,
  read: (state, { params }) => {
    const namespace = state.namespaces.get(params["name"]!);
    return { index: 1, body: namespace === undefined ? notFound("Namespace") : () => namespaceView(params["name"]!, namespace) };
  },
};

const collect: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/system/gc",
  summary: "Forget at once what has ended and is not needed",
  tag: "system",
  answer: emptyAnswerSchema,
  handle: async (context) => {
    await context.collectGarbage();
    return { status: 200, body: { text: "" } };
  },
};

const root: DirectRoute = direct({ path: "/", summary: "To the browser UI", answer: z.string() }, () => ({
  status: 307,
  headers: { location: "/ui/", "content-type": "text/html; charset=utf-8" },
  body: { text: '<a href="/ui/">Temporary Redirect</a>.\n\n' },
}));

export const agentRoutes: readonly Route[] = [
  leader,
  peers,
  servers,
  regions,
  members,
  self,
  health,
  metrics,
  namespaces,
  readNamespace,
  collect,
  root,
];
