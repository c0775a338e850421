// A client of the HTTP API, typed by the schemas from which the server makes its answers and its OpenAPI document.
import type {
  AllocationAnswer,
  AllocationStopAnswer,
  AllocationStub,
  CheckResult,
} from "@berth/core/api/schema/allocation-answers";
import type { DeploymentAnswer, EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { NodeAnswer, NodeStub, NodeUpdateAnswer } from "@berth/core/api/schema/node-answers";
import type { SchedulerConfigurationAnswer, SchedulerConfigurationBody, SchedulerConfigurationUpdate } from "@berth/core/api/schema/operator-answers";
import type { RegionAnswer, RestoreAnswer, SnapshotAnswer } from "@berth/core/api/schema/region-answers";
import { type ConnectionOptions, HttpConnection, type Read, type ReadRequest, segment } from "./http-connection.js";
import { JobRequests } from "./job-requests.js";
import { type LogFrame, readFrames } from "./log-frames.js";

export interface LogOptions {
  readonly task: string;
  readonly type: "stdout" | "stderr";
  readonly follow?: boolean | undefined;
  readonly origin?: "start" | "end" | undefined;
  /** Bytes from the origin. */
  readonly offset?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

class AllocationRequests {
  constructor(private readonly http: HttpConnection) {}

  list(request?: ReadRequest): Promise<Read<AllocationStub[]>> {
    return this.http.read("/v1/allocations", request);
  }

  startingWith(prefix: string): Promise<AllocationStub[]> {
    return this.http.get("/v1/allocations", { query: { prefix } });
  }

  get(id: string, request?: ReadRequest): Promise<Read<AllocationAnswer>> {
    return this.http.read(`/v1/allocation/${segment(id)}`, request);
  }

  checks(id: string): Promise<Record<string, CheckResult>> {
    return this.http.get(`/v1/allocation/${segment(id)}/checks`);
  }

  stop(id: string): Promise<AllocationStopAnswer> {
    return this.http.write("PUT", `/v1/allocation/${segment(id)}/stop`);
  }

  /** Ends with the log, or, followed, when the signal fires (the iteration then throws its AbortError). */
  async *logs(id: string, options: LogOptions): AsyncGenerator<LogFrame> {
    const { task, type, follow = false, origin = "start", offset = 0, signal } = options;
    const query = { task, type, follow, origin, offset };
    yield* readFrames(await this.http.open(`/v1/client/fs/logs/${segment(id)}`, { query, signal }));
  }
}

class EvaluationRequests {
  constructor(private readonly http: HttpConnection) {}

  list(request?: ReadRequest): Promise<Read<EvaluationAnswer[]>> {
    return this.http.read("/v1/evaluations", request);
  }

  startingWith(prefix: string): Promise<EvaluationAnswer[]> {
    return this.http.get("/v1/evaluations", { query: { prefix } });
  }

  get(id: string, request: ReadRequest = {}): Promise<Read<EvaluationAnswer>> {
    return this.http.read(`/v1/evaluation/${segment(id)}`, { ...request, query: { related: true, ...request.query } });
  }

  allocations(id: string, request?: ReadRequest): Promise<Read<AllocationStub[]>> {
    return this.http.read(`/v1/evaluation/${segment(id)}/allocations`, request);
  }
}

class NodeRequests {
  constructor(private readonly http: HttpConnection) {}

  list(request: ReadRequest = {}): Promise<Read<NodeStub[]>> {
    return this.http.read("/v1/nodes", { ...request, query: { os: true, ...request.query } });
  }

  startingWith(prefix: string): Promise<NodeStub[]> {
    return this.http.get("/v1/nodes", { query: { prefix } });
  }

  get(id: string, request?: ReadRequest): Promise<Read<NodeAnswer>> {
    return this.http.read(`/v1/node/${segment(id)}`, request);
  }

  allocations(id: string, request?: ReadRequest): Promise<Read<AllocationAnswer[]>> {
    return this.http.read(`/v1/node/${segment(id)}/allocations`, request);
  }

  setEligibility(id: string, eligibility: "eligible" | "ineligible"): Promise<NodeUpdateAnswer> {
    return this.http.write("PUT", `/v1/node/${segment(id)}/eligibility`, { body: { NodeID: id, Eligibility: eligibility } });
  }

  purge(id: string): Promise<NodeUpdateAnswer> {
    return this.http.write("PUT", `/v1/node/${segment(id)}/purge`);
  }
}

class DeploymentRequests {
  constructor(private readonly http: HttpConnection) {}

  list(request?: ReadRequest): Promise<Read<DeploymentAnswer[]>> {
    return this.http.read("/v1/deployments", request);
  }

  get(id: string, request?: ReadRequest): Promise<Read<DeploymentAnswer>> {
    return this.http.read(`/v1/deployment/${segment(id)}`, request);
  }

  allocations(id: string, request?: ReadRequest): Promise<Read<AllocationStub[]>> {
    return this.http.read(`/v1/deployment/allocations/${segment(id)}`, request);
  }
}

export interface AgentHealth {
  readonly server?: { readonly ok: boolean; readonly message: string };
}

export interface ServerMember {
  readonly Name: string;
  readonly Addr: string;
  readonly Port: number;
  readonly Status: string;
  readonly Tags: Readonly<Record<string, string>>;
}

class ServerRequests {
  constructor(private readonly http: HttpConnection) {}

  leader(): Promise<string> {
    return this.http.get("/v1/status/leader");
  }

  regions(): Promise<string[]> {
    return this.http.get("/v1/regions");
  }

  async members(): Promise<readonly ServerMember[]> {
    return (await this.http.get<{ readonly Members: readonly ServerMember[] }>("/v1/agent/members")).Members;
  }

  self(): Promise<Record<string, unknown>> {
    return this.http.get("/v1/agent/self");
  }

  /** Rejects with ApiError (500) while the server is not up to date. */
  health(): Promise<AgentHealth> {
    return this.http.get("/v1/agent/health", { query: { type: "server" } });
  }

  metrics(format: "json" | "prometheus" = "json"): Promise<string> {
    return this.http.text("/v1/metrics", { query: { format: format === "prometheus" ? format : undefined } });
  }

  collectGarbage(): Promise<void> {
    return this.http.write("PUT", "/v1/system/gc");
  }
}

class OperatorRequests {
  constructor(private readonly http: HttpConnection) {}

  schedulerConfiguration(): Promise<SchedulerConfigurationAnswer> {
    return this.http.get("/v1/operator/scheduler/configuration");
  }

  /** Only if the configuration is still at this modify index. */
  setSchedulerConfiguration(configuration: SchedulerConfigurationBody, modifyIndex: number): Promise<SchedulerConfigurationUpdate> {
    return this.http.write("PUT", "/v1/operator/scheduler/configuration", { query: { cas: modifyIndex }, body: configuration });
  }
}

class RegionRequests {
  constructor(private readonly http: HttpConnection) {}

  region(): Promise<RegionAnswer> {
    return this.http.get("/v1/operator/region");
  }

  snapshots(): Promise<SnapshotAnswer[]> {
    return this.http.get("/v1/operator/snapshots");
  }

  /** Takes one now, or sends a stored one: the bytes of the file. */
  saveSnapshot(id?: string): Promise<ReadableStream<Uint8Array>> {
    return this.http.open("/v1/operator/snapshot", { query: { id } });
  }

  restoreSnapshot(file: AsyncIterable<Uint8Array>, force: boolean): Promise<RestoreAnswer> {
    return this.http.write("PUT", "/v1/operator/snapshot", { query: { force }, stream: file });
  }
}

export interface Client {
  readonly region: RegionRequests;
  readonly jobs: JobRequests;
  readonly allocations: AllocationRequests;
  readonly evaluations: EvaluationRequests;
  readonly nodes: NodeRequests;
  readonly deployments: DeploymentRequests;
  readonly server: ServerRequests;
  readonly operator: OperatorRequests;
}

/** Opens nothing: each request makes its own connection or takes a kept one. */
export function createClient(options: ConnectionOptions): Client {
  const http = new HttpConnection(options);
  return {
    jobs: new JobRequests(http),
    allocations: new AllocationRequests(http),
    evaluations: new EvaluationRequests(http),
    nodes: new NodeRequests(http),
    deployments: new DeploymentRequests(http),
    server: new ServerRequests(http),
    operator: new OperatorRequests(http),
    region: new RegionRequests(http),
  };
}
