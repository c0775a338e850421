/** Reading and checking job files without changing anything: parse, validate. */
import { jobAnswerSchema, jobValidateAnswerSchema } from "@berth/core/api/schema/job-answers";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { formatProblems, topLevelMessages } from "@berth/core/jobspec/problem";
import { HttpProblem } from "../http/http-problem.js";
import { parseBody } from "../http/request-body.js";
import { type DirectRoute, json, type Route } from "../http/route.js";
import { admit, readJobHcl, readJobJson } from "../jobs/admission.js";
import { warningText } from "../jobs/job-texts.js";
import { parseBodySchema, validateBodySchema } from "../jobs/register-request.js";

/** A draft as Nomad's parser prints it: with the server's own fields, all null. */
const serverFieldsOfDraft = {
  Stop: null,
  ParentID: null,
  Dispatched: false,
  Payload: null,
  Status: null,
  StatusDescription: null,
  Stable: null,
  Version: null,
  VersionTag: null,
  SubmitTime: null,
  CreateIndex: null,
  ModifyIndex: null,
  JobModifyIndex: null,
  NomadTokenID: null,
  ConsulNamespace: null,
  VaultNamespace: null,
  ConsulToken: null,
  VaultToken: null,
};

const parse: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/jobs/parse",
  summary: "Turn a job file into a job",
  tag: "jobs",
  body: parseBodySchema,
  answer: jobAnswerSchema,
  handle: (_context, request) => {
    const body = parseBody(request.text, parseBodySchema);
    const { job } = readJobHcl({ source: body.JobHCL ?? "", variables: body.Variables });
    return json({ ...serverFieldsOfDraft, ...(body.Canonicalize === true ? canonicalize(job) : job) });
  },
};

const validateJob: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/validate/job",
  summary: "Check a job: always 200, what is wrong is in the answer",
  tag: "jobs",
  body: validateBodySchema,
  answer: jobValidateAnswerSchema,
  handle: (context, request) => {
    const body = parseBody(request.text, validateBodySchema);
    if (body.Job === undefined) throw new HttpProblem(400, "Job must be specified");
    const parsed = readJobJson(body.Job);
    const { problems, warnings } = admit(context, parsed, { region: body.Region, namespace: body.Namespace });
    return json({
      DriverConfigValidated: true,
      ValidationErrors: problems.length === 0 ? null : topLevelMessages(problems),
      Error: formatProblems(problems),
      Warnings: warningText(warnings),
    });
  },
};

export const jobCheckRoutes: readonly Route[] = [parse, validateJob];
