/** Volumes a group asks for and where its tasks mount them (nomad.md 1.13). */
import { z } from "zod";
import { block, type DeepReadonly, duration, flag, text, texts, ZERO_FLAG, ZERO_NUMBER, ZERO_TEXT } from "./field.js";

export const mountOptionsSchema = z
  .object({ FSType: text("fs_type", ZERO_TEXT), MountFlags: texts("mount_flags") })
  .meta({ id: "CSIMountOptions" });

export const volumeRequestSchema = z
  .object({
    Name: text(null, ZERO_TEXT),
    Type: text("type", ZERO_TEXT),
    Source: text("source", ZERO_TEXT),
    ReadOnly: flag("read_only", ZERO_FLAG),
    Sticky: flag("sticky", ZERO_FLAG),
    AccessMode: text("access_mode", ZERO_TEXT),
    AttachmentMode: text("attachment_mode", ZERO_TEXT),
    MountOptions: block("mount_options", mountOptionsSchema),
    PerAlloc: flag("per_alloc", ZERO_FLAG),
  })
  .meta({ id: "VolumeRequest" });
export type VolumeRequest = DeepReadonly<z.infer<typeof volumeRequestSchema>>;

export const volumeMountSchema = z
  .object({
    Volume: text("volume", ZERO_TEXT),
    Destination: text("destination", ZERO_TEXT),
    ReadOnly: flag("read_only", { absent: false, default: false }),
    PropagationMode: text("propagation_mode", { default: "private" }),
    SELinuxLabel: text("selinux_label", { default: "" }),
  })
  .meta({ id: "VolumeMount" });
export type VolumeMount = DeepReadonly<z.infer<typeof volumeMountSchema>>;

export const csiPluginSchema = z
  .object({
    ID: text("id", ZERO_TEXT),
    Type: text("type", ZERO_TEXT),
    MountDir: text("mount_dir", { absent: "", default: "/csi" }),
    StagePublishBaseDir: text("stage_publish_base_dir", { absent: "", default: "/local/csi" }),
    HealthTimeout: duration("health_timeout", { ...ZERO_NUMBER, default: 30_000_000_000 }),
  })
  .meta({ id: "TaskCSIPluginConfig" });
