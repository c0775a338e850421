// What can be asked about jobs.
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import type { DeploymentAnswer, EvaluationAnswer, PlanAnswer } from "@berth/core/api/schema/evaluation-answers";
import type {
  JobAnswer,
  JobDeregisterAnswer,
  JobDispatchAnswer,
  JobRegisterAnswer,
  JobScaleStatus,
  JobStub,
  JobSummary,
  JobValidateAnswer,
  JobVersionsAnswer,
  PeriodicForceAnswer,
} from "@berth/core/api/schema/job-answers";
import type { Job, JobDraft } from "@berth/core/model/job";
import { type HttpConnection, type Read, type ReadRequest, segment } from "./http-connection.js";

export interface RegisterOptions {
  /** Compare-and-set: register only if the job's JobModifyIndex is this; 0 = only if there is no such job. */
  readonly expectedJobModifyIndex?: number | undefined;
  /** The file the job was made of, kept with it. */
  readonly submission?: { readonly source: string; readonly format: "hcl2" | "json" } | undefined;
}

export interface DispatchOptions {
  /** Base64. */
  readonly payload?: string | undefined;
  readonly meta?: Readonly<Record<string, string>> | undefined;
  readonly idPrefixTemplate?: string | undefined;
  /** Dispatched once: the job of the first call is named again. */
  readonly idempotencyToken?: string | undefined;
  readonly priority?: number | undefined;
}

export class JobRequests {
  constructor(private readonly http: HttpConnection) {}

  list(request?: ReadRequest): Promise<Read<JobStub[]>> {
    return this.http.read("/v1/jobs", request);
  }

  async startingWith(prefix: string): Promise<JobStub[]> {
    return this.http.get("/v1/jobs", { query: { prefix, per_page: 20 } });
  }

  get(id: string, request?: ReadRequest): Promise<Read<JobAnswer>> {
    return this.http.read(`/v1/job/${segment(id)}`, request);
  }

  register(job: Job | JobDraft, options: RegisterOptions = {}): Promise<JobRegisterAnswer> {
    const { expectedJobModifyIndex: index, submission } = options;
    const enforce = index === undefined ? {} : { EnforceIndex: true, JobModifyIndex: index };
    const source = submission === undefined ? {} : { Submission: { Source: submission.source, Format: submission.format } };
    return this.http.write("PUT", "/v1/jobs", { body: { Job: job, ...enforce, ...source } });
  }

  /** A job file as it is; the server reads it. */
  registerHcl(source: string): Promise<JobRegisterAnswer> {
    return this.http.write("PUT", "/v1/jobs", { text: { content: source, contentType: "application/hcl" } });
  }

  parse(source: string, options: { readonly canonicalize?: boolean; readonly variables?: string } = {}): Promise<JobDraft> {
    const body = { JobHCL: source, Canonicalize: options.canonicalize ?? false, Variables: options.variables };
    return this.http.write("PUT", "/v1/jobs/parse", { body });
  }

  validate(job: Job | JobDraft): Promise<JobValidateAnswer> {
    return this.http.write("PUT", "/v1/validate/job", { body: { Job: job } });
  }

  plan(job: Job | JobDraft, options: { readonly diff?: boolean } = {}): Promise<PlanAnswer> {
    const id = job.ID ?? "";
    return this.http.write("PUT", `/v1/job/${segment(id)}/plan`, { body: { Job: job, Diff: options.diff ?? true } });
  }

  stop(id: string, options: { readonly purge?: boolean } = {}): Promise<JobDeregisterAnswer> {
    return this.http.write("DELETE", `/v1/job/${segment(id)}`, { query: { purge: options.purge === true ? true : undefined } });
  }

  /** Launches a periodic job now. */
  forcePeriodic(id: string): Promise<PeriodicForceAnswer> {
    return this.http.write("PUT", `/v1/job/${segment(id)}/periodic/force`);
  }

  dispatch(id: string, options: DispatchOptions = {}): Promise<JobDispatchAnswer> {
    const { payload, meta, idPrefixTemplate, idempotencyToken, priority } = options;
    const body = { JobID: id, Payload: payload, Meta: meta, IdPrefixTemplate: idPrefixTemplate, Priority: priority };
    return this.http.write("PUT", `/v1/job/${segment(id)}/dispatch`, { body, query: { idempotency_token: idempotencyToken } });
  }

  evaluate(id: string): Promise<JobRegisterAnswer> {
    return this.http.write("PUT", `/v1/job/${segment(id)}/evaluate`, { body: { JobID: id } });
  }

  scale(id: string, group: string, count: number): Promise<JobRegisterAnswer> {
    return this.http.write("PUT", `/v1/job/${segment(id)}/scale`, { body: { Count: count, Target: { Job: id, Group: group } } });
  }

  scaleStatus(id: string): Promise<JobScaleStatus> {
    return this.http.get(`/v1/job/${segment(id)}/scale`);
  }

  summary(id: string, request?: ReadRequest): Promise<Read<JobSummary>> {
    return this.http.read(`/v1/job/${segment(id)}/summary`, request);
  }

  versions(id: string, options: { readonly diffs?: boolean } = {}): Promise<JobVersionsAnswer> {
    return this.http.get(`/v1/job/${segment(id)}/versions`, { query: { diffs: options.diffs } });
  }

  allocations(id: string, request?: ReadRequest): Promise<Read<AllocationStub[]>> {
    return this.http.read(`/v1/job/${segment(id)}/allocations`, request);
  }

  evaluations(id: string, request?: ReadRequest): Promise<Read<EvaluationAnswer[]>> {
    return this.http.read(`/v1/job/${segment(id)}/evaluations`, request);
  }

  deployments(id: string, request?: ReadRequest): Promise<Read<DeploymentAnswer[]>> {
    return this.http.read(`/v1/job/${segment(id)}/deployments`, request);
  }

  /** The newest one; null when there is none. */
  deployment(id: string, request?: ReadRequest): Promise<Read<DeploymentAnswer | null>> {
    return this.http.read(`/v1/job/${segment(id)}/deployment`, request);
  }
}
