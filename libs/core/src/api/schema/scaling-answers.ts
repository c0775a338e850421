/** Scaling policies as autoscalers read them. */
import { z } from "zod";
import { index } from "./common.js";

const stubShape = {
  ID: z.string(),
  Enabled: z.boolean(),
  Type: z.string(),
  Target: z.record(z.string(), z.string()),
  CreateIndex: index,
  ModifyIndex: index,
};

export const scalingPolicyStubSchema = z.object({ ...stubShape, Policy: z.unknown() }).meta({ id: "ScalingPolicyListStub" });
export type ScalingPolicyStub = z.infer<typeof scalingPolicyStubSchema>;

export const scalingPolicyAnswerSchema = z
  .object({ ...stubShape, Min: z.int().nullable(), Max: z.int().nullable(), Policy: z.unknown() })
  .meta({ id: "ScalingPolicyAnswer" });
export type ScalingPolicyAnswer = z.infer<typeof scalingPolicyAnswerSchema>;
