/** Files that are fetched or rendered into a task's directory before it starts (nomad.md 1.12). */
import { z } from "zod";
import {
  block,
  type DeepReadonly,
  duration,
  durationOrNull,
  flag,
  intOrNull,
  SECOND_NS,
  text,
  textMap,
  texts,
  ZERO_FLAG,
} from "./field.js";

export const changeScriptSchema = z
  .object({
    Command: text("command", { default: "" }),
    Args: texts("args"),
    Timeout: duration("timeout", { default: 5 * SECOND_NS }),
    FailOnError: flag("fail_on_error", { default: false }),
    RunOnFirstRender: flag("run_on_first_render", ZERO_FLAG),
  })
  .meta({ id: "ChangeScript" });

export const waitConfigSchema = z
  .object({ Min: durationOrNull("min"), Max: durationOrNull("max") })
  .meta({ id: "WaitConfig" });

export const templateSchema = z
  .object({
    SourcePath: text("source", { default: "" }),
    DestPath: text("destination", { default: "" }),
    EmbeddedTmpl: text("data", { default: "" }),
    ChangeMode: text("change_mode", { default: "restart" }),
    ChangeSignal: text("change_signal", { default: "" }),
    ChangeScript: block("change_script", changeScriptSchema),
    Splay: duration("splay", { default: 5 * SECOND_NS }),
    Perms: text("perms", { default: "0644" }),
    Uid: intOrNull("uid"),
    Gid: intOrNull("gid"),
    LeftDelim: text("left_delimiter", { default: "{{" }),
    RightDelim: text("right_delimiter", { default: "}}" }),
    Envvars: flag("env", { default: false }),
    Wait: block("wait", waitConfigSchema),
    Once: flag("once", { default: false }),
    ErrMissingKey: flag("error_on_missing_key", { default: false }),
    VaultGrace: duration("vault_grace", { default: 0 }),
  })
  .meta({ id: "Template" });
export type Template = DeepReadonly<z.infer<typeof templateSchema>>;

export const artifactSchema = z
  .object({
    GetterSource: text("source", { default: "" }),
    GetterOptions: textMap("options"),
    GetterHeaders: textMap("headers"),
    GetterMode: text("mode", { default: "any" }),
    GetterInsecure: flag("insecure", { default: false }),
    RelativeDest: text("destination", { default: "local/" }),
    Chown: flag("chown", ZERO_FLAG),
  })
  .meta({ id: "TaskArtifact" });
export type Artifact = DeepReadonly<z.infer<typeof artifactSchema>>;
