// What the machine itself offers: everything of a node's specification except its drivers.
import type { NodeSpec } from "@berth/core/model/node";

export type HostFacts = Omit<NodeSpec, "ID" | "Drivers">;

export interface HostFingerprint {
  read(): Promise<HostFacts>;
}
