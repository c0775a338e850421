/** Answers about the cluster as its operators set it (nomad.md 3.7). */
import { z } from "zod";
import { index, queryMetaShape } from "./common.js";

const preemptionShape = {
  SystemSchedulerEnabled: z.boolean(),
  SysBatchSchedulerEnabled: z.boolean(),
  BatchSchedulerEnabled: z.boolean(),
  ServiceSchedulerEnabled: z.boolean(),
};

const settingsShape = {
  SchedulerAlgorithm: z.enum(["binpack", "spread", "balance"]),
  MemoryOversubscriptionEnabled: z.boolean(),
  RejectJobRegistration: z.boolean(),
  PauseEvalBroker: z.boolean(),
};

/** What an operator sends: what is left out is Nomad's zero value, as there. */
export const schedulerConfigurationBodySchema = z
  .object({
    SchedulerAlgorithm: z.string().optional(),
    PreemptionConfig: z.object(preemptionShape).partial().nullish(),
    MemoryOversubscriptionEnabled: z.boolean().optional(),
    RejectJobRegistration: z.boolean().optional(),
    PauseEvalBroker: z.boolean().optional(),
  })
  .meta({ id: "SchedulerConfigurationRequest" });
export type SchedulerConfigurationBody = z.infer<typeof schedulerConfigurationBodySchema>;

export const schedulerConfigurationSchema = z
  .object({ ...settingsShape, PreemptionConfig: z.object(preemptionShape), CreateIndex: index, ModifyIndex: index })
  .meta({ id: "SchedulerConfiguration" });

export const schedulerConfigurationAnswerSchema = z
  .object({ SchedulerConfig: schedulerConfigurationSchema, ...queryMetaShape })
  .meta({ id: "SchedulerConfigurationResponse" });
export type SchedulerConfigurationAnswer = z.infer<typeof schedulerConfigurationAnswerSchema>;

export const schedulerConfigurationUpdateSchema = z
  .object({ Updated: z.boolean(), Index: index })
  .meta({ id: "SchedulerSetConfigurationResponse" });
export type SchedulerConfigurationUpdate = z.infer<typeof schedulerConfigurationUpdateSchema>;
