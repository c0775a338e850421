/** The shapes in which Nomad's operators look at their servers. */
import { z } from "zod";
import { index } from "./common.js";

export const raftConfigurationSchema = z
  .object({
    Index: index,
    Servers: z.array(z.object({ Address: z.string(), ID: z.string(), Leader: z.boolean(), Node: z.string(), RaftProtocol: z.string(), Voter: z.boolean() })),
  })
  .meta({ id: "RaftConfiguration" });

export const autopilotConfigurationSchema = z
  .object({
    CleanupDeadServers: z.boolean(),
    LastContactThreshold: z.string(),
    MaxTrailingLogs: z.int(),
    MinQuorum: z.int(),
    ServerStabilizationTime: z.string(),
    EnableRedundancyZones: z.boolean(),
    DisableUpgradeMigration: z.boolean(),
    EnableCustomUpgrades: z.boolean(),
    CreateIndex: index,
    ModifyIndex: index,
  })
  .meta({ id: "AutopilotConfiguration" });

export const autopilotHealthSchema = z
  .object({
    Healthy: z.boolean(),
    FailureTolerance: z.int(),
    Servers: z.array(
      z.object({
        ...{ ID: z.string(), Name: z.string(), Address: z.string(), SerfStatus: z.string(), Version: z.string() },
        ...{ Leader: z.boolean(), LastContact: z.string(), LastTerm: z.int(), LastIndex: index },
        ...{ Healthy: z.boolean(), Voter: z.boolean(), StableSince: z.string() },
      }),
    ),
  })
  .meta({ id: "OperatorHealthReply" });
