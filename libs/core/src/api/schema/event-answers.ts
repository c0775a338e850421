/** The event stream: a line of JSON for each index of the log (nomad.md 3.8). */
import { z } from "zod";
import { index } from "./common.js";

export const streamEventSchema = z
  .object({
    Topic: z.string(),
    Type: z.string(),
    Key: z.string(),
    Namespace: z.string(),
    FilterKeys: z.array(z.string()).nullable(),
    Index: index,
    Payload: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "StreamEvent" });
export type StreamEvent = z.infer<typeof streamEventSchema>;

export const streamLineSchema = z.object({ Index: index, Events: z.array(streamEventSchema) }).partial().meta({ id: "StreamLine" });
