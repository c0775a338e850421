// The real NATS servers of a chaos run, one or three on the loopback address, each started again when it ends, on the same
// data and port; and who leads the cluster log's stream among them, by their own word.
import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePorts } from "@berth/embedded/free-port";
import { startNatsServer } from "@berth/embedded/nats-server";
import { Supervised } from "../../../apps/cli/src/dev/supervised.ts";

export interface NatsNode {
  readonly process: Supervised;
  readonly url: string;
  readonly monitorUrl: string;
  /** Its next start finds half a record behind the last one of this stream, as a power cut in the middle of a write leaves it. */
  tearBeforeStart(stream: string): void;
}

export interface NatsCluster {
  readonly nodes: readonly NatsNode[];
  /** All servers, separated by commas. */
  readonly url: string;
  /** undefined: nobody at this moment. */
  leaderOf(stream: string): Promise<NatsNode | undefined>;
}

interface StreamReport {
  readonly server_id: string;
  readonly account_details?: readonly { readonly stream_detail?: readonly { readonly name: string; readonly cluster?: { readonly leader?: string } }[] }[];
}

export async function startNatsCluster(dataDir: string, size: number, onProgress: (text: string) => void): Promise<NatsCluster> {
  const ports = await freePorts(size * 3);
  const routePorts = ports.slice(2 * size);
  const routes = routePorts.map((port) => `nats-route://127.0.0.1:${port}`).join(", ");
  const nodes = Array.from({ length: size }, (_, i): NatsNode => {
    const [port, monitorPort, routePort] = [ports[i]!, ports[size + i]!, routePorts[i]!];
    const cluster = size === 1 ? "" : `cluster { name: chaos, listen: "127.0.0.1:${routePort}", routes: [${routes}] }`;
    const extraConfig = `http: "127.0.0.1:${monitorPort}"\n${cluster}`;
    const name = `nats-server.${i + 1}`;
    const directory = join(dataDir, name);
    let torn = "";
    const start = async () => {
      if (torn !== "") await tear(join(directory, "jetstream/jetstream/$G/streams", torn, "msgs"));
      torn = "";
      return startNatsServer({ dataDir: directory, port, extraConfig });
    };
    return { tearBeforeStart: (stream) => void (torn = stream), process: new Supervised({ name, start, onProgress }), url: `nats://127.0.0.1:${port}`, monitorUrl: `http://127.0.0.1:${monitorPort}` };
  });
  await Promise.all(nodes.map(({ process }) => process.start()));
  return { nodes, url: nodes.map(({ url }) => url).join(","), leaderOf: (stream) => leaderOf(nodes, stream) };
}

/** Half of the newest file's first record, once more at its end. */
async function tear(messages: string): Promise<void> {
  const blocks = (await readdir(messages)).filter((file) => file.endsWith(".blk"));
  const newest = join(messages, blocks.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1)!);
  const bytes = await readFile(newest);
  const recordBytes = bytes.readUInt32LE(0) & 0x3f_ff_ff_ff;
  await appendFile(newest, bytes.subarray(0, Math.floor(recordBytes / 2)));
}

async function ask<T>(url: string): Promise<T | undefined> {
  try {
    return (await (await fetch(url, { signal: AbortSignal.timeout(2_000) })).json()) as T;
  } catch {
    return undefined;
  }
}

async function leaderOf(nodes: readonly NatsNode[], stream: string): Promise<NatsNode | undefined> {
  if (nodes.length === 1) return nodes[0];
  const answers = await Promise.all(
    nodes.map(async (node) => {
      const name = (await ask<{ readonly server_name: string }>(`${node.monitorUrl}/varz`))?.server_name;
      const report = await ask<StreamReport>(`${node.monitorUrl}/jsz?streams=true`);
      const streams = (report?.account_details ?? []).flatMap(({ stream_detail = [] }) => stream_detail);
      return { node, name, leader: streams.find((candidate) => candidate.name === stream)?.cluster?.leader };
    }),
  );
  const leader = answers.find(({ leader: named }) => named !== undefined && named !== "")?.leader;
  return leader === undefined ? undefined : answers.find(({ name }) => name === leader)?.node;
}
