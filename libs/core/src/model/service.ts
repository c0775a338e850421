/** Services and their checks (nomad.md 1.11). */
import { z } from "zod";
import { connectSchema } from "./connect.js";
import {
  block,
  blocks,
  type DeepReadonly,
  duration,
  flag,
  int,
  SECOND_NS,
  text,
  textMap,
  texts,
  textsMap,
  ZERO_FLAG,
  ZERO_NUMBER,
  ZERO_TEXT,
} from "./field.js";
import { identitySchema } from "./identity.js";

export const checkRestartSchema = z
  .object({
    /** Failures in a row before the task is restarted; 0: never. */
    Limit: int("limit", ZERO_NUMBER),
    Grace: duration("grace", { default: SECOND_NS }),
    IgnoreWarnings: flag("ignore_warnings", ZERO_FLAG),
  })
  .meta({ id: "CheckRestart" });
export type CheckRestart = DeepReadonly<z.infer<typeof checkRestartSchema>>;

export const checkTypes = ["http", "tcp", "script", "grpc"] as const;
export type CheckType = (typeof checkTypes)[number];

export const checkSchema = z
  .object({
    Name: text("name", ZERO_TEXT),
    Type: text("type", ZERO_TEXT),
    Command: text("command", { absent: "", aliases: ["script"] }),
    Args: texts("args"),
    Path: text("path", ZERO_TEXT),
    Protocol: text("protocol", ZERO_TEXT),
    PortLabel: text("port", ZERO_TEXT),
    Expose: flag("expose", ZERO_FLAG),
    AddressMode: text("address_mode", ZERO_TEXT),
    Advertise: text("advertise", ZERO_TEXT),
    Interval: duration("interval", ZERO_NUMBER),
    Timeout: duration("timeout", ZERO_NUMBER),
    InitialStatus: text("initial_status", ZERO_TEXT),
    Notes: text("notes", ZERO_TEXT),
    TLSServerName: text("tls_server_name", ZERO_TEXT),
    TLSSkipVerify: flag("tls_skip_verify", ZERO_FLAG),
    Header: textsMap("header"),
    Method: text("method", ZERO_TEXT),
    Body: text("body", ZERO_TEXT),
    CheckRestart: block("check_restart", checkRestartSchema),
    GRPCService: text("grpc_service", ZERO_TEXT),
    GRPCUseTLS: flag("grpc_use_tls", ZERO_FLAG),
    TaskName: text("task", ZERO_TEXT),
    SuccessBeforePassing: int("success_before_passing", ZERO_NUMBER),
    FailuresBeforeCritical: int("failures_before_critical", ZERO_NUMBER),
    FailuresBeforeWarning: int("failures_before_warning", ZERO_NUMBER),
    OnUpdate: text("on_update", ZERO_TEXT),
  })
  .meta({ id: "ServiceCheck" });
export type ServiceCheck = DeepReadonly<z.infer<typeof checkSchema>>;

export const weightsSchema = z
  .object({ Passing: int("passing", ZERO_NUMBER), Warning: int("warning", ZERO_NUMBER) })
  .meta({ id: "ServiceWeights" });

export const serviceSchema = z
  .object({
    Name: text("name", ZERO_TEXT),
    Provider: text("provider", { absent: "", default: "consul" }),
    PortLabel: text("port", ZERO_TEXT),
    Tags: texts("tags"),
    CanaryTags: texts("canary_tags"),
    EnableTagOverride: flag("enable_tag_override", ZERO_FLAG),
    AddressMode: text("address_mode", { absent: "", default: "auto" }),
    Address: text("address", ZERO_TEXT),
    TaskName: text("task", ZERO_TEXT),
    Meta: textMap("meta"),
    CanaryMeta: textMap("canary_meta"),
    TaggedAddresses: textMap("tagged_addresses"),
    OnUpdate: text("on_update", { absent: "", default: "require_healthy" }),
    Cluster: text("cluster", { absent: "", default: "default" }),
    Kind: text("kind", ZERO_TEXT),
    Namespace: text(null, ZERO_TEXT),
    Weights: block("weights", weightsSchema),
    Identity: block("identity", identitySchema),
    Checks: blocks("check", checkSchema),
    CheckRestart: block("check_restart", checkRestartSchema),
    Connect: block("connect", connectSchema),
  })
  .meta({ id: "Service" });
export type Service = DeepReadonly<z.infer<typeof serviceSchema>>;
