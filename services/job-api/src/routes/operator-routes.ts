/**
 * What operators of Nomad look at: raft and autopilot. Here the log is NATS's, so the shapes are filled with what is true of this
 * server, and what would change a raft cluster is refused.
 */
import { z } from "zod";
import { autopilotConfigurationSchema, autopilotHealthSchema, raftConfigurationSchema } from "@berth/core/api/schema/raft-answers";
import { HttpProblem } from "../http/http-problem.js";
import { type DirectRoute, json, type Route } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { serverAddress } from "./agent-routes.js";

function route(method: DirectRoute["method"], path: string, rest: Pick<DirectRoute, "summary" | "answer" | "handle" | "query">): DirectRoute {
  return { kind: "direct", method, path, tag: "operator", ...rest };
}

function serverId({ settings }: JobApiContext): string {
  return settings.serverName;
}

const raft = route("GET", "/v1/operator/raft/configuration", {
  summary: "This server in the shape of a raft configuration",
  answer: raftConfigurationSchema,
  handle: (context) => {
    const { serverName, region } = context.settings;
    const server = { Address: serverAddress(context), ID: serverId(context), Leader: context.log.isReady(), Node: `${serverName}.${region}`, RaftProtocol: "3", Voter: true };
    return json({ Index: 0, Servers: [server] });
  },
});

const removePeer = route("DELETE", "/v1/operator/raft/peer", {
  summary: "Refused: peers of the log are NATS's",
  query: { id: "of the server", address: "of the server" },
  answer: z.string(),
  handle: (_context, { query }) => {
    const { id, address } = query;
    if ((id ?? "") === "" && (address ?? "") === "") throw new HttpProblem(400, "Must specify either ?id with the server's ID or ?address with IP:port of peer to remove");
    const named = id ? `id "${id.slice(0, 100)}"` : `address "${(address ?? "").slice(0, 100)}"`;
    throw new HttpProblem(500, `${named} was not found in the Raft configuration`);
  },
});

/** What is so, in autopilot's words: NATS looks after its own peers, and nothing of it can be set here. */
const autopilotFacts = {
  ...{ CleanupDeadServers: true, LastContactThreshold: "200ms", MaxTrailingLogs: 250, MinQuorum: 0, ServerStabilizationTime: "10s" },
  ...{ EnableRedundancyZones: false, DisableUpgradeMigration: false, EnableCustomUpgrades: false, CreateIndex: 1, ModifyIndex: 1 },
};

const autopilot = route("GET", "/v1/operator/autopilot/configuration", {
  summary: "Autopilot's configuration: fixed",
  answer: autopilotConfigurationSchema,
  handle: () => json(autopilotFacts),
});

const setAutopilot = route("PUT", "/v1/operator/autopilot/configuration", {
  summary: "Refused: there is nothing to set",
  answer: z.string(),
  handle: () => {
    throw new HttpProblem(501, "autopilot cannot be configured: NATS looks after the peers of its log by itself. Nothing was changed");
  },
});

const autopilotHealth = route("GET", "/v1/operator/autopilot/health", {
  summary: "This server's health; 429 when it is behind the log",
  answer: autopilotHealthSchema,
  handle: (context) => {
    const healthy = context.log.isReady();
    const { serverName, region, version } = context.settings;
    const server = {
      ...{ ID: serverId(context), Name: `${serverName}.${region}`, Address: serverAddress(context), SerfStatus: healthy ? "alive" : "failed", Version: version },
      ...{ Leader: healthy, LastContact: `${Math.round(context.log.lagMs())}ms`, LastTerm: 1, LastIndex: context.log.state.index },
      ...{ Healthy: healthy, Voter: true, StableSince: new Date(context.clock.nowMs() - context.clock.monotonicMs()).toISOString() },
    };
    return json({ Healthy: healthy, FailureTolerance: 0, Servers: [server] }, healthy ? 200 : 429);
  },
});

const nothingToDo = (method: DirectRoute["method"], path: string, summary: string): DirectRoute =>
  route(method, path, { summary, answer: z.string(), handle: () => ({ status: 200, body: { text: "" } }) });

function needing(path: string, parameter: string, given: { readonly missing: string; readonly summary: string }): DirectRoute {
  return {
    ...nothingToDo("PUT", path, given.summary),
    tag: "agent",
    query: { [parameter]: "Nomad's parameter" },
    handle: (_context, { query }) => {
      if ((query[parameter] ?? "") === "") throw new HttpProblem(400, given.missing);
      return { status: 200, body: { text: "" } };
    },
  };
}

const join: DirectRoute = {
  ...route("PUT", "/v1/agent/join", {
    summary: "Servers join by NATS: none does by this",
    query: { address: "of a server" },
    answer: z.object({ num_joined: z.int(), error: z.string() }),
    handle: (_context, { query }) => {
      if ((query["address"] ?? "") === "") throw new HttpProblem(400, "missing address to join");
      return json({ num_joined: 0, error: "servers of Berth meet over NATS: start another one with the same BERTH_NATS_URL" });
    },
  }),
  tag: "agent",
};

const logLevels = new Set(["trace", "debug", "info", "warn", "error"]);

const monitor: DirectRoute = {
  ...route("GET", "/v1/agent/monitor", {
    summary: "Refused: a server's log goes to its standard output",
    query: { log_level: "trace, debug, info, warn or error" },
    answer: z.string(),
    handle: (_context, { query }) => {
      const level = query["log_level"] || "info";
      if (!logLevels.has(level.toLowerCase())) throw new HttpProblem(400, `Unknown log level: ${level.slice(0, 60)}`);
      throw new HttpProblem(501, "logs of servers are not streamed: read the standard output of the process, or collect it with OpenTelemetry");
    },
  }),
  tag: "agent",
};

export const operatorRoutes: readonly Route[] = [
  monitor,
  raft,
  removePeer,
  autopilot,
  setAutopilot,
  autopilotHealth,
  { ...nothingToDo("PUT", "/v1/system/reconcile/summaries", "Summaries follow from the log and are always right: nothing is done"), tag: "system" },
  needing("/v1/agent/force-leave", "node", { missing: "missing node to force leave", summary: "No server is remembered that has gone: nothing is done" }),
  needing("/v1/agent/servers", "address", { missing: "missing server address", summary: "Agents find servers through NATS: nothing is done" }),
  join,
];
