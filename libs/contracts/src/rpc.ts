// Subjects of questions and hand-overs: `berth.<region>.rpc.<service>.<verb>`, and the JSON codec that control messages use.
// Log entries and plans have their own binary codecs (entry.ts, plan.ts).

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeJson(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

export function decodeJson<T>(bytes: Uint8Array): T {
  return JSON.parse(decoder.decode(bytes)) as T;
}

export interface Subjects {
  readonly log: string;
  readonly stream: string;
  readonly leaseBucket: string;
  readonly snapshotStream: string;
  /** Blocks and the header of one snapshot. */
  snapshot(id: string, part: string): string;
  readonly notesBucket: string;
  /** queue group of a service's responders */
  queue(service: string): string;
  rpc(service: RpcService, verb: string): string;
  /** A question to one node's agent: logs, files, statistics. */
  agent(nodeId: string, verb: string): string;
  /** A question to the leader of a role; only the leader serves it. */
  leader(role: LeaderRole, verb: string): string;
  /** Node digests (who was heard), heard by the controller. */
  readonly heard: string;
}

export type RpcService = "job-api" | "gateway" | "discovery-sync" | "history-projector" | "snapshots";
export type LeaderRole = "broker" | "applier" | "controller" | "discovery" | "history";

/** region: a DNS label, so that it is one token of a subject. */
export function subjectsOf(region: string): Subjects {
  const root = `berth.${region}`;
  const name = region.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  return {
    log: `${root}.log`,
    stream: `BERTH_${name}_LOG`,
    leaseBucket: `BERTH_${name}_LEASES`,
    snapshotStream: `BERTH_${name}_SNAPSHOTS`,
    snapshot: (id, part) => `${root}.snapshot.${id}.${part}`,
    notesBucket: `BERTH_${name}_NOTES`,
    queue: (service) => `${root}.${service}`,
    rpc: (service, verb) => `${root}.rpc.${service}.${verb}`,
    agent: (nodeId, verb) => `${root}.agent.${nodeId}.${verb}`,
    leader: (role, verb) => `${root}.rpc.${role}.${verb}`,
    heard: `${root}.heard`,
  };
}
