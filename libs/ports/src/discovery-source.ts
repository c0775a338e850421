// Where discovery learns what runs: the log's replica, or in a test a plain list.
import type { RunningAllocation } from "@berth/core/discovery/running-allocation";

export interface DiscoverySource {
  /**
   * All allocations that shall run and whose node says that they do; one that is to stop is left out at once, so that
   * its services go before its tasks. Complete: what is missing here is deregistered, so a replica that has not caught
   * up with the log throws instead.
   */
  running(): Iterable<RunningAllocation>;
  /** Calls back after each change of what `running` tells; the listener must not throw. */
  onChange(listener: () => void): { close(): void };
}
