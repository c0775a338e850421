/** What reading a job gives, from a job file or from JSON. */
import type { JobDraft } from "../model/job.js";
import type { JobFileError } from "./field-path.js";

export type ParsedJob =
  | { readonly ok: true; readonly job: JobDraft; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly JobFileError[] };
