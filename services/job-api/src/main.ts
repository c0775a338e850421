// The job-api service as a process: the HTTP API on port 4646. Run as many as clients need; each has its own replica.
import { runService } from "@berth/service-kit/bootstrap";
import { jobApiService } from "./service.js";

await runService(jobApiService);
