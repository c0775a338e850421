// One template of the configuration, in consul-template's words where it has them:
//
//   { "source": "haproxy.ctmpl", "destination": "/etc/haproxy/haproxy.cfg",
//     "check": ["haproxy", "-c", "-f", "{file}"],
//     "signal": "SIGUSR2", "pid_file": "/run/haproxy.pid",  (or)  "command": ["systemctl", "reload", "haproxy"],
//     "wait": { "min_ms": 100, "max_ms": 1000 } }
import { constants } from "node:os";
import type { TemplateRendererTimes } from "@berth/runtime/discovery/template-renderer";
import { z } from "zod";
import type { FileOnDiskOptions, ReloadAction } from "./file-on-disk.js";

const path = z.string().min(1).max(4_096);
const command = z.array(z.string().max(4_096)).min(1).max(64);
const timeMs = z.int().min(0).max(3_600_000);
const signalName = z.string().refine((name): name is NodeJS.Signals => name in constants.signals, "is no signal, such as SIGUSR2 or SIGHUP");

const settingsSchema = z
  .strictObject({
    source: path,
    destination: path,
    /** Permissions in octal. */
    perms: z.string().regex(/^0?[0-7]{3}$/, 'is written in octal, such as "0644"').default("0644"),
    /** Run on the new text before it is put into place; {file} is replaced by its path. */
    check: command.optional(),
    /** Run after the file changed; program and arguments, no shell. */
    command: command.optional(),
    signal: signalName.optional(),
    pid_file: path.optional(),
    command_timeout_ms: timeMs.min(1).default(30_000),
    wait: z.strictObject({ min_ms: timeMs.default(100), max_ms: timeMs.default(1_000) }).prefault({}),
    /** How long the last instances stay when a service suddenly has none. */
    hold_ms: timeMs.default(10_000),
    /** false: instances on one node share its name in .Node, as in consul-template. */
    distinct_nodes: z.boolean().default(true),
  })
  .refine((given) => (given.signal === undefined) === (given.pid_file === undefined), "signal and pid_file are given together or not at all")
  .refine((given) => given.command === undefined || given.signal === undefined, "give command or signal, not both")
  .refine((given) => given.wait.min_ms <= given.wait.max_ms, "wait: min_ms is more than max_ms");

const TEMPLATES_MAX = 100;
const templatesSchema = z.array(settingsSchema).max(TEMPLATES_MAX);

export interface TemplateSettings {
  readonly file: FileOnDiskOptions;
  readonly times: Partial<TemplateRendererTimes>;
  readonly distinctNodes: boolean;
}

/** From parsed JSON. Throws one Error that lists everything that is wrong, with the path of each field. */
export function readTemplateSettings(given: unknown): readonly TemplateSettings[] {
  const parsed = templatesSchema.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `templates${fieldPath(issue.path)}: ${issue.message}`).join("\n"));
  const taken = new Set<string>();
  for (const { destination } of parsed.data) {
    if (taken.has(destination)) throw new Error(`templates: two of them write ${destination}`);
    taken.add(destination);
  }
  return parsed.data.map(toSettings);
}

function toSettings(given: z.infer<typeof settingsSchema>): TemplateSettings {
  return {
    file: {
      source: given.source,
      destination: given.destination,
      mode: Number.parseInt(given.perms, 8),
      commandTimeoutMs: given.command_timeout_ms,
      reload: reloadOf(given),
      ...(given.check === undefined ? {} : { check: given.check }),
    },
    times: { quietMs: given.wait.min_ms, quietMaxMs: given.wait.max_ms, holdMs: given.hold_ms },
    distinctNodes: given.distinct_nodes,
  };
}

function reloadOf(given: z.infer<typeof settingsSchema>): ReloadAction {
  if (given.command !== undefined) return { kind: "command", command: given.command };
  if (given.signal !== undefined && given.pid_file !== undefined) return { kind: "signal", signal: given.signal, pidFile: given.pid_file };
  return { kind: "none" };
}

function fieldPath(parts: readonly PropertyKey[]): string {
  return parts.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
}
