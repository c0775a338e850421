/** What operators see of a region: leaders, replicas, projectors, the log, snapshots. Berth's own: Nomad has no such routes. */
import { z } from "zod";

export const snapshotAnswerSchema = z
  .object({
    ID: z.string(),
    Index: z.int(),
    StateHash: z.string(),
    ChainHash: z.string(),
    Incarnation: z.string(),
    Level: z.int(),
    Bytes: z.int(),
    TakenAt: z.int().meta({ description: "Unix milliseconds" }),
    TakenBy: z.string(),
    ResumeAfter: z.int().meta({ description: "in a restored log: entries go on after this index; else 0" }),
    Quarantined: z.int().meta({ description: "entries that are skipped" }),
  })
  .meta({ id: "Snapshot" });
export type SnapshotAnswer = z.infer<typeof snapshotAnswerSchema>;

export const restoreAnswerSchema = z.object({ Index: z.int(), StateHash: z.string(), ResumeAfter: z.int(), Incarnation: z.string() }).meta({ id: "SnapshotRestored" });
export type RestoreAnswer = z.infer<typeof restoreAnswerSchema>;

export const regionAnswerSchema = z
  .object({
    Index: z.int(),
    Level: z.int(),
    Leaders: z.array(z.object({ Role: z.string(), Epoch: z.int(), Holder: z.string(), TakenAtIndex: z.int() })),
    Replicas: z.array(z.object({ Service: z.string(), Instance: z.string(), Index: z.int(), Behind: z.int(), LagMs: z.int(), SeenMsAgo: z.int() })),
    Projectors: z.array(z.object({ Name: z.string(), Index: z.int(), Behind: z.int() })),
    Log: z.object({ Incarnation: z.string(), First: z.int(), Last: z.int(), Bytes: z.int(), MaxBytes: z.int().meta({ description: "0: not bounded" }), UsedPercent: z.number() }),
    Snapshots: z.array(snapshotAnswerSchema),
  })
  .meta({ id: "Region" });
export type RegionAnswer = z.infer<typeof regionAnswerSchema>;
