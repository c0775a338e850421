/** Workload identities, Vault and secrets of a task (nomad.md 1.12). */
import { z } from "zod";
import { type DeepReadonly, duration, flag, free, text, textMap, texts, ZERO_FLAG, ZERO_NUMBER, ZERO_TEXT } from "./field.js";

export const identitySchema = z
  .object({
    Name: text("name", ZERO_TEXT),
    Audience: texts("aud"),
    ChangeMode: text("change_mode", ZERO_TEXT),
    ChangeSignal: text("change_signal", ZERO_TEXT),
    Env: flag("env", ZERO_FLAG),
    File: flag("file", ZERO_FLAG),
    Filepath: text("filepath", ZERO_TEXT),
    ServiceName: text("service_name", ZERO_TEXT),
    TTL: duration("ttl", ZERO_NUMBER),
    ExtraClaims: textMap("extra_claims"),
  })
  .meta({ id: "WorkloadIdentity" });
export type WorkloadIdentity = DeepReadonly<z.infer<typeof identitySchema>>;

export const vaultSchema = z
  .object({
    Policies: texts("policies"),
    Role: text("role", ZERO_TEXT),
    Namespace: text("namespace", { default: "" }),
    Cluster: text("cluster", { absent: "", default: "default" }),
    Env: flag("env", { default: true }),
    DisableFile: flag("disable_file", { default: false }),
    ChangeMode: text("change_mode", { default: "restart" }),
    ChangeSignal: text("change_signal", { default: "" }),
    AllowTokenExpiration: flag("allow_token_expiration", { default: false }),
  })
  .meta({ id: "Vault" });
export type Vault = DeepReadonly<z.infer<typeof vaultSchema>>;

export const secretSchema = z
  .object({
    Name: text(null, ZERO_TEXT),
    Provider: text("provider", ZERO_TEXT),
    Path: text("path", ZERO_TEXT),
    Config: free("config"),
    Env: textMap("env"),
  })
  .meta({ id: "Secret" });
export type Secret = DeepReadonly<z.infer<typeof secretSchema>>;
