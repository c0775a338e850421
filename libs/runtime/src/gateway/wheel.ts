// Many deadlines under one timer. Each falls into a slot of the wheel's width and is due at its slot's end: a little late,
// never early. Ten thousand parked polls are then a few hundred sets and one timer.
import type { Clock, Timer } from "@berth/ports/environment";

export class Wheel<T> {
  private readonly slots = new Map<number, Set<T>>();
  private timer: Timer | undefined;
  private timerSlot = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly slotMs: number,
    private readonly onDue: (item: T) => void,
  ) {}

  /** The slot, to remove the item with. */
  add(item: T, afterMs: number): number {
    const slot = Math.ceil((this.clock.monotonicMs() + afterMs) / this.slotMs);
    const items = this.slots.get(slot);
    if (items === undefined) this.slots.set(slot, new Set([item]));
    else items.add(item);
    if (slot < this.timerSlot) this.setTimer(slot);
    return slot;
  }

  remove(item: T, slot: number): void {
    const items = this.slots.get(slot);
    if (items?.delete(item) === true && items.size === 0) this.slots.delete(slot);
    if (this.slots.size === 0) this.stop();
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.timerSlot = Number.POSITIVE_INFINITY;
  }

  private setTimer(slot: number): void {
    this.timer?.cancel();
    this.timerSlot = slot;
    this.timer = this.clock.after(Math.max(0, slot * this.slotMs - this.clock.monotonicMs()), () => this.turn());
  }

  private turn(): void {
    this.stop();
    const now = Math.floor(this.clock.monotonicMs() / this.slotMs);
    const due = [...this.slots.keys()].filter((slot) => slot <= now).toSorted((a, b) => a - b);
    const items = due.flatMap((slot) => [...this.slots.get(slot)!]);
    for (const slot of due) this.slots.delete(slot);
    for (const item of items) this.onDue(item);
    let next = Number.POSITIVE_INFINITY;
    for (const slot of this.slots.keys()) next = Math.min(next, slot);
    if (next < this.timerSlot) this.setTimer(next);
  }
}
