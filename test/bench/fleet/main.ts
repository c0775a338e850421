// The fleet's own process: thousands of node agents, told what to do by the benchmark that forked it. Its settings are one
// argument of JSON. Real agents have a connection each; here some nodes share one, but not so many that what is sent to
// them at once makes the server drop it as a slow reader.
import { createHash } from "node:crypto";
import { openClusterLink } from "@berth/nats/cluster";
import { noTracing } from "@berth/ports/tracing";
import { silentLogger } from "@berth/testkit/silent-logger";
import { FleetLine } from "./fleet-line.ts";
import type { FleetSettings, FromFleet, ToFleet } from "./fleet-messages.ts";
import { machineSpec } from "./machine.ts";
import { type FleetCounts, SimulatedNode } from "./simulated-node.ts";

/** A whole fleet that starts at once would be one burst; real machines come one by one. */
const registeringAtOnce = 256;
const nodesPerConnection = 50;

function limited(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => void waiting.push(resolve));
    else free--;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

const settings = JSON.parse(process.argv[2] ?? "{}") as FleetSettings;
const lines: FleetLine[] = [];
for (let i = 0; i < settings.nodes; i += nodesPerConnection) {
  const link = await openClusterLink({ url: settings.natsUrl, region: settings.region }, { service: "fleet", logger: silentLogger, tracing: noTracing });
  lines.push(new FleetLine(link.rpc, link.subjects));
}
const counts: FleetCounts = { registered: 0, registrations: 0, polls: 0, reports: 0, assigned: 0, running: 0, ended: 0, failures: 0 };
const failures: Record<string, number> = {};
const terms = {
  counts,
  secretHash: createHash("sha256").update("fleet").digest("hex"),
  startDelayMs: settings.startDelayMs,
  reportDelayMs: settings.reportDelayMs,
  taskNames: new Map<string, readonly string[]>(),
  onFailure: (reason: string) => {
    failures[reason] = (failures[reason] ?? 0) + 1;
  },
};
const nodes = Array.from({ length: settings.nodes }, (_, i) => {
  const line = lines[Math.floor(i / nodesPerConnection)]!;
  return new SimulatedNode(machineSpec(i, settings.machines), { ...terms, line });
});

process.on("message", (message: ToFleet) => {
  switch (message.kind) {
    case "count":
      process.send!({ kind: "counts", counts, failures } satisfies FromFleet);
      break;
    case "die":
      for (const i of message.nodes) nodes[i]?.die();
      break;
    case "stop":
      for (const node of nodes) node.die();
      process.exit(0);
  }
});
process.on("disconnect", () => process.exit(0));

const registerOnce = limited(registeringAtOnce);
for (const node of nodes) void node.run(registerOnce);
