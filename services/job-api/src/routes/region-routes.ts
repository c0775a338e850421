/** The region for its operators: who leads, how far everybody is, and snapshots (nomad.md: /v1/operator/snapshot). */
import { z } from "zod";
import { type RegionAnswer, regionAnswerSchema, restoreAnswerSchema, type SnapshotAnswer, snapshotAnswerSchema } from "@berth/core/api/schema/region-answers";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { UndecodableSnapshot } from "@berth/contracts/snapshot";
import { DamagedSnapshot } from "@berth/runtime/snapshots/read-snapshot";
import { HttpProblem } from "../http/http-problem.js";
import { streamOf } from "../http/fastify-server.js";
import { type DirectAnswer, type DirectRoute, json, type Route } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";

function snapshotView(header: SnapshotHeader): SnapshotAnswer {
  const { id, index, stateHash, chainHash, incarnation, level, bytes, takenAtMs, takenBy, resumeAfter, quarantined } = header;
  return {
    ...{ ID: id, Index: index, StateHash: stateHash, ChainHash: chainHash, Incarnation: incarnation, Level: level, Bytes: bytes },
    ...{ TakenAt: takenAtMs, TakenBy: takenBy, ResumeAfter: resumeAfter, Quarantined: quarantined.length },
  };
}

async function regionView({ operator, log, clock }: JobApiContext): Promise<RegionAnswer> {
  const [place, replicas, projectors, snapshots] = await Promise.all([operator.log(), operator.replicas(), operator.projectors(), operator.snapshots()]);
  const { state } = log;
  const behind = (index: number): number => Math.max(0, place.last - index);
  const maxBytes = Number.isFinite(place.maxBytes) ? place.maxBytes : 0;
  return {
    Index: state.index,
    Level: state.level,
    Leaders: Array.from(state.leaders, ([role, { epoch, holder, takenAtIndex }]) => ({ Role: role, Epoch: epoch, Holder: holder, TakenAtIndex: takenAtIndex })),
    Replicas: replicas.map(({ service, instance, index, lagMs, atMs }) => ({
      ...{ Service: service, Instance: instance, Index: index, Behind: behind(index), LagMs: lagMs, SeenMsAgo: Math.max(0, Math.round(clock.nowMs() - atMs)) },
    })),
    Projectors: projectors.map(({ projector, index }) => ({ Name: projector, Index: index, Behind: behind(index) })),
    Log: {
      ...{ Incarnation: place.incarnation, First: place.first, Last: place.last, Bytes: place.bytes, MaxBytes: maxBytes },
      UsedPercent: maxBytes === 0 ? 0 : Math.round((1_000 * place.bytes) / maxBytes) / 10,
    },
    Snapshots: snapshots.map(snapshotView),
  };
}

const region: DirectRoute = {
  kind: "direct",
  method: "GET",
  path: "/v1/operator/region",
  summary: "Leaders, replicas, projectors, the log and its snapshots",
  tag: "operator",
  answer: regionAnswerSchema,
  handle: async (context) => json(await regionView(context)),
};

const listSnapshots: DirectRoute = {
  kind: "direct",
  method: "GET",
  path: "/v1/operator/snapshots",
  summary: "List the snapshots that are stored, newest first",
  tag: "operator",
  answer: z.array(snapshotAnswerSchema),
  handle: async ({ operator }) => json((await operator.snapshots()).map(snapshotView)),
};

async function fileOf({ operator }: JobApiContext, id: string | undefined): Promise<DirectAnswer> {
  const header = id === undefined || id === "" ? await operator.takeSnapshot() : (await operator.snapshots()).find((one) => one.id === id);
  if (header === undefined) throw new HttpProblem(404, `there is no snapshot "${id?.slice(0, 100)}": GET /v1/operator/snapshots lists them`);
  const headers = { "content-type": "application/octet-stream", "x-nomad-index": String(header.index) };
  return { status: 200, headers, body: { stream: streamOf(operator.snapshotFile(header)) } };
}

const save: DirectRoute = {
  kind: "direct",
  method: "GET",
  path: "/v1/operator/snapshot",
  summary: "Take a snapshot now and send it as a file",
  tag: "operator",
  query: { id: "send this stored snapshot instead" },
  answer: z.string().meta({ description: "the file, application/octet-stream" }),
  handle: (context, { query }) => fileOf(context, query["id"]),
};

function refuseWhereThereIsWork({ log }: JobApiContext, force: boolean): void {
  const { state } = log;
  const jobs = state.jobs.size;
  if (force || (jobs === 0 && state.allocations.size === 0)) return;
  throw new HttpProblem(409, `this region has ${jobs} jobs and ${state.allocations.size} allocations, and a restore replaces everything: restore into an empty region, or say force=true`);
}

const restore: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/operator/snapshot",
  summary: "Replace the region's state by a snapshot file; every server starts again from it",
  tag: "operator",
  query: { force: "true: also when there are jobs, which are then gone unless they are in the file" },
  takesRawBody: true,
  answer: restoreAnswerSchema,
  handle: async (context, { query, body }) => {
    refuseWhereThereIsWork(context, query["force"] === "true");
    try {
      const { header, resumeAfter, incarnation } = await context.operator.restore(body);
      return json({ Index: header.index, StateHash: header.stateHash, ResumeAfter: resumeAfter, Incarnation: incarnation });
    } catch (error) {
      if (error instanceof UndecodableSnapshot || error instanceof DamagedSnapshot) throw new HttpProblem(400, `${error.message}. Nothing was changed`, { cause: error });
      throw error;
    }
  },
};

export const regionRoutes: readonly Route[] = [region, listSnapshots, save, restore];
