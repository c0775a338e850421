// How much of each named unit of one node (a core, an instance of a device) its allocations hold, in thousandths. Made
// when the first is held. More than a whole is possible for a moment: the old holder stops while the new one is placed.
import { eachUnit, type Holding } from "../model/holding.js";

export type UnitsDump = readonly (readonly [key: string, milli: number])[];

export class UnitUse {
  private held: Map<string, number> | undefined;

  get isEmpty(): boolean {
    return this.held === undefined || this.held.size === 0;
  }

  milliOf(key: string): number {
    return this.held?.get(key) ?? 0;
  }

  hold(holding: Holding, sign: 1 | -1): void {
    const held = (this.held ??= new Map<string, number>());
    eachUnit(holding, (key, milli) => {
      const left = (held.get(key) ?? 0) + sign * milli;
      if (left === 0) held.delete(key);
      else held.set(key, left);
    });
  }

  dump(): UnitsDump {
    return [...(this.held ?? [])];
  }

  restore(units: UnitsDump): void {
    if (units.length > 0) this.held = new Map(units);
  }

  /** In an order that does not depend on who came first. */
  sorted(): UnitsDump {
    return this.dump().toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}
