// Which host ports an allocation gets on its node: static ones as asked, dynamic ones from the node's range.
// Deterministic: the same start gives the same ports. The start is drawn from the evaluation's seed, so that a port
// that was just freed is not handed to the next allocation while clients may still remember the old one.
// Refuses (with the label) when a static port is taken or the range is exhausted; never hands out a port twice.
import { mix32 } from "../common/hash.js";
import type { PortRequest } from "../model/group-demand.js";
import { type Misfit, reservedPortCollision } from "./fit.js";

export interface DynamicRange {
  /** Both ends included. */
  readonly MinDynamicPort: number;
  readonly MaxDynamicPort: number;
}

export interface TakenPorts {
  /** May a static port not be used here? */
  readonly forStatic: (port: number) => boolean;
  /** May a dynamic port not be chosen? Wider: also ports that are only about to be freed. */
  readonly forDynamic: (port: number) => boolean;
}

export type PortChoice =
  | { readonly kind: "chosen"; readonly ports: readonly number[] }
  | { readonly kind: "failed"; readonly label: string; readonly misfit: Misfit };

function nextFree(range: DynamicRange, from: number, taken: (port: number) => boolean): number | undefined {
  const size = range.MaxDynamicPort - range.MinDynamicPort + 1;
  for (let i = 0; i < size; i++) {
    const port = range.MinDynamicPort + ((from + i) % size);
    if (!taken(port)) return port;
  }
  return undefined;
}

/** Ports in the order of the requests. `start` is any 32-bit number. */
export function choosePorts(
  range: DynamicRange,
  requests: readonly PortRequest[],
  options: { readonly taken: TakenPorts; readonly start: number },
): PortChoice {
  const { taken, start } = options;
  const collision = reservedPortCollision(requests, taken.forStatic);
  if (collision !== undefined) {
    const colliding = requests.find((request) => collision.dimension.endsWith(` ${request.label}=${request.staticPort}`));
    return { kind: "failed", label: colliding?.label ?? "", misfit: collision };
  }
  const chosen = new Set(requests.filter((request) => request.staticPort !== 0).map((request) => request.staticPort));
  const ports: number[] = [];
  for (let i = 0; i < requests.length; i++) {
    const request = requests[i]!;
    if (request.staticPort !== 0) {
      ports.push(request.staticPort);
      continue;
    }
    const port = nextFree(range, mix32(start + i), (candidate) => chosen.has(candidate) || taken.forDynamic(candidate));
    if (port === undefined) {
      const dimension = `network: dynamic port selection failed for ${request.label}`;
      return { kind: "failed", label: request.label, misfit: { dimension, shortfall: 1 } };
    }
    chosen.add(port);
    ports.push(port);
  }
  return { kind: "chosen", ports };
}
