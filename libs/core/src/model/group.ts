/** A task group: the tasks that run together in one allocation, and how many allocations (nomad.md 1.2). */
import { z } from "zod";
import {
  block,
  blockMap,
  blocks,
  type DeepReadonly,
  durationOrNull,
  flagOrNull,
  int,
  requiredBlock,
  requiredBlocks,
  text,
  textMap,
  ZERO_TEXT,
} from "./field.js";
import { scalingSchema } from "./launch.js";
import { networkSchema } from "./network.js";
import { affinitySchema, constraintSchema, spreadSchema } from "./placement-rules.js";
import {
  consulSchema,
  disconnectSchema,
  ephemeralDiskSchema,
  migrateSchema,
  rescheduleSchema,
  restartSchema,
  updateSchema,
} from "./policies.js";
import { serviceSchema } from "./service.js";
import { taskSchema } from "./task.js";
import { volumeRequestSchema } from "./volume.js";

export const taskGroupSchema = z
  .object({
    Name: text(null, ZERO_TEXT),
    Count: int("count"),
    Constraints: blocks("constraint", constraintSchema),
    Affinities: blocks("affinity", affinitySchema),
    Spreads: blocks("spread", spreadSchema),
    Tasks: requiredBlocks("task", taskSchema, { label: "Name" }),
    Volumes: blockMap("volume", volumeRequestSchema, { label: "Name" }),
    RestartPolicy: requiredBlock("restart", restartSchema),
    /** null: system and sysbatch jobs are never rescheduled. */
    ReschedulePolicy: block("reschedule", rescheduleSchema),
    Disconnect: block("disconnect", disconnectSchema),
    EphemeralDisk: requiredBlock("ephemeral_disk", ephemeralDiskSchema),
    /** null: batch and sysbatch jobs have no rolling updates. */
    Update: block("update", updateSchema),
    Migrate: block("migrate", migrateSchema),
    Networks: blocks("network", networkSchema),
    Meta: textMap("meta"),
    Services: blocks("service", serviceSchema),
    ShutdownDelay: durationOrNull("shutdown_delay"),
    MaxRunDuration: durationOrNull("max_run_duration"),
    StopAfterClientDisconnect: durationOrNull("stop_after_client_disconnect"),
    MaxClientDisconnect: durationOrNull("max_client_disconnect"),
    PreventRescheduleOnLost: flagOrNull("prevent_reschedule_on_lost"),
    Scaling: block("scaling", scalingSchema),
    Consul: requiredBlock("consul", consulSchema),
  })
  .meta({ id: "TaskGroup" });
export type TaskGroup = DeepReadonly<z.infer<typeof taskGroupSchema>>;
