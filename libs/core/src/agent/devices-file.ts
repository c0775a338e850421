// The list of a node's devices, as the operator writes it. Refuses what is not a list of groups with distinct instances,
// and says where: an agent that offered devices which are not there would be given work for them.
import { z } from "zod";
import type { NodeDeviceGroup } from "../model/node.js";

const word = z.string().min(1).max(128).regex(/^[^/\s]+$/, "must not have blanks or slashes");

const attribute = z
  .object({
    Int: z.int().nullable().optional(),
    Float: z.number().nullable().optional(),
    String: z.string().max(1_000).nullable().optional(),
    Bool: z.boolean().nullable().optional(),
    Unit: z.string().max(20).optional(),
  })
  .strict();

const instance = z
  .object({
    ID: z.string().min(1).max(256),
    Healthy: z.boolean().default(true),
    HealthDescription: z.string().max(1_000).default(""),
    Locality: z.object({ PciBusID: z.string().max(64) }).nullable().default(null),
  })
  .strict();

const groups = z
  .array(
    z
      .object({ Vendor: word, Type: word, Name: z.string().min(1).max(256), Attributes: z.record(z.string().max(256), attribute).default({}), Instances: z.array(instance).max(1_024) })
      .strict(),
  )
  .max(128)
  .superRefine((all, context) => {
    const seen = new Set<string>();
    for (const [i, { Vendor: vendor, Type: type, Name: name, Instances: instances }] of all.entries())
      for (const [j, { ID: id }] of instances.entries()) {
        const key = JSON.stringify([vendor, type, name, id]);
        if (seen.has(key)) context.addIssue({ code: "custom", path: [i, "Instances", j, "ID"], message: `"${id}" is there twice` });
        seen.add(key);
      }
  });

export type DevicesFile = { readonly ok: true; readonly devices: readonly NodeDeviceGroup[] } | { readonly ok: false; readonly problem: string };

/** The text of the file. */
export function parseDevicesFile(text: string): DevicesFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `no JSON: ${(error as Error).message}` };
  }
  const parsed = groups.safeParse(json);
  if (parsed.success) return { ok: true, devices: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, problem: `at ${issue!.path.join(".") || "the top"}: ${issue!.message}` };
}
