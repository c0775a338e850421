// What a benchmark and its fleet process say to each other.
import type { MachineTerms } from "./machine.ts";
import type { FleetCounts } from "./simulated-node.ts";

export interface FleetSettings {
  readonly natsUrl: string;
  readonly region: string;
  readonly nodes: number;
  readonly machines: MachineTerms;
  readonly startDelayMs: number;
  readonly reportDelayMs: number;
}

export type ToFleet =
  | { readonly kind: "count" }
  /** Nodes with these numbers fall silent. */
  | { readonly kind: "die"; readonly nodes: readonly number[] }
  | { readonly kind: "stop" };

export type FromFleet = {
  readonly kind: "counts";
  readonly counts: FleetCounts;
  /** How often each failure happened. */
  readonly failures: Readonly<Record<string, number>>;
};
