/** One task of a group: a driver, its configuration and what it needs (nomad.md 1.3). */
import { z } from "zod";
import {
  block,
  blocks,
  type DeepReadonly,
  duration,
  flag,
  free,
  requiredBlock,
  SECOND_NS,
  text,
  textMap,
  texts,
  ZERO_FLAG,
  ZERO_NUMBER,
  ZERO_TEXT,
} from "./field.js";
import { identitySchema, secretSchema, vaultSchema } from "./identity.js";
import { lifecycleSchema, scalingSchema, taskScheduleSchema } from "./launch.js";
import { affinitySchema, constraintSchema } from "./placement-rules.js";
import { consulSchema, logConfigSchema, restartSchema } from "./policies.js";
import { resourcesSchema } from "./resources.js";
import { serviceSchema } from "./service.js";
import { artifactSchema, templateSchema } from "./template.js";
import { csiPluginSchema, volumeMountSchema } from "./volume.js";

export const actionSchema = z
  .object({ Name: text(null, ZERO_TEXT), Command: text("command", ZERO_TEXT), Args: texts("args") })
  .meta({ id: "Action" });

export const dispatchPayloadSchema = z.object({ File: text("file", ZERO_TEXT) }).meta({ id: "DispatchPayloadConfig" });

export const taskSchema = z
  .object({
    Name: text(null, ZERO_TEXT),
    Driver: text("driver", ZERO_TEXT),
    User: text("user", ZERO_TEXT),
    Lifecycle: block("lifecycle", lifecycleSchema),
    /** Free: the driver's own schema reads it, on the client. */
    Config: free("config"),
    Constraints: blocks("constraint", constraintSchema),
    Affinities: blocks("affinity", affinitySchema),
    Env: textMap("env"),
    Services: blocks("service", serviceSchema),
    Resources: requiredBlock("resources", resourcesSchema),
    RestartPolicy: requiredBlock("restart", restartSchema),
    Meta: textMap("meta"),
    KillTimeout: duration("kill_timeout", { default: 5 * SECOND_NS }),
    LogConfig: requiredBlock("logs", logConfigSchema),
    Artifacts: blocks("artifact", artifactSchema),
    Vault: block("vault", vaultSchema),
    Consul: block("consul", consulSchema),
    Templates: blocks("template", templateSchema),
    DispatchPayload: block("dispatch_payload", dispatchPayloadSchema),
    VolumeMounts: blocks("volume_mount", volumeMountSchema),
    CSIPluginConfig: block("csi_plugin", csiPluginSchema),
    Leader: flag("leader", ZERO_FLAG),
    ShutdownDelay: duration("shutdown_delay", ZERO_NUMBER),
    KillSignal: text("kill_signal", ZERO_TEXT),
    Kind: text("kind", ZERO_TEXT),
    ScalingPolicies: blocks("scaling", scalingSchema, { label: "Type" }),
    Identity: block(null, identitySchema),
    Identities: blocks("identity", identitySchema),
    Secrets: blocks("secret", secretSchema, { label: "Name" }),
    Actions: blocks("action", actionSchema, { label: "Name" }),
    Schedule: block("schedule", taskScheduleSchema),
  })
  .meta({ id: "Task" });
export type Task = DeepReadonly<z.infer<typeof taskSchema>>;
