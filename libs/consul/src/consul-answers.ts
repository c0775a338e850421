// Consul's answers, parsed once at the edge: only the fields that are used, everything else is let through unseen.
import { z } from "zod";

const textMap = z.record(z.string(), z.string()).nullish().transform((value) => value ?? {});
const texts = z.array(z.string()).nullish().transform((value) => value ?? []);

export const agentServicesSchema = z.record(z.string(), z.object({ ID: z.string(), Meta: textMap }));

export const healthEntriesSchema = z.array(
  z.object({
    Node: z.object({ Node: z.string(), Address: z.string() }),
    Service: z.object({
      ID: z.string(),
      Service: z.string(),
      Address: z.string(),
      Port: z.number(),
      Tags: texts,
      Meta: textMap,
    }),
  }),
);
export type HealthEntry = z.infer<typeof healthEntriesSchema>[number];
