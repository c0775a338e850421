// history-projector's configuration: the kit's variables and the database.
import { readDatabaseUrl } from "@berth/postgres/database-url";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { z } from "zod";

export const historyConfigSchema = clusterConfigSchema.extend({
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, "must be the URL of a Postgres database, like postgres://user:password@host:5432/berth")
    .describe("where history is written"),
});

function isDatabaseUrl(text: string): boolean {
  try {
    return readDatabaseUrl(text).address !== "";
  } catch {
    return false;
  }
}

export type HistoryConfig = z.infer<typeof historyConfigSchema>;
