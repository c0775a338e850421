/** What clients send about a job (nomad.md 3.3). The job itself is read by jobspec's own decoder, with its own errors. */
import { z } from "zod";

/** Documented as the job it is, accepted as anything: parseJobJson says what is wrong where. */
export const anyJob = z.unknown().meta({ description: "The job, in the shape of components/schemas/Job" });

export const submissionSchema = z.object({
  Source: z.string().optional(),
  Format: z.string().optional(),
  VariableFlags: z.record(z.string(), z.string()).nullish(),
  Variables: z.string().nullish(),
});

export const registerBodySchema = z
  .object({
    Job: anyJob.optional(),
    Submission: submissionSchema.optional(),
    EnforceIndex: z.boolean().optional(),
    JobModifyIndex: z.int().nonnegative().optional(),
    EvalPriority: z.int().optional(),
    PreserveCounts: z.boolean().optional(),
    Region: z.string().optional(),
    Namespace: z.string().optional(),
  })
  .meta({ id: "JobRegisterRequest" });
export type RegisterBody = z.infer<typeof registerBodySchema>;

export const planBodySchema = z
  .object({
    Job: anyJob.optional(),
    Diff: z.boolean().optional(),
    PolicyOverride: z.boolean().optional(),
    Region: z.string().optional(),
    Namespace: z.string().optional(),
  })
  .meta({ id: "JobPlanRequest" });

export const validateBodySchema = z
  .object({ Job: anyJob.optional(), Region: z.string().optional(), Namespace: z.string().optional() })
  .meta({ id: "JobValidateRequest" });

export const parseBodySchema = z
  .object({
    JobHCL: z.string().optional(),
    Canonicalize: z.boolean().optional(),
    /** HCL assignments, as in a variable file. */
    Variables: z.string().optional(),
    hclv1: z.boolean().optional(),
  })
  .meta({ id: "JobsParseRequest" });

export const scaleBodySchema = z
  .object({
    Count: z.int().optional(),
    Target: z.record(z.string(), z.string()).optional(),
    Message: z.string().optional(),
    Error: z.boolean().optional(),
    Meta: z.record(z.string(), z.unknown()).optional(),
    PolicyOverride: z.boolean().optional(),
  })
  .meta({ id: "ScalingRequest" });

export const evaluateBodySchema = z
  .object({
    JobID: z.string().optional(),
    EvalOptions: z.object({ ForceReschedule: z.boolean().optional() }).optional(),
  })
  .meta({ id: "JobEvaluateRequest" });
