/**
 * What job files say in ways a schema does not: sugar (`semver = ">= 1"` in a constraint, ports as labelled blocks, a
 * task straight in the job) and the legacy shapes of Nomad 0.1 - 0.5 (`dynamic_ports`, `reserved_ports`,
 * `vault_token`), by tolerance (nomad.md 1.8, 1.10, 1.17).
 */
import type { z } from "zod";
import { HclError } from "../hcl/position.js";
import { asBool, asInteger, asList, asText } from "../hcl/value.js";
import { taskGroupSchema } from "../model/group.js";
import { secretSchema, vaultSchema } from "../model/identity.js";
import { jobSchema } from "../model/job.js";
import { networkSchema, portSchema } from "../model/network.js";
import { affinitySchema, constraintSchema } from "../model/placement-rules.js";
import { resourcesSchema } from "../model/resources.js";
import { taskSchema } from "../model/task.js";
import { appended, decodeObject, type SpecialAttribute, type SpecialBlock, type SpecialForms, within } from "./decode.js";
import { labelled } from "./field-path.js";
import { emptyObject, type Fields, shapeOf } from "./shape.js";

/** Keys of a constraint that set operand and value at once. */
const OPERAND_SUGAR = ["version", "semver", "regexp", "set_contains", "set_contains_any", "set_contains_all"];

function operandAttribute({ name, value, place, target }: SpecialAttribute): boolean {
  if (!OPERAND_SUGAR.includes(name)) return false;
  target["Operand"] = name;
  target["RTarget"] = asText(value(), place, name);
  return true;
}

function constraintAttribute(item: SpecialAttribute): boolean {
  const { name, value, place, target } = item;
  if (name === "distinct_hosts") {
    target["Operand"] = asBool(value(), place, name) ? "distinct_hosts" : DROPPED;
    return true;
  }
  if (name === "distinct_property") {
    target["Operand"] = "distinct_property";
    target["LTarget"] = asText(value(), place, name);
    return true;
  }
  return operandAttribute(item);
}

/** Operand of `distinct_hosts = false`, which means nothing and is taken out of the list. */
const DROPPED = "distinct_hosts=false";

function dropEmptyConstraints(target: Fields): void {
  const list = target["Constraints"] as readonly Fields[] | null;
  if (list === null) return;
  const kept = list.filter((constraint) => constraint["Operand"] !== DROPPED);
  target["Constraints"] = kept.length === 0 ? null : kept;
}

function addPort(target: Fields, port: Fields): void {
  const key = (port["Value"] as number) > 0 ? "ReservedPorts" : "DynamicPorts";
  target[key] = appended(target[key], port);
}

function networkBlock({ block, target, context }: SpecialBlock): boolean {
  if (block.type !== "port") return false;
  const [label] = block.labels;
  if (label === undefined || block.labels.length > 1) {
    throw new HclError('a port needs one label: port "http" { … }', block.headSpan);
  }
  const port = decodeObject(portSchema, block, within(context, labelled("port", label)));
  addPort(target, { ...port, Label: label });
  return true;
}

function newPort(label: string, value: number): Fields {
  return { ...emptyObject(shapeOf(portSchema)), Label: label, Value: value };
}

/** The lists of Nomad 0.1: dynamic ports by label, reserved ports by number (their number is their label). */
function networkAttribute({ name, value, place, target }: SpecialAttribute): boolean {
  if (name === "dynamic_ports") {
    for (const item of asList(value(), place, name)) addPort(target, newPort(asText(item, place, "a port label"), 0));
    return true;
  }
  if (name === "reserved_ports") {
    for (const item of asList(value(), place, name)) {
      const number = asInteger(item, place, "a port number");
      addPort(target, newPort(String(number), number));
    }
    return true;
  }
  return false;
}

function resourcesAttribute({ name, value, place, context }: SpecialAttribute): boolean {
  if (name !== "disk") return false;
  value();
  const message = "disk belongs to the group since Nomad 0.5 and is ignored here; write ephemeral_disk { size = … } in the group";
  context.decoding.warn(message, place.span, `${context.path}.disk`);
  return true;
}

/** The unnamed or default identity is the task's own, the others are a list. */
function splitIdentities(target: Fields): void {
  const all = (target["Identities"] as readonly Fields[] | null) ?? [];
  const isDefault = (identity: Fields) => identity["Name"] === "" || identity["Name"] === "default";
  const named = all.filter((identity) => !isDefault(identity));
  target["Identity"] = all.find(isDefault) ?? null;
  target["Identities"] = named.length === 0 ? null : named;
}

const REMOVED_SECRETS = ["vault_token", "consul_token"];

function jobAttribute({ name, place, context }: SpecialAttribute): boolean {
  if (!REMOVED_SECRETS.includes(name)) return false;
  // The value is not even evaluated: a secret does not belong into a job.
  context.decoding.warn(`${name} is no longer used and is dropped; remove it from the job file`, place.span, name);
  return true;
}

/** Each task gets a copy, so many of them would multiply. */
const MAX_SHARED_SECRETS = 100;

/** What a job or group hands down to its tasks, kept aside until they are all known. */
const INHERITED = new WeakMap<Fields, { vault: Fields | null; secrets: Fields[] }>();

function inheritedOf(target: Fields): { vault: Fields | null; secrets: Fields[] } {
  const known = INHERITED.get(target) ?? { vault: null, secrets: [] };
  INHERITED.set(target, known);
  return known;
}

function inheritedBlock({ block, target, context }: SpecialBlock): boolean {
  if (block.type === "vault") {
    if (inheritedOf(target).vault !== null) throw new HclError("Duplicate vault block; only one is allowed", block.headSpan);
    inheritedOf(target).vault = decodeObject(vaultSchema, block, within(context, "vault"));
    return true;
  }
  const [label] = block.labels;
  if (block.type === "secret" && label !== undefined) {
    const secret = decodeObject(secretSchema, block, within(context, labelled("secret", label)));
    const { secrets } = inheritedOf(target);
    if (secrets.length >= MAX_SHARED_SECRETS) {
      throw new HclError(`more than ${MAX_SHARED_SECRETS} secrets for all tasks; put them into the tasks that use them`, block.headSpan);
    }
    secrets.push({ ...secret, Name: label });
    return true;
  }
  return false;
}

function handDown(target: Fields, tasks: readonly Fields[]): void {
  const { vault, secrets } = inheritedOf(target);
  for (const task of tasks) {
    task["Vault"] ??= vault;
    if (secrets.length > 0) task["Secrets"] = [...((task["Secrets"] as readonly Fields[] | null) ?? []), ...secrets];
  }
}

function tasksOf(group: Fields): readonly Fields[] {
  return (group["Tasks"] as readonly Fields[] | null) ?? [];
}

/** A task straight in the job is a group of its name with that one task. */
function jobBlock(item: SpecialBlock): boolean {
  const { block, target, context } = item;
  if (block.type !== "task") return inheritedBlock(item);
  const [label] = block.labels;
  if (label === undefined || block.labels.length > 1) throw new HclError('a task needs one label: task "NAME" { … }', block.headSpan);
  const task = { ...decodeObject(taskSchema, block, within(context, labelled("task", label))), Name: label };
  const group = { ...emptyObject(shapeOf(taskGroupSchema)), Name: label, Tasks: [task] };
  target["TaskGroups"] = appended(target["TaskGroups"], group);
  return true;
}

const byType = new Map<z.ZodObject, SpecialForms>([
  [constraintSchema, { names: [...OPERAND_SUGAR, "distinct_hosts", "distinct_property"], attribute: constraintAttribute }],
  [affinitySchema, { names: OPERAND_SUGAR, attribute: operandAttribute }],
  [networkSchema, { names: ["port", "dynamic_ports", "reserved_ports"], attribute: networkAttribute, block: networkBlock }],
  [resourcesSchema, { names: [], attribute: resourcesAttribute }],
  [
    taskSchema,
    {
      names: [],
      finish: (target) => {
        splitIdentities(target);
        dropEmptyConstraints(target);
      },
    },
  ],
  [
    taskGroupSchema,
    {
      names: ["vault", "secret"],
      block: inheritedBlock,
      finish: (target) => {
        handDown(target, tasksOf(target));
        dropEmptyConstraints(target);
      },
    },
  ],
  [
    jobSchema,
    {
      names: ["task", "vault", "secret"],
      attribute: jobAttribute,
      block: jobBlock,
      finish: (target) => {
        const groups = (target["TaskGroups"] as readonly Fields[] | null) ?? [];
        handDown(target, groups.flatMap(tasksOf));
        dropEmptyConstraints(target);
      },
    },
  ],
]);

export function specialForms(schema: z.ZodObject): SpecialForms | null {
  return byType.get(schema) ?? null;
}
